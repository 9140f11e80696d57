/** Remembers the last answer, for as long as all arguments are the same. */
export function memoized<Arguments extends readonly unknown[], Result>(
  compute: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  let last: { readonly given: Arguments; readonly result: Result } | undefined
  return (...given) => {
    if (last && given.every((argument, index) => Object.is(argument, last?.given[index]))) return last.result
    last = { given, result: compute(...given) }
    return last.result
  }
}

/** The same for each of several things by its id. */
export interface MemoizedById<Arguments extends readonly unknown[], Result> {
  readonly of: (id: string, ...given: Arguments) => Result
  /** Forgets those of all others. */
  readonly keepOnly: (ids: ReadonlySet<string>) => void
}

export function memoizedById<Arguments extends readonly unknown[], Result>(
  compute: (...given: Arguments) => Result,
): MemoizedById<Arguments, Result> {
  const known = new Map<string, (...given: Arguments) => Result>()
  return {
    of(id, ...given) {
      const own = known.get(id) ?? memoized(compute)
      known.set(id, own)
      return own(...given)
    },
    keepOnly(ids) {
      for (const id of known.keys()) if (!ids.has(id)) known.delete(id)
    },
  }
}

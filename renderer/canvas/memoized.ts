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

/**
 * What was computed of an object with some settings, for as long as the object lives: a window estimates after every
 * change.
 */
export interface Remembered<Value> {
  /** `compute` is called where nothing is known of `owner` and `key`. */
  of(owner: object, key: string, compute: () => Value): Value
  forget(owner: object, key: string): void
}

/** Of one object; the oldest is forgotten. */
const mostKept = 32

export function createRemembered<Value>(): Remembered<Value> {
  const owners = new WeakMap<object, Map<string, { readonly value: Value }>>()
  return {
    of(owner, key, compute) {
      const kept = owners.get(owner) ?? new Map<string, { readonly value: Value }>()
      owners.set(owner, kept)
      const found = kept.get(key) ?? { value: compute() }
      kept.delete(key)
      kept.set(key, found)
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
      return found.value
    },
    forget: (owner, key) => void owners.get(owner)?.delete(key),
  }
}

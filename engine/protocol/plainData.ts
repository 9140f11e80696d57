export interface DataLimits {
  /** Lists and objects inside one another. */
  readonly depth: number
  /** Of all texts and names of fields together; every value counts as one more. */
  readonly characters: number
}

/**
 * Levels of a project; its own fields need fewer than ten. Deeper ones overflow the stack of whoever writes them as
 * JSON.
 */
export const deepestProject = 48

/**
 * What keeps `value` from being data that JSON holds, within limits; undefined where nothing does. Fields that are
 * undefined are left out by JSON, and pass. Walks without recursion, and no further than the limits.
 */
export function problemOfData(value: unknown, limits: DataLimits): 'deep' | 'long' | 'no data' | undefined {
  let characters = 0
  const levels: Iterator<unknown>[] = [[value].values()]
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const next = level.next()
    if (next.done) {
      levels.pop()
      continue
    }
    characters += 1 + (typeof next.value === 'string' ? next.value.length : 0)
    if (typeof next.value === 'object' && next.value !== null) {
      const inner = valuesOf(next.value)
      if (inner === undefined) return 'no data'
      if (levels.length > limits.depth) return 'deep'
      characters += inner.characters
      levels.push(inner.values)
    } else if (!primitives.includes(typeof next.value)) {
      return 'no data'
    }
    if (characters > limits.characters) return 'long'
  }
  return undefined
}

const primitives: readonly string[] = ['string', 'number', 'boolean', 'undefined', 'object']

/** Undefined for everything but plain lists and objects. `characters` are those of names of fields. */
function valuesOf(value: object): { readonly values: Iterator<unknown>; readonly characters: number } | undefined {
  if (Array.isArray(value)) return { values: value.values(), characters: 0 }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype) return undefined
  const characters = Object.keys(value).reduce((sum, key) => sum + key.length, 0)
  return { values: Object.values(value).values(), characters }
}

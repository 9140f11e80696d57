/**
 * Made-up attention, computed once for each length and number: an estimate asks for the same maps hundreds of times.
 */
export interface InventedMaps {
  /**
   * Values that are positive, and different at neighbouring places and for different numbers. Shared: nobody writes to
   * them.
   */
  map(length: number, number: number): Float32Array
}

/** Of all maps that are kept together: 32 MiB. */
const mostValues = 2 ** 23

export function createInventedMaps(most = mostValues): InventedMaps {
  const kept = new Map<string, Float32Array>()
  let values = 0
  return {
    map(length, number) {
      const key = `${length} ${number}`
      const map = kept.get(key) ?? inventMap(length, number)
      if (kept.delete(key)) values -= length
      if (length > most) return map
      kept.set(key, map) // as the newest
      values += length
      for (const [oldKey, old] of kept) {
        if (values <= most) break
        kept.delete(oldKey)
        values -= old.length
      }
      return map
    },
  }
}

function inventMap(length: number, number: number): Float32Array {
  const map = new Float32Array(length)
  for (let place = 0; place < length; place++) {
    map[place] = 1 + 0.9 * Math.sin((number + 1) * 1.7 + place * (0.37 + 0.11 * number))
  }
  return map
}

/** Of this process. */
export const inventedMaps = createInventedMaps()

/**
 * Milliseconds of what was measured once, for whoever estimates again: a change of words or weights changes neither the graphs
 * nor how long they take.
 */
export interface CallTimes {
  get(key: string): number | undefined
  set(key: string, milliseconds: number): void
}

export function createCallTimes(): CallTimes {
  const times = new Map<string, number>()
  return {
    get: (key) => times.get(key),
    set: (key, milliseconds) => void times.set(key, milliseconds),
  }
}

/**
 * Milliseconds of what was measured once on a model, for whoever estimates again: a change of words or weights changes
 * neither the graphs nor how long they take.
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

/** The times of several models, which are told apart by their contents: one that was replaced is measured anew. */
export interface TimesBook {
  of(modelSha256: string): CallTimes
}

/** Of more models those that were asked for longest ago are forgotten. */
const mostModels = 16

export function createTimesBook(): TimesBook {
  const models = new Map<string, CallTimes>()
  return {
    of(modelSha256) {
      const times = models.get(modelSha256) ?? createCallTimes()
      models.delete(modelSha256)
      models.set(modelSha256, times)
      const [oldest] = models.keys()
      if (models.size > mostModels && oldest !== undefined) models.delete(oldest)
      return times
    },
  }
}

import type { RowReport } from '../composition/noisePredictor.ts'
import type { CacheUse } from '../protocol/renderEvents.ts'
import type { EvaluationProgress } from './textToImage.ts'
import { median } from '../tensor/median.ts'

/** What became of some rows of plans. */
export function cacheUse(rows: readonly RowReport[]): CacheUse {
  const reused = rows.filter(({ isComputed }) => !isComputed)
  return {
    computedRows: rows.length - reused.length,
    reusedRows: reused.length,
    oldestFeature: Math.max(0, ...reused.map(({ age }) => age)),
  }
}

/**
 * The part of a picture's sampling time that its stored features saved, measured: what its predictions took, against as
 * many as the fully computed ones. Below 0 they cost more than they saved. Of predictions with equally many computed
 * rows the middle time counts for all, so that opening a graph on the way, or a pause of the machine, does not.
 */
export function cacheSaving(
  evaluations: readonly Pick<EvaluationProgress, 'rows' | 'milliseconds' | 'predictionMilliseconds'>[],
): number {
  const timesByComputed = new Map<number, number[]>()
  let full: number[] = []
  let besides = 0
  for (const { rows, milliseconds, predictionMilliseconds } of evaluations) {
    const { computedRows, reusedRows } = cacheUse(rows)
    if (reusedRows === 0) full = [...full, predictionMilliseconds]
    const alike = timesByComputed.get(computedRows) ?? []
    timesByComputed.set(computedRows, [...alike, predictionMilliseconds])
    besides += milliseconds - predictionMilliseconds
  }
  const cached = [...timesByComputed.values()].reduce((sum, times) => sum + times.length * median(times), 0)
  const uncached = median(full) * evaluations.length
  return (uncached - cached) / (uncached + besides)
}

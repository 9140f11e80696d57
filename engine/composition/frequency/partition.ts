import { EngineError } from '../../errors/engineError.ts'
import { median } from '../../tensor/median.ts'

/** Adapters of high frequency dominate early in CMLoRA, those of low frequency late. */
export type FrequencyKind = 'high' | 'low'

export interface FrequencyPartition {
  readonly high: readonly string[]
  readonly low: readonly string[]
}

/** What an adapter shows, in the words of CMLoRA's test set, and the kind that its program gives it. */
export const kindOfCategory = {
  character: 'high',
  clothing: 'high',
  style: 'high',
  object: 'high',
  background: 'low',
} as const satisfies Record<string, FrequencyKind>
export type AdapterCategory = keyof typeof kindOfCategory

/** High and low by category, each in the given order (CMLoRA, Zou et al. 2025, as released). */
export function partitionByCategory(categories: ReadonlyMap<string, AdapterCategory>): FrequencyPartition {
  return partition([...categories.keys()], (adapterId) => kindOfCategory[categories.get(adapterId)!])
}

/**
 * High and low by measurement: from the median of the scores (mean early ΔH) on, an adapter is high. `chosen` is the
 * artist's word, which counts more. Each list keeps the order of the scores.
 * @throws EngineError `setting-invalid` for a score that is no number.
 */
export function partitionByFrequency(
  scores: ReadonlyMap<string, number>,
  chosen: ReadonlyMap<string, FrequencyKind> = new Map(),
): FrequencyPartition {
  for (const [adapterId, score] of scores) {
    if (Number.isFinite(score)) continue
    throw new EngineError(
      'setting-invalid',
      `The frequency of the adapter '${adapterId}' could not be measured: its score is ${score}.`,
      'Choose by hand whether it is of high or of low frequency, or measure it again.',
    )
  }
  const threshold = median([...scores.values()])
  return partition([...scores.keys()], (adapterId) => {
    return chosen.get(adapterId) ?? (scores.get(adapterId)! >= threshold ? 'high' : 'low')
  })
}

function partition(adapterIds: readonly string[], kindOf: (adapterId: string) => FrequencyKind): FrequencyPartition {
  return {
    high: adapterIds.filter((adapterId) => kindOf(adapterId) === 'high'),
    low: adapterIds.filter((adapterId) => kindOf(adapterId) === 'low'),
  }
}

import { assert } from '../../errors/engineError.ts'
import { quadCentreSteps } from './quadCentre.ts'

/**
 * When cached features are computed anew.
 * - `cmlora`: densely at the start and the end, every third step between (CMLoRA, Zou et al. 2025; c1 = 2, c2 = 3).
 *   Its program calls this interval 0.
 * - `uniform`: every `interval` steps; 1 is every step.
 * - `quad-centre`: as often as `uniform`, but densest around step `centre` (DeepCache, Ma et al. 2024).
 */
export type RefreshSchedule =
  | { readonly type: 'cmlora' }
  | { readonly type: 'uniform'; readonly interval: number }
  | { readonly type: 'quad-centre'; readonly interval: number; readonly centre: number; readonly power: number }

/** The schedule that CMLoRA's program means by an interval. */
export function scheduleOfInterval(interval: number): RefreshSchedule {
  return interval === 0 ? { type: 'cmlora' } : { type: 'uniform', interval }
}

/**
 * The steps at which everything is computed, in order; the first is always 0.
 * @throws EngineError `setting-invalid` of `quadCentreSteps`.
 */
export function refreshSteps(schedule: RefreshSchedule, numInferenceSteps: number): number[] {
  switch (schedule.type) {
    case 'cmlora': {
      const early = Math.floor(0.375 * numInferenceSteps)
      const late = Math.floor(0.875 * numInferenceSteps)
      return [...range(0, early, 2), ...range(early, late, 3), ...range(late, numInferenceSteps, 2)]
    }
    case 'uniform':
      return range(0, numInferenceSteps, schedule.interval)
    case 'quad-centre':
      return quadCentreSteps(numInferenceSteps, schedule.interval, schedule.centre, schedule.power)
  }
}

/** Whether the schedule refreshes at every step, so that nothing is ever read from a cache. */
export function refreshesAlways(schedule: RefreshSchedule): boolean {
  return schedule.type !== 'cmlora' && schedule.interval === 1
}

function range(from: number, to: number, by: number): number[] {
  assert(Number.isInteger(by) && by > 0, 'an interval is a positive whole number')
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / by)) }, (_, index) => from + index * by)
}

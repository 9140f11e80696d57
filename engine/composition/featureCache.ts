import type { FeatureCache } from '../protocol/featureCache.ts'
import type { UNetConfig } from '../checkpoint/configs/unetConfig.ts'
import { firstBlockCut, skipIndexOf, type FeatureCut } from '../networks/unet/featureCut.ts'
import type { FeatureReuse, Planner, StepPosition } from './plan.ts'
import { refreshesAlways, refreshSteps, type RefreshSchedule } from './schedules/refreshSteps.ts'

/**
 * The same method with stored features: rows read in most steps what lies below the cut from an earlier step. `uniform`
 * and `non-uniform` are DeepCache (Ma et al. 2024), `first-block` decides by what the first block computes. Plans that
 * say themselves what is reused stay as they are.
 * @throws EngineError `setting-invalid` for a cut or a schedule that is not possible.
 */
export function withFeatureCache(
  planner: Planner,
  cache: FeatureCache,
  config: UNetConfig,
  numInferenceSteps: number,
): Planner {
  if (cache.type === 'off') return planner
  const cut = requireCut(config, cache.cut)
  const reuseAt = reuseOf(cache, cut, numInferenceSteps)
  if (!reuseAt) return planner
  return {
    ...planner,
    startRun() {
      const run = planner.startRun()
      return {
        ...run,
        planStep(position) {
          const plan = run.planStep(position)
          return plan.reuse ? plan : { ...plan, reuse: reuseAt(position, plan.rows.length) }
        },
      }
    },
  }
}

/** A cut of the network; that of the first block unless given. */
export function requireCut(config: UNetConfig, cut: FeatureCut = firstBlockCut(config)): FeatureCut {
  skipIndexOf(config, cut)
  return cut
}

/** What is reused at a step; undefined for settings that never reuse anything. */
function reuseOf(
  cache: Exclude<FeatureCache, { type: 'off' }>,
  cut: FeatureCut,
  numInferenceSteps: number,
): ((position: StepPosition, rows: number) => FeatureReuse) | undefined {
  if (cache.type === 'first-block') {
    const { threshold, mostSkips } = cache
    return () => ({ type: 'first-block', cut, threshold, mostSkips })
  }
  const schedule = scheduleOf(cache, numInferenceSteps)
  if (refreshesAlways(schedule)) return undefined
  const refreshed = new Set(refreshSteps(schedule, numInferenceSteps))
  return ({ stepIndex }, rows) => {
    const computed = Array.from({ length: rows }, () => refreshed.has(stepIndex))
    return { type: 'planned', cut, computed }
  }
}

/** DeepCache is densest around step 15 of 50. */
const centreShare = 15 / 50

function scheduleOf(
  cache: Extract<FeatureCache, { type: 'uniform' | 'non-uniform' }>,
  numInferenceSteps: number,
): RefreshSchedule {
  if (cache.type === 'uniform') return { type: 'uniform', interval: cache.interval }
  const { interval, power, centre = Math.round(centreShare * numInferenceSteps) } = cache
  return { type: 'quad-centre', interval, power, centre }
}

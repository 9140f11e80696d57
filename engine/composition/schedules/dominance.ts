import { assert } from '../../errors/engineError.ts'
import { decayedCoefficient, dominanceWeights, firstCoefficient } from './dominanceWeights.ts'
import { refreshesAlways, refreshSteps, type RefreshSchedule } from './refreshSteps.ts'

/**
 * The ways of CMLoRA (Zou et al. 2025).
 * - `paper`: what the paper describes as far as it says: high-frequency adapters dominate early, low-frequency ones
 * late;
 *   the dominant adapter is always computed, all others at refresh steps; weights decay, but dominance never inverts.
 * - `released`: the program for a fixed order of adapters, with its defects: no cache at intervals 0 and 1, weights
 * that
 *   never decay, late dominance that passes over the first adapter, caches of the late phase that are never refreshed.
 * - `repaired`: the order and weights of `released` with caches that work: used with every schedule but every-step,
 *   refreshed in the late phase too, and never older than `mostCacheSteps`.
 * - `released-online`: `released`, with a phase that the spectrum of the latents decides.
 * - `released-async`: a plain rotation whose changes have nothing to do with the refresh steps.
 */
export const dominanceModes = ['paper', 'released', 'repaired', 'released-online', 'released-async'] as const
export type DominanceMode = (typeof dominanceModes)[number]

export interface DominanceSettings {
  readonly mode: DominanceMode
  /** How many adapters are of high and of low frequency; the ring is the high ones, then the low ones. */
  readonly highCount: number
  readonly lowCount: number
  readonly numInferenceSteps: number
  readonly schedule: RefreshSchedule
  /** The last step of the early phase; that of the program, 120 of 220 steps, in proportion where it is missing. */
  readonly lastEarlyStep?: number
  /** Only of `repaired`. */
  readonly mostCacheSteps?: number
}

/** What CMLoRA does in one step. Places are those in the ring. */
export interface DominanceStep {
  /** -1 where there is no adapter. */
  readonly dominant: number
  /** Of each adapter's prediction; they add up to 1. */
  readonly shares: readonly number[]
  /** Adapters whose network is computed as a whole; the others read their cached feature. */
  readonly computed: readonly boolean[]
  /** How many steps ago each adapter's feature was computed; 0 for those computed now. */
  readonly cacheAges: readonly number[]
}

/** A run in which dominance goes round. Steps are asked for once each, in order. */
export interface DominanceRun {
  /** `isEarly` overrides the phase; `released-online` needs it. */
  next(isEarly?: boolean): DominanceStep
}

/** The program changes phase after step 120 of 220. */
const earlyShare = 120 / 220
/** `released-async` passes dominance on every 20 of 220 steps. */
const asyncShare = 20 / 220
const defaultMostCacheSteps = 10

/** Starts a run. Adapters of one kind only, whichever it is, rotate through the whole run. */
export function createDominanceRun(settings: DominanceSettings): DominanceRun {
  const { mode, numInferenceSteps, schedule } = settings
  const count = settings.highCount + settings.lowCount
  // The program divides by the number of high ones; without any, the low ones take their place.
  const high = settings.highCount || settings.lowCount
  const low = count - high
  const lastEarlyStep = settings.lastEarlyStep ?? Math.round(earlyShare * numInferenceSteps)
  const asyncInterval = Math.max(1, Math.round(asyncShare * numInferenceSteps))
  const refreshed = new Set(refreshSteps(schedule, numInferenceSteps))
  const caches = cachesOf(settings)
  const ages: (number | undefined)[] = Array.from({ length: count }, () => undefined)
  let stepIndex = 0
  let turn = 0

  return {
    next(isEarly = stepIndex <= lastEarlyStep) {
      assert(stepIndex < numInferenceSteps, 'a run has no more steps than were asked for')
      const { dominant, cleared } = turnOf(low === 0 || isEarly)
      stepIndex++
      for (let place = 0; place < count; place++) {
        const age = ages[place]
        const isComputed = !caches.used || age === undefined || age >= caches.mostSteps || cleared(place)
        ages[place] = isComputed ? 0 : age + 1
      }
      const coefficient = mode === 'paper' ? decayedCoefficient(count, turn - 1, 'async', 1) : firstCoefficient(count)
      const weights = dominanceWeights(count, coefficient)
      return {
        dominant: count === 0 ? -1 : dominant,
        shares: ages.map((_, place) => (place === dominant ? weights.dominant : weights.other) / count),
        computed: ages.map((age) => age === 0),
        cacheAges: ages.map((age) => age ?? 0),
      }
    },
  }

  /** Who dominates now, and whose caches are cleared. */
  function turnOf(isEarly: boolean): { dominant: number; cleared: (place: number) => boolean } {
    const isRefresh = refreshed.has(stepIndex)
    if (mode === 'released-async') {
      if (stepIndex > 0 && stepIndex % asyncInterval === 0) turn++
      const next = turn % count
      // Before the first change the program's index is -1: the last of the ring.
      return { dominant: (turn - 1 + count) % count, cleared: (place) => isRefresh && place === next }
    }
    if (isRefresh) turn++
    const rotation = (turn - 1) % high
    if (mode === 'paper') {
      const dominant = isEarly ? rotation : high + ((turn - 1) % low)
      return { dominant, cleared: (place) => isRefresh || place === dominant }
    }
    const dominant = isEarly ? rotation : rotation + 1
    const clears = isRefresh && (isEarly || mode === 'repaired')
    return { dominant, cleared: (place) => clears && place === dominant }
  }
}

/** All steps of a run whose phases do not depend on what is rendered. */
export function dominanceSteps(settings: DominanceSettings): DominanceStep[] {
  assert(settings.mode !== 'released-online', 'the phases of the online mode are known only while rendering')
  const run = createDominanceRun(settings)
  return Array.from({ length: settings.numInferenceSteps }, () => run.next())
}

function cachesOf({ mode, schedule, mostCacheSteps }: DominanceSettings): { used: boolean; mostSteps: number } {
  if (mode === 'paper') return { used: true, mostSteps: Infinity }
  if (mode === 'repaired') {
    return { used: !refreshesAlways(schedule), mostSteps: mostCacheSteps ?? defaultMostCacheSteps }
  }
  // The program caches only where its interval is more than 1, and the schedule of the paper is interval 0.
  return { used: schedule.type !== 'cmlora' && schedule.interval > 1, mostSteps: Infinity }
}

import type { NoiseSchedule } from './noiseSchedule.ts'
import { assembleScheduler, levelOfSigma } from './scheduler.ts'
import type { Evaluation, Scheduler, SchedulerOptions } from './scheduler.ts'
import { spaceSigmas } from './sigmaSpacing.ts'
import type { SigmaSteps } from './sigmaSpacing.ts'

/** Details in which two families of methods on sigmas differ. */
export interface SigmaFamily {
  /** Multistep solvers leave timestep 0 to the jump to the clean latents. */
  readonly withoutLast: boolean
  readonly wholeTimesteps: boolean
  /** Whether unit noise itself is the first latents, or the noise that belongs to the first sigma. */
  readonly startsAtUnitVariance: boolean
}

/** Of the methods of k-diffusion (Karras, Aittala, Aila & Laine 2022). */
export const karrasFamily: SigmaFamily = { withoutLast: false, wholeTimesteps: false, startsAtUnitVariance: false }
/** Of DPM-Solver++ and UniPC. */
export const multistepFamily: SigmaFamily = { withoutLast: true, wholeTimesteps: true, startsAtUnitVariance: true }

/** The steps of a run, and the scale of the noise that it starts with. */
export function spaceSteps(
  noiseSchedule: NoiseSchedule,
  options: SchedulerOptions,
  family: SigmaFamily,
): SigmaSteps & { initialNoiseScale: number } {
  const { withoutLast, wholeTimesteps, startsAtUnitVariance } = family
  const steps = spaceSigmas(noiseSchedule, { ...options, withoutLast, wholeTimesteps })
  // 'leading' spacing starts below the noisiest timestep, where noise alone would be short of what the signal adds.
  const startsLate = options.sigmaSpacing === 'uniform' && options.timestepSpacing === 'leading'
  const initialNoiseScale = startsAtUnitVariance || startsLate ? 1 : levelOfSigma(steps.sigmas[0]!).noise
  return { ...steps, initialNoiseScale }
}

/** A scheduler of a method that evaluates the UNet once at each sigma. */
export function assembleSigmaScheduler(
  noiseSchedule: NoiseSchedule,
  options: SchedulerOptions,
  family: SigmaFamily,
  advance: (evaluation: Evaluation) => Float32Array,
  { stochastic = false } = {},
): Scheduler {
  const { timesteps, sigmas, initialNoiseScale } = spaceSteps(noiseSchedule, options, family)
  const { predictionType } = options
  const levels = sigmas.map(levelOfSigma)
  return assembleScheduler({ timesteps, levels, initialNoiseScale, predictionType, stochastic, advance })
}

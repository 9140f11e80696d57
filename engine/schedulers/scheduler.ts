import { assert } from '../errors/engineError.ts'
import type { NoiseSchedule } from './noiseSchedule.ts'
import { toDenoised } from './prediction.ts'
import type { NoiseLevel, Prediction, PredictionType } from './prediction.ts'
import type { SigmaSpacing } from './sigmaSpacing.ts'
import type { TimestepSpacing } from './timestepSpacing.ts'
import { weightedSum } from './weightedSum.ts'

/**
 * Leads latents from noise to picture, one UNet evaluation after another. It is created for one run and owns the run's
 * history. Latents are always in the scale that the UNet is fed, signal · x₀ + noise · ε with signal² + noise² = 1; a
 * method that thinks in x₀ + sigma · ε converts inside `step`. No function alters what it is given.
 */
export interface Scheduler {
  /** One for each UNet evaluation; may be fractional and may repeat. */
  readonly timesteps: readonly number[]
  /** The noise level, noise / signal, of the latents that each evaluation is given, and last that of the result. */
  readonly sigmas: readonly number[]
  /** What unit noise is multiplied with to become the first latents. */
  readonly initialNoiseScale: number
  /** Whether `step` draws noise. */
  readonly stochastic: boolean
  /**
   * The latents for the next evaluation. Evaluations follow each other without a gap; the first may be any, as when a
   * run starts from a picture. `drawNoise` returns unit noise of the given number of elements.
   */
  step(
    noisePrediction: Float32Array,
    evaluationIndex: number,
    latents: Float32Array,
    drawNoise: (count: number) => Float32Array,
  ): Float32Array
  /** Clean latents with unit noise mixed in, as the given evaluation expects them. */
  addNoise(latents: Float32Array, noise: Float32Array, evaluationIndex: number): Float32Array
  /** The clean latents that a prediction amounts to, for previews. Depends on no history. */
  denoised(noisePrediction: Float32Array, evaluationIndex: number, latents: Float32Array): Float32Array
}

/** What a run asks of a scheduler, besides the model's training table. */
export interface SchedulerOptions {
  readonly numInferenceSteps: number
  readonly predictionType: PredictionType
  readonly timestepSpacing: TimestepSpacing
  /** Read by the methods that work on sigmas; the others have their own spacing. */
  readonly sigmaSpacing: SigmaSpacing
  readonly stepsOffset: number
  /** Whether the last step of the methods that work on ᾱ ends without noise, or at the noise of timestep 0. */
  readonly setAlphaToOne: boolean
}

export type CreateScheduler = (noiseSchedule: NoiseSchedule, options: SchedulerOptions) => Scheduler

/** One evaluation as an algorithm sees it: a prediction, where it was made and where it leads. */
export interface Evaluation extends Prediction {
  readonly index: number
  readonly isLast: boolean
  readonly to: NoiseLevel
  /** Unit noise of the latents' size. */
  readonly drawNoise: () => Float32Array
}

/** The noise levels of a run and how it gets from one to the next. */
export interface SchedulerParts {
  readonly timesteps: readonly number[]
  /** One more than timesteps. */
  readonly levels: readonly NoiseLevel[]
  readonly initialNoiseScale: number
  readonly predictionType: PredictionType
  readonly stochastic?: boolean
  readonly advance: (evaluation: Evaluation) => Float32Array
}

/** Makes a scheduler of an algorithm: what all of them share, and the checks that its caller keeps the contract. */
export function assembleScheduler(parts: SchedulerParts): Scheduler {
  const { timesteps, levels, initialNoiseScale, predictionType, stochastic = false, advance } = parts
  assert(levels.length === timesteps.length + 1, `${levels.length} noise levels for ${timesteps.length} evaluations`)
  let expectedIndex: number | undefined

  const levelAt = (evaluationIndex: number): NoiseLevel => {
    assert(
      Number.isInteger(evaluationIndex) && evaluationIndex >= 0 && evaluationIndex < timesteps.length,
      `evaluation ${evaluationIndex} of ${timesteps.length}`,
    )
    return levels[evaluationIndex]!
  }

  return {
    timesteps,
    sigmas: levels.map(toSigma),
    initialNoiseScale,
    stochastic,
    step: (noisePrediction, evaluationIndex, latents, drawNoise) => {
      const from = levelAt(evaluationIndex)
      const mayFollow = expectedIndex === undefined || expectedIndex === evaluationIndex
      assert(mayFollow, `evaluation ${evaluationIndex} where ${expectedIndex} was due`)
      expectedIndex = evaluationIndex + 1
      return advance({
        predictionType,
        noisePrediction,
        latents,
        from,
        to: levels[evaluationIndex + 1]!,
        index: evaluationIndex,
        isLast: evaluationIndex === timesteps.length - 1,
        drawNoise: () => drawNoise(latents.length),
      })
    },
    addNoise: (latents, noise, evaluationIndex) => {
      const level = levelAt(evaluationIndex)
      return weightedSum([
        [level.signal, latents],
        [level.noise, noise],
      ])
    },
    denoised: (noisePrediction, evaluationIndex, latents) =>
      toDenoised({ predictionType, noisePrediction, latents, from: levelAt(evaluationIndex) }),
  }
}

/**
 * The evaluation at which a run starts that keeps part of a picture: `denoisingStrength` 1 starts at the first, 0.5
 * halfway, and 0 returns the number of evaluations, so that nothing is left to do. Of evaluations that share one noise
 * level only the last can be a start, since the ones before it complete a step begun earlier.
 */
export function firstEvaluation(scheduler: Scheduler, denoisingStrength: number): number {
  const { timesteps, sigmas } = scheduler
  const starts = [...timesteps.keys()].filter((i) => i === timesteps.length - 1 || sigmas[i] !== sigmas[i + 1])
  const kept = Math.floor(starts.length * Math.min(Math.max(denoisingStrength, 0), 1))
  return kept === 0 ? timesteps.length : starts[starts.length - kept]!
}

/** noise / signal; infinite for pure noise. */
function toSigma({ signal, noise }: NoiseLevel): number {
  return noise / signal
}

/** The noise level of a sigma. */
export function levelOfSigma(sigma: number): NoiseLevel {
  const signal = 1 / Math.sqrt(sigma * sigma + 1)
  return { signal, noise: sigma * signal }
}

/** The noise level of an ᾱ. */
export function levelOfAlphaCumprod(alphaCumprod: number): NoiseLevel {
  return { signal: Math.sqrt(alphaCumprod), noise: Math.sqrt(1 - alphaCumprod) }
}

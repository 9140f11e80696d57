import type { NoisePredictor } from '../composition/noisePredictor.ts'
import type { Planner } from '../composition/plan.ts'
import type { Scheduler } from '../schedulers/scheduler.ts'
import type { RandomGenerator } from '../tensor/randomGenerator.ts'

/** What one picture is made with. */
export interface TextToImageParts {
  readonly planner: Planner
  readonly scheduler: Scheduler
  readonly predictNoise: NoisePredictor
  /** Draws the first noise, and then whatever a stochastic scheduler asks for. */
  readonly random: RandomGenerator
  /** Elements of one picture's latents. */
  readonly latentCount: number
  readonly numInferenceSteps: number
}

/** One UNet evaluation that is done. */
export interface EvaluationProgress {
  readonly evaluationIndex: number
  readonly evaluationCount: number
  /** Steps finished, as the artist counts them. */
  readonly stepsDone: number
  readonly numInferenceSteps: number
  readonly milliseconds: number
  /** The scheduler's guess of the finished latents, for previews; computed when asked for. */
  readonly denoised: () => Float32Array
}

/**
 * From noise to latents, in the UNet's own scale whatever the scheduler. Yields after every evaluation and returns the
 * latents. The signal is looked at before each evaluation; a UNet call that has begun runs to its end.
 */
export async function* textToImage(
  parts: TextToImageParts,
  signal: AbortSignal,
): AsyncGenerator<EvaluationProgress, Float32Array> {
  const { planner, scheduler, predictNoise, random, latentCount, numInferenceSteps } = parts
  const evaluationCount = scheduler.timesteps.length
  let latents: Float32Array = random.normal(latentCount).map((noise) => noise * scheduler.initialNoiseScale)
  for (const [evaluationIndex, timestep] of scheduler.timesteps.entries()) {
    signal.throwIfAborted()
    const started = performance.now()
    const stepIndex = Math.floor((evaluationIndex * numInferenceSteps) / evaluationCount)
    const plan = planner.planStep({ stepIndex, numInferenceSteps, timestep })
    const before = latents
    const noisePrediction = await predictNoise(plan, before, timestep)
    latents = scheduler.step(noisePrediction, evaluationIndex, before, (count) => random.normal(count))
    yield {
      evaluationIndex,
      evaluationCount,
      stepsDone: Math.floor(((evaluationIndex + 1) * numInferenceSteps) / evaluationCount),
      numInferenceSteps,
      milliseconds: performance.now() - started,
      denoised: () => scheduler.denoised(noisePrediction, evaluationIndex, before),
    }
  }
  return latents
}

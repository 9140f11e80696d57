import type { Prediction, RowReport } from '../composition/noisePredictor.ts'
import type { PlannerRun, StepPlan } from '../composition/plan.ts'
import type { PlanExecutor } from '../composition/planExecutor.ts'
import type { MapBytes } from '../image/imageMap.ts'
import type { Scheduler } from '../schedulers/scheduler.ts'
import type { RandomGenerator } from '../tensor/randomGenerator.ts'

/** What one picture is made with. */
export interface TextToImageParts {
  readonly run: PlannerRun
  readonly executor: PlanExecutor
  readonly scheduler: Scheduler
  /** Draws the first noise, and then whatever a stochastic scheduler asks for. */
  readonly random: RandomGenerator
  /** Elements of one picture's latents. */
  readonly latentCount: number
  readonly numInferenceSteps: number
  /** Makes maps of what a prediction looks at; where it is given, predictions come with their attention. */
  readonly mapAttention?: (plan: StepPlan, prediction: Prediction) => AttentionMaps
}

/** What the words of each concept look at, by the concept's id, on the guidance grid. */
export type AttentionMaps = ReadonlyMap<string, MapBytes>

/** One UNet evaluation that is done. */
export interface EvaluationProgress {
  readonly evaluationIndex: number
  readonly evaluationCount: number
  /** Steps finished, as the artist counts them. */
  readonly stepsDone: number
  readonly numInferenceSteps: number
  readonly milliseconds: number
  /** What of it the prediction took; the rest is updates of the latents and the scheduler's step. */
  readonly predictionMilliseconds: number
  /** Whether rows may read stored features. */
  readonly mayReuse: boolean
  /** What became of each row of the plan. */
  readonly rows: readonly RowReport[]
  /** The loss before each update of the latents. */
  readonly losses: readonly number[]
  /** The scheduler's guess of the finished latents, for previews; computed when asked for. */
  readonly denoised: () => Float32Array
  /** Where the words of each concept were looked at, computed when asked for; there if it was wanted of the render. */
  readonly attention?: () => AttentionMaps
}

/**
 * From noise to latents, in the UNet's own scale whatever the scheduler. Yields after every evaluation and returns the
 * latents. The signal is looked at before each evaluation; a UNet call that has begun runs to its end.
 */
export async function* textToImage(
  parts: TextToImageParts,
  signal: AbortSignal,
): AsyncGenerator<EvaluationProgress, Float32Array> {
  const { run, executor, scheduler, random, latentCount, numInferenceSteps, mapAttention } = parts
  const evaluationCount = scheduler.timesteps.length
  const noise = random.normal(latentCount)
  const placed = run.start ? await executor.start(run.start, noise, scheduler.timesteps[0]!) : noise
  let latents: Float32Array = placed.map((value) => value * scheduler.initialNoiseScale)
  let lastStep = -1
  for (const [evaluationIndex, timestep] of scheduler.timesteps.entries()) {
    signal.throwIfAborted()
    const started = performance.now()
    const stepIndex = Math.floor((evaluationIndex * numInferenceSteps) / evaluationCount)
    const plan = run.planStep({ stepIndex, numInferenceSteps, timestep, opensStep: stepIndex > lastStep, latents })
    lastStep = stepIndex
    const executed = await executor.execute(plan, { latents, timestep, stepIndex }, mapAttention !== undefined)
    const { prediction, losses } = executed
    latents = scheduler.step(prediction.noise, evaluationIndex, executed.latents, (count) => random.normal(count))
    yield {
      evaluationIndex,
      evaluationCount,
      stepsDone: Math.floor(((evaluationIndex + 1) * numInferenceSteps) / evaluationCount),
      numInferenceSteps,
      milliseconds: performance.now() - started,
      predictionMilliseconds: prediction.milliseconds,
      mayReuse: plan.reuse !== undefined,
      rows: prediction.rows,
      losses,
      denoised: () => scheduler.denoised(prediction.noise, evaluationIndex, executed.latents),
      ...(mapAttention && { attention: () => mapAttention(plan, prediction) }),
    }
  }
  return latents
}

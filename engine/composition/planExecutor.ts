import { assert } from '../errors/engineError.ts'
import { createAttentionReader } from './attentionReader.ts'
import type { Network } from './network.ts'
import { createNoisePredictor, type Prediction, type PredictionPoint } from './noisePredictor.ts'
import type { LatentStart, Refinement, StepPlan } from './plan.ts'

/** What came of a plan. */
export interface ExecutedPlan {
  /** What the scheduler goes on from: the latents after all updates. */
  readonly latents: Float32Array
  readonly prediction: Prediction
  /** The loss before each update. */
  readonly losses: readonly number[]
}

/** Carries out the plans of one picture. */
export interface PlanExecutor {
  /** @param readsAttention Also gives the attention of the prediction. */
  execute(plan: StepPlan, point: PredictionPoint, readsAttention?: boolean): Promise<ExecutedPlan>
  /** The latents that a method wants to begin with. */
  start(start: LatentStart, latents: Float32Array, timestep: number): Promise<Float32Array>
}

export function createPlanExecutor(network: Network): PlanExecutor {
  const predict = createNoisePredictor(network)
  const attention = createAttentionReader(network)

  /** One update; the latents themselves where the loss has no gradient. */
  const update = async ({ reading, loss, stepSize }: Refinement, latents: Float32Array, timestep: number) => {
    const found = loss(await attention.read(reading, latents, timestep))
    if (stepSize === 0 || found.gradients.length === 0) return { loss: found.loss, latents }
    const gradient = await attention.gradient(reading, found.gradients, latents, timestep)
    return { loss: found.loss, latents: latents.map((value, index) => value - stepSize * gradient[index]!) }
  }

  return {
    async execute(plan, point, readsAttention) {
      const { refine } = plan
      const losses: number[] = []
      let { latents } = point
      let stale: Prediction | undefined
      for (let iteration = 0; iteration < (refine?.iterations ?? 0); iteration++) {
        const isLast = iteration === refine!.iterations - 1
        if (isLast && refine!.predicts === 'stale') stale = await predict(plan, { ...point, latents }, readsAttention)
        const updated = await update(refine!, latents, point.timestep)
        losses.push(updated.loss)
        latents = updated.latents
        if (!isLast && refine!.continues && !refine!.continues(losses)) {
          assert(refine!.predicts === 'after', 'a stale prediction needs to know which update is the last')
          break
        }
      }
      const prediction = stale ?? (await predict(plan, { ...point, latents }, readsAttention))
      return { latents, prediction, losses }
    },
    async start({ reading, place }, latents, timestep) {
      return place(latents, await attention.read(reading, latents, timestep))
    },
  }
}

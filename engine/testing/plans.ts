import { createPlanExecutor } from '../composition/planExecutor.ts'
import type { StepPlan } from '../composition/plan.ts'
import type { PreparedRender } from '../pipeline/prepareRender.ts'

export interface PlanPoint {
  readonly latents: Float32Array
  readonly timestep: number
  readonly stepIndex?: number
}

/** The plan of a step, of a new run. */
export function planAt(
  { planner, project }: PreparedRender,
  { latents, timestep, stepIndex = 0 }: PlanPoint,
): StepPlan {
  const { steps: numInferenceSteps } = project
  return planner.startRun().planStep({ stepIndex, numInferenceSteps, timestep, latents, opensStep: true })
}

/** The noise that a plan predicts, in a new run. */
export async function predictNoise(
  { network }: PreparedRender,
  plan: StepPlan,
  { latents, timestep, stepIndex = 0 }: PlanPoint,
): Promise<Float32Array> {
  const { prediction } = await createPlanExecutor(network).execute(plan, { latents, timestep, stepIndex })
  return prediction.noise
}

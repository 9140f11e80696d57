import type { Network } from '../../composition/network.ts'
import { createPlanExecutor } from '../../composition/planExecutor.ts'
import { pictureParts, type PreparedRender } from '../prepareRender.ts'
import { textToImage, type EvaluationProgress } from '../textToImage.ts'
import { assumeLosses, type Assumption } from './assumedRun.ts'

/** The render of a picture on another network, under an assumption about what depends on the picture. */
export function dryRender(
  prepared: PreparedRender,
  network: Network,
  assumption: Assumption,
  signal: AbortSignal,
): AsyncGenerator<EvaluationProgress, Float32Array> {
  const planner = assumeLosses(prepared.planner, assumption)
  const parts = { ...pictureParts({ ...prepared, planner }, 0), executor: createPlanExecutor(network) }
  return textToImage(parts, signal)
}

import { seedsOf } from '../../protocol/project.ts'
import type { PreparedRender } from '../prepareRender.ts'
import { scaleRange, type CostRange } from './costRange.ts'
import { countCost, type RenderCounts } from './countCost.ts'
import { timeCost, type TimeCost } from './timeCost.ts'

/** What a render costs on this machine. */
export interface RenderCost {
  readonly pictures: number
  /** Of each picture. */
  readonly counts: RenderCounts
  readonly time: TimeCost
  /** Milliseconds until all pictures are saved, on a model that is open. */
  readonly total: CostRange
}

/**
 * Says before a render what it will cost: counts at once (`countCost`), and then times, which takes as long as a few
 * steps.
 * @throws EngineError of the runtime, such as `out-of-memory`; what the signal was aborted with.
 */
export async function estimateCost(
  prepared: PreparedRender,
  signal: AbortSignal = new AbortController().signal,
): Promise<RenderCost> {
  const counts = await countCost(prepared, signal)
  const time = await timeCost(prepared, counts, signal)
  const pictures = seedsOf(prepared.project).length
  const { fewest, expected, most } = scaleRange(time.picture, pictures)
  const { once } = time
  return { pictures, counts, time, total: { fewest: fewest + once, expected: expected + once, most: most + once } }
}

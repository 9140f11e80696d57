import type { CallTimes } from '../pipeline/cost/callTimes.ts'
import { addRanges, scaleRange } from '../pipeline/cost/costRange.ts'
import { countCost } from '../pipeline/cost/countCost.ts'
import { timeUnknown } from '../pipeline/cost/timeCost.ts'
import type { PreparedRender } from '../pipeline/prepareRender.ts'
import { seedsOf } from '../protocol/project.ts'
import type { CostEstimate } from '../protocol/window/jobs.ts'

/**
 * What a render costs, for a window that asks after every change. Times that were measured before are used again;
 * without them, and where nothing may be measured, there is no time.
 */
export async function estimateProjectCost(
  prepared: PreparedRender,
  times: CallTimes,
  signal: AbortSignal,
  mayMeasure: boolean,
): Promise<CostEstimate> {
  const counts = await countCost(prepared, signal)
  const time = await timeUnknown(prepared, counts, { times, mayMeasure }, signal)
  const pictures = seedsOf(prepared.project).length
  const { method, reason } = prepared.chosen
  const { whole, stored, firstBlock } = counts.passes
  const rows = addRanges([whole.rows, stored.rows, firstBlock.rows])
  const { activations, weights } = counts.memory
  return {
    method: { name: method.name, ...(reason !== undefined && { reason }) },
    pictures,
    steps: counts.steps,
    rowsPerStep: scaleRange(rows, 1 / counts.steps),
    updates: { ...counts.updates },
    memory: { activations, weights },
    ...(time && {
      time: {
        once: time.once,
        picture: { ...time.picture },
        total: addRanges([
          scaleRange(time.picture, pictures),
          { fewest: time.once, expected: time.once, most: time.once },
        ]),
      },
    }),
    warnings: [...(prepared.planner.warnings ?? [])],
  }
}

import { errorReportSchema, type ErrorReport } from '../../engine/protocol/errorReport.ts'
import type { Project } from '../../engine/protocol/project.ts'
import type { CostEstimate } from '../../engine/protocol/window/index.ts'
import type { WindowClient } from '../clients/windowClient.ts'
import type { MaskStore } from './maskStore.ts'

/** What a render takes, or why it cannot be rendered. */
export type MethodCost = { readonly estimate: CostEstimate } | { readonly error: ErrorReport }

/** They pass: the engine starts again, and the window connects again. */
const passing: readonly string[] = ['cancelled', 'engine-gone', 'connection-lost']

/** Asks the engine, which answers its newest question alone: `cancelled` where another came in between, or it ended. */
export async function askCost(
  { client, masks }: { readonly client: Pick<WindowClient, 'call'>; readonly masks: MaskStore },
  project: Project,
): Promise<MethodCost | 'cancelled'> {
  try {
    return { estimate: await client.call('estimateCost', { project: await masks.withHandles(project) }) }
  } catch (thrown) {
    const error = errorReportSchema.safeParse(thrown).data
    if (error && passing.includes(error.code)) return 'cancelled'
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    return { error: error ?? { code: 'bug', message, remedy: '' } }
  }
}

/** The engine measures nothing while it is busy. */
export function isUntimed(cost: MethodCost): boolean {
  return 'estimate' in cost && cost.estimate.time === undefined
}

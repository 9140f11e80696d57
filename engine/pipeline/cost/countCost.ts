import type { TextConditioning } from '../../conditioning/textConditioning.ts'
import type { UNetVariant } from '../../composition/network.ts'
import type { Planner } from '../../composition/plan.ts'
import { unetSettingOf, type PreparedRender } from '../prepareRender.ts'
import { callKey, type CallKind } from './callKinds.ts'
import { rangeOf, type CostRange } from './costRange.ts'
import { dryNetwork, sizesOf, type GraphOf } from './dryNetwork.ts'
import { dryRender } from './dryRender.ts'
import { memoryCost, type MemoryCost } from './memoryCost.ts'
import { countPasses, passKinds, type NetworkCall, type PassKind } from './networkCalls.ts'
import { takeTurns } from './takeTurns.ts'
import type { Assumption } from './assumedRun.ts'

/** What one picture costs, counted. */
export interface RenderCounts {
  readonly steps: number
  /** Predictions; some samplers need two in a step. */
  readonly evaluations: number
  /** Calls of the UNet and their rows. */
  readonly passes: Readonly<Record<PassKind, { readonly calls: CostRange; readonly rows: CostRange }>>
  /** Of the latents. */
  readonly updates: CostRange
  readonly memory: MemoryCost
  readonly calls: ReadonlyMap<string, CallKind>
  /** Of all prompts that the method encodes, once for all pictures. */
  readonly textTokens: number
}

/** The graphs of a render, built but not opened. */
export function graphsOf(prepared: PreparedRender): GraphOf {
  const setting = unetSettingOf(prepared)
  return (variant: UNetVariant) => prepared.model.unetGraph(setting, variant)
}

/**
 * Counts what a picture of a render takes by rendering it on a network that computes nothing, twice: once as if
 * everything that depends on the picture itself saved as much as it can, and once as if it saved nothing. Takes well
 * below a second; the thread hears of other things meanwhile, and the signal is looked at before each evaluation.
 */
export async function countCost(prepared: PreparedRender, signal: AbortSignal): Promise<RenderCounts> {
  const calls = new Map<string, CallKind>()
  const texts = new Set<TextConditioning>()
  const observed = { ...prepared, planner: observeTexts(prepared.planner, texts) }
  const fewest = await countRun(observed, 'fewest', calls, signal)
  const most = await countRun(observed, 'most', calls, signal)
  const passesOf = (assumption: Assumption) =>
    countPasses([...calls.values()].map((call) => ({ ...call, times: call.times[assumption] })))
  const [least, greatest] = [passesOf('fewest'), passesOf('most')]
  const passes = Object.fromEntries(
    passKinds.map((kind) => [
      kind,
      {
        calls: rangeOf(least[kind].calls, greatest[kind].calls),
        rows: rangeOf(least[kind].rows, greatest[kind].rows),
      },
    ]),
  ) as RenderCounts['passes']
  return {
    steps: prepared.project.steps,
    evaluations: most.evaluations,
    passes,
    updates: rangeOf(fewest.updates, most.updates),
    memory: memoryCost(prepared, [...calls.values()], graphsOf(prepared)),
    calls,
    textTokens: [...texts].reduce((sum, { tokens }) => sum + tokens, 0),
  }
}

async function countRun(
  prepared: PreparedRender,
  assumption: Assumption,
  calls: Map<string, CallKind>,
  signal: AbortSignal,
): Promise<{ evaluations: number; updates: number }> {
  const graphOf = graphsOf(prepared)
  const tell = (call: NetworkCall) => {
    const key = callKey(call)
    const { variant, kind, rows, feeds } = call
    const times = calls.get(key)?.times ?? { fewest: 0, most: 0 }
    const sizes = calls.get(key)?.sizes ?? sizesOf(graphOf(variant), feeds)
    calls.set(key, { variant, kind, rows, sizes, times: { ...times, [assumption]: times[assumption] + 1 } })
  }
  const network = dryNetwork(prepared.network, graphOf, assumption, tell)
  const mayTurn = takeTurns()
  let [evaluations, updates] = [0, 0]
  for await (const { losses } of dryRender(prepared, network, assumption, signal)) {
    evaluations++
    updates += losses.length
    await mayTurn()
  }
  return { evaluations, updates }
}

/** Collects every text that plans read. */
function observeTexts(planner: Planner, texts: Set<TextConditioning>): Planner {
  return {
    ...planner,
    startRun() {
      const run = planner.startRun()
      for (const { text } of run.start?.reading.rows ?? []) texts.add(text)
      return {
        ...run,
        planStep(position) {
          const plan = run.planStep(position)
          for (const { conditional, unconditional } of plan.rows) texts.add(conditional).add(unconditional)
          for (const { text } of plan.refine?.reading.rows ?? []) texts.add(text)
          return plan
        },
      }
    },
  }
}

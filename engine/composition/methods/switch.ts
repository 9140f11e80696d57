import { mergedPrompts } from '../conceptPrompts.ts'
import { conceptTokens } from '../conceptTokens.ts'
import { gateAt, settingsOf, textGate, type MethodContext } from '../method.ts'
import { independentSteps, type Planner } from '../plan.ts'
import { defaultSwitchInterval, switchIndex } from '../schedules/switchIndex.ts'
import { requireConcepts } from './activeConcepts.ts'

/**
 * LoRA Switch (Zhong et al. 2024, "Multi-LoRA Composition for Image Generation", eq. 4): one concept's adapters at a
 * time, in turns of a few steps. The prompt is encoded with the first concept's adapters alone, as in the authors'
 * program.
 */
export async function createSwitchPlanner(context: MethodContext): Promise<Planner> {
  const { indexing, period } = settingsOf('switch', context.method)
  const concepts = requireConcepts(context)
  const { prompt, negativePrompt } = mergedPrompts(context)
  const first = textGate(context.adapters, (adapter) => concepts[0]!.adapters.includes(adapter))
  const conditional = await context.encode(prompt, first)
  const unconditional = await context.encode(negativePrompt, first)
  const interval = period ?? defaultSwitchInterval(context.numInferenceSteps, concepts.length)
  const row = { conditional, unconditional, conceptTokens: conceptTokens(context, prompt) }
  return independentSteps((position) => {
    const active = concepts[switchIndex(position.stepIndex, concepts.length, interval, indexing)]!
    const gate = gateAt(context.adapters, position, (adapter) => active.adapters.includes(adapter))
    return { rows: [{ ...row, gate }], combine: [1] }
  })
}

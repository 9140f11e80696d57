import { mergedPrompts } from '../conceptPrompts.ts'
import { conceptTokens } from '../conceptTokens.ts'
import { gateAt, textGate, type MethodContext } from '../method.ts'
import { independentSteps, type Planner } from '../plan.ts'

/**
 * LoRA Merge: every adapter acts everywhere, and their deltas add up: W x + Σ strength · up (down x)
 * (Zhong et al. 2024, "Multi-LoRA Composition for Image Generation", the baseline; an artist's weights are taken as
 * they are).
 */
export async function createMergePlanner(context: MethodContext): Promise<Planner> {
  const { prompt, negativePrompt } = mergedPrompts(context)
  const conditional = await context.encode(prompt, textGate(context.adapters))
  const unconditional = await context.encode(negativePrompt, textGate(context.adapters))
  const row = { conditional, unconditional, conceptTokens: conceptTokens(context, prompt) }
  return independentSteps((position) => ({
    rows: [{ ...row, gate: gateAt(context.adapters, position) }],
    combine: [1],
  }))
}

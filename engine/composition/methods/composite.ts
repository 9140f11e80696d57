import { EngineError } from '../../errors/engineError.ts'
import { mergedPrompts } from '../conceptPrompts.ts'
import { conceptTokens } from '../conceptTokens.ts'
import { gateAt, settingsOf, textGate, type MethodContext } from '../method.ts'
import { independentSteps, type Planner } from '../plan.ts'
import { requireConcepts } from './activeConcepts.ts'

/**
 * LoRA Composite (Zhong et al. 2024, "Multi-LoRA Composition for Image Generation", eq. 5): every concept's adapters in
 * a row of their own, all rows in one call, and the mean of the predictions, (1/k) Σ w_i ε_i. The weights are those of
 * the predictions; how strongly an adapter acts in its row is the adapter's own weight. The prompt is encoded with all
 * adapters.
 */
export async function createCompositePlanner(context: MethodContext): Promise<Planner> {
  const concepts = requireConcepts(context)
  const { weights = concepts.map(() => 1) } = settingsOf('composite', context.method)
  if (weights.length !== concepts.length) {
    throw new EngineError(
      'setting-invalid',
      `The method 'composite' has ${weights.length} weights for ${concepts.length} concepts with adapters.`,
      'Give one weight for each, or leave them out to weigh all alike.',
    )
  }
  const { prompt, negativePrompt } = mergedPrompts(context)
  const conditional = await context.encode(prompt, textGate(context.adapters))
  const unconditional = await context.encode(negativePrompt, textGate(context.adapters))
  const combine = weights.map((weight) => weight / concepts.length)
  const row = { conditional, unconditional, conceptTokens: conceptTokens(context, prompt) }
  return independentSteps((position) => ({
    rows: concepts.map(({ adapters }) => ({
      ...row,
      gate: gateAt(context.adapters, position, (adapter) => adapters.includes(adapter)),
    })),
    combine,
  }))
}

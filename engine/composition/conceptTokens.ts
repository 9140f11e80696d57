import type { MethodContext } from './method.ts'
import type { ConceptTokens } from './plan.ts'

/**
 * Where the words of each concept stand in a prompt, `offset` tokens behind the start of the text. A concept whose
 * words are not in the prompt is left out; of several occurrences all count.
 */
export function conceptTokens(
  { concepts, findTokens }: Pick<MethodContext, 'concepts' | 'findTokens'>,
  prompt: string,
  offset = 0,
): ConceptTokens[] {
  return concepts.flatMap(({ concept: { id, words } }) => {
    const tokens = findTokens(prompt, words).flat()
    return tokens.length === 0 ? [] : [{ conceptId: id, tokens: tokens.map((token) => token + offset) }]
  })
}

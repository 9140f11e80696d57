import { EngineError } from '../../errors/engineError.ts'
import { conceptName } from '../clora/conceptName.ts'
import type { Fidelity } from '../fidelity.ts'
import type { MethodConcept, MethodContext } from '../method.ts'

/** The tokens of each region's text whose attention is guided into the region; an empty list guides nothing. */
export type GuidedTokens = readonly (readonly number[])[]

/**
 * What is guided, by the words that an artist chose for a concept (`chosen`, by its id) or else by its name, such as
 * 'kiki cat' of 'a kiki cat with a crown'.
 *
 * `fixed` finds the words among the tokens of the region's text. `faithful` takes words for tokens, as LoRA-Composer's
 * program does (Yang et al. 2024, as released): the first guided word's number among the words of the text, and the
 * next; and it keeps these numbers in the order of the adapters' files, but reads them in the order of the regions.
 * @throws EngineError `setting-invalid` where the chosen words are not in the concept's words.
 */
export function guidedTokens(
  { findTokens }: Pick<MethodContext, 'findTokens'>,
  placed: readonly MethodConcept[],
  prompts: readonly string[],
  chosen: Readonly<Record<string, string>>,
  fidelity: Fidelity,
): GuidedTokens {
  const words = placed.map(({ concept }) => chosen[concept.id] ?? conceptName(concept.words).naming)
  if (fidelity === 'faithful') return releasedTokens(placed, prompts, words)
  return placed.map(({ concept }, region) => {
    const found = findTokens(prompts[region]!, words[region]!).flat()
    // A name that its own words do not hold as one piece is guided as a whole.
    if (found.length > 0) return found
    if (chosen[concept.id] === undefined) return findTokens(prompts[region]!, concept.words).flat()
    throw new EngineError(
      'setting-invalid',
      `The words '${words[region]!}' that shall be guided are not in what the concept '${concept.name}' says.`,
      `Choose some of '${concept.words}', or leave 'guidedWords' out.`,
    )
  })
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

/** Places count from the start of the text's tokens, whose first is the begin of the text. */
function releasedTokens(
  placed: readonly MethodConcept[],
  prompts: readonly string[],
  words: readonly string[],
): GuidedTokens {
  const numbers = placed.map((_, region) => wordsOf(prompts[region]!).indexOf(wordsOf(words[region]!)[0]!))
  const files = placed.map(({ concept }) => concept.adapters[0]?.file.path ?? '')
  const stored: (readonly number[] | undefined)[] = []
  const order = [...new Set(files)].sort()
  placed.forEach((_, region) => {
    const place = order.indexOf(files[region]!)
    if (numbers[region]! >= 0) stored[place] = [numbers[region]! + 1, numbers[region]! + 2]
  })
  return placed.map((_, region) => stored[region] ?? [])
}

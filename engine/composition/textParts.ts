import { joinTexts, padTokens, type TextConditioning } from '../conditioning/textConditioning.ts'
import { conceptTokens } from './conceptTokens.ts'
import { textGate, type MethodConcept, type MethodContext } from './method.ts'
import type { ConceptTokens } from './plan.ts'
import type { RegionalConcepts, RegionTexts } from './regionalConcepts.ts'

/** Texts that stand one after the other along the text axis: that of the background, then that of each region. */
export interface TextParts {
  /** Both halves, joined; a part begins at the same token in both. */
  readonly conditional: TextConditioning
  readonly unconditional: TextConditioning
  /** The parts by themselves, as long as in the joined texts. */
  readonly conditionals: readonly TextConditioning[]
  /** How many tokens each part has. */
  readonly lengths: readonly number[]
  /** For each part, where the words of concepts stand in the joined conditional text. */
  readonly conceptTokens: readonly (readonly ConceptTokens[])[]
}

export interface TextPartsOptions {
  /** Makes all parts as long as the longest. */
  readonly isEven?: boolean
  /** Adapters of placed concepts also act on the text encoders where the background says the concept's words. */
  readonly adaptsBackground?: boolean
}

/** Encodes what background and regions say, each with the adapters that act in it. */
export async function encodeTextParts(
  context: MethodContext,
  { placed, isEverywhere, background, regions }: RegionalConcepts,
  { isEven = false, adaptsBackground = false }: TextPartsOptions = {},
): Promise<TextParts> {
  const texts = [background, ...regions]
  const named = placed.filter(({ concept }) => context.findTokens(background.prompt, concept.words).length > 0)
  const owners: readonly (readonly MethodConcept[])[] = [
    adaptsBackground ? named : [],
    ...placed.map((concept) => [concept]),
  ]
  const encodeAll = (field: keyof RegionTexts) =>
    Promise.all(
      texts.map((text, part) => {
        const acts = (adapter: number) =>
          isEverywhere(adapter) || owners[part]!.some(({ adapters }) => adapters.includes(adapter))
        return context.encode(text[field], textGate(context.adapters, acts))
      }),
    )
  const empty = await context.encode(
    '',
    textGate(context.adapters, () => false),
  )
  const [conditionals, unconditionals] = [await encodeAll('prompt'), await encodeAll('negativePrompt')]
  const own = conditionals.map(({ tokens }, part) => Math.max(tokens, unconditionals[part]!.tokens))
  const longest = Math.max(...own)
  const lengths = own.map((length) => (isEven ? longest : length))
  const align = (parts: readonly TextConditioning[]) =>
    parts.map((text, part) => padTokens(text, empty, lengths[part]!))
  const aligned = align(conditionals)
  return {
    conditional: joinTexts(aligned),
    unconditional: joinTexts(align(unconditionals)),
    conditionals: aligned,
    lengths,
    conceptTokens: texts.map(({ prompt }, part) => conceptTokens(context, prompt, startOf(lengths, part))),
  }
}

/** The first token of a part. */
export function startOf(lengths: readonly number[], part: number): number {
  return lengths.slice(0, part).reduce((sum, length) => sum + length, 0)
}

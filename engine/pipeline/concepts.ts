import type { Adapter } from '../adapters/adapter.ts'
import { readAdapter } from '../adapters/adapterFile.ts'
import { createGates, type GateSource } from '../adapters/gateSource.ts'
import { stackAdapters, type AdapterStack, type StackedAdapter } from '../adapters/adapterStack.ts'
import { parseBlockWeights } from '../adapters/blockWeights.ts'
import { matchAdapter, type AdapterMatch } from '../adapters/matchAdapter.ts'
import type { ScheduledAdapter } from '../composition/merge.ts'
import type { EncoderAdapters, TextEncoder } from '../conditioning/textEncoders.ts'
import type { Concept, ConceptAdapter, Project } from '../protocol/project.ts'
import type { OpenUNet } from './openModel.ts'

/** An adapter of a concept with the file that it lies in. */
export interface PlacedAdapter {
  readonly concept: Concept
  readonly settings: ConceptAdapter
  readonly path: string
}

/** The adapters of a project on the networks of its model. */
export interface ConceptAdapters {
  readonly matches: readonly AdapterMatch[]
  /** How strongly each acts on the UNet, and when. */
  readonly scheduled: readonly ScheduledAdapter[]
  readonly unetStack: AdapterStack
  readonly unetGates: GateSource
  readonly encoders: readonly EncoderAdapters[]
}

const encoderComponents = ['textEncoder', 'textEncoder2'] as const

/** Reads adapters that were not read yet; a file that two concepts share is read once. */
export type AdapterReader = (path: string) => Promise<Adapter>

export function createAdapterReader(): AdapterReader {
  const adapters = new Map<string, Promise<Adapter>>()
  return (path) => {
    const adapter = adapters.get(path) ?? readAdapter(path)
    adapters.set(path, adapter)
    adapter.catch(() => adapters.delete(path))
    return adapter
  }
}

/**
 * Reads adapters, matches them with the model and stacks them for each of its networks.
 * @throws EngineError of `readAdapter`, `adapter-mismatch` for an adapter of which nothing fits, `setting-invalid` for
 * block weights of another model.
 */
export async function openConceptAdapters(
  placed: readonly PlacedAdapter[],
  read: AdapterReader,
  unet: OpenUNet,
  encoders: readonly TextEncoder[],
): Promise<ConceptAdapters> {
  const slots = {
    unet: unet.slots,
    ...Object.fromEntries(encoders.map((encoder, index) => [encoderComponents[index]!, encoder.slots])),
  }
  const stacked: StackedAdapter[] = []
  for (const { path, settings } of placed) {
    stacked.push({
      match: matchAdapter(await read(path), slots),
      ...(settings.rankLimit !== undefined && { rankLimit: settings.rankLimit }),
      ...(settings.blocks !== undefined && { blockWeights: parseBlockWeights(settings.blocks, unet.slots) }),
    })
  }
  const unetStack = await stackAdapters('unet', unet.slots, stacked)
  const textGate = placed.map(({ settings }) => ({ strength: settings.textEncoderWeight ?? settings.weight }))
  const encoderAdapters: EncoderAdapters[] = []
  for (const [index, encoder] of encoders.entries()) {
    const stack = await stackAdapters(encoderComponents[index]!, encoder.slots, stacked)
    encoderAdapters.push({ stack, gates: createGates(stack), gate: textGate })
  }
  return {
    matches: stacked.map(({ match }) => match),
    scheduled: placed.map(({ settings: { weight, from, to } }) => ({ strength: weight, from, to })),
    unetStack,
    unetGates: createGates(unetStack),
    encoders: encoderAdapters,
  }
}

/** The concepts that take part in a render, from the bottom to the top. */
export function visibleConcepts({ concepts }: Project): Concept[] {
  return concepts.filter(({ hidden }) => !hidden).sort((a, b) => a.order - b.order)
}

/**
 * What a method without regions tells the model: the project's prompt, then the words of every concept that the prompt does
 * not already hold. Negative words likewise.
 */
export function mergedPrompts(project: Project): { prompt: string; negativePrompt: string } {
  const concepts = visibleConcepts(project)
  const append = (text: string, words: readonly string[]) => words.reduce(withWords, text)
  return {
    prompt: append(
      project.prompt,
      concepts.map(({ words }) => words),
    ),
    negativePrompt: append(
      project.negativePrompt,
      concepts.map(({ negativeWords = '' }) => negativeWords),
    ),
  }
}

/** Whether a prompt says something is a matter of whole words, not of letters: 'a cat' is not in 'a category'. */
function withWords(text: string, words: string): string {
  const plain = (value: string) =>
    ` ${value
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .join(' ')
      .trim()} `
  if (plain(words).trim() === '' || plain(text).includes(plain(words))) return text
  return text.trim() === '' ? words : `${text}, ${words}`
}

import type { RowGate } from '../../adapters/adapterGates.ts'
import { mergedPrompts } from '../conceptPrompts.ts'
import { textGate, type MethodConcept, type MethodContext } from '../method.ts'

/** One way to explain a picture: a text and the adapters that act. */
export interface ReadingRow {
  readonly prompt: string
  /** Of the UNet. Strengths are the project's, whatever part of the steps an adapter acts in. */
  readonly gate: RowGate
  /** Of the text encoders. */
  readonly textGate: RowGate
}

/** Which rows speak for a concept and which against it, as places in the list of rows. */
export interface ConceptRows {
  readonly conceptId: string
  readonly own: number
  /** The same picture without what makes the concept itself. */
  readonly alternatives: readonly number[]
  /** Other concepts with a region. */
  readonly rivals: readonly number[]
}

export interface ReadingPlan {
  /** The first is the text of the whole picture without adapters. */
  readonly rows: readonly ReadingRow[]
  readonly concepts: readonly ConceptRows[]
}

/** A row before its gates: equal explanations are one row. */
interface Explanation {
  readonly prompt: string
  readonly adapters: readonly number[]
}

/** What a concept is measured by. */
interface Contest {
  readonly own: Explanation
  readonly alternatives: readonly Explanation[]
}

type ReadingSource = Pick<MethodContext, 'prompt' | 'negativePrompt' | 'concepts' | 'adapters'>

/**
 * What a picture is explained with. The plain row says everything that was asked for, without adapters.
 * - A concept with adapters, words and a region says its words alone. It stands against the plain row, its words
 * without the
 *   adapters, and the other concepts with a region.
 * - A concept with adapters for the whole canvas, or without words, says what the plain row says: the adapters alone
 * tell the
 *   two apart. For the whole canvas it has no rivals, because a style and a figure may be in one place.
 * - A concept of words alone stands against an empty text, since the plain row says these words as well.
 *
 * Concepts without words and adapters cannot be looked for and are left out.
 */
export function planReading(source: ReadingSource): ReadingPlan {
  const plain: Explanation = { prompt: mergedPrompts(source).prompt, adapters: [] }
  const sought = source.concepts.filter(({ concept, adapters }) => hasWords(concept) || adapters.length > 0)
  const contests = sought.map((concept) => contestOf(concept, plain))
  const explanations = new Map<string, Explanation>()
  for (const explanation of [plain, ...contests.flatMap(({ own, alternatives }) => [own, ...alternatives])]) {
    explanations.set(keyOf(explanation), explanation)
  }
  const keys = [...explanations.keys()]
  const rowOf = (explanation: Explanation) => keys.indexOf(keyOf(explanation))
  const placed = contests.filter((_, index) => isPlaced(sought[index]!))
  const concepts = contests.map((contest, index): ConceptRows => {
    const own = rowOf(contest.own)
    const rivals = isPlaced(sought[index]!) ? placed.map((rival) => rowOf(rival.own)) : []
    return {
      conceptId: sought[index]!.concept.id,
      own,
      alternatives: contest.alternatives.map(rowOf),
      rivals: [...new Set(rivals)].filter((row) => row !== own),
    }
  })
  return { rows: [...explanations.values()].map((explanation) => toRow(explanation, source)), concepts }
}

function contestOf(methodConcept: MethodConcept, plain: Explanation): Contest {
  const { concept, adapters } = methodConcept
  const words: Explanation = { prompt: concept.words, adapters: [] }
  if (adapters.length === 0) return { own: words, alternatives: [{ prompt: '', adapters }] }
  if (!isPlaced(methodConcept) || !hasWords(concept)) return { own: { ...plain, adapters }, alternatives: [plain] }
  return { own: { ...words, adapters }, alternatives: [plain, words] }
}

function isPlaced({ concept }: MethodConcept): boolean {
  return concept.region.type !== 'canvas'
}

function hasWords({ words }: MethodConcept['concept']): boolean {
  return words.trim() !== ''
}

function keyOf({ prompt, adapters }: Explanation): string {
  return JSON.stringify([prompt, adapters])
}

function toRow({ prompt, adapters }: Explanation, source: ReadingSource): ReadingRow {
  const acts = (adapter: number) => adapters.includes(adapter)
  return {
    prompt,
    gate: source.adapters.map(({ strength }, index) => ({ strength: acts(index) ? strength : 0 })),
    textGate: textGate(source.adapters, acts),
  }
}

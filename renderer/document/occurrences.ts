import type { Concept } from '../../engine/protocol/project.ts'

/** Where a text lies in another. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Where words stand in a text: as whole words, in any case, with anything but letters and digits between them. */
export function occurrencesOf(text: string, words: string): Stretch[] {
  const parts = words.match(/[\p{L}\p{N}]+/gu)
  if (!parts) return []
  const pattern = `(?<![\\p{L}\\p{N}])${parts.join('[^\\p{L}\\p{N}]+')}(?![\\p{L}\\p{N}])`
  return [...text.matchAll(new RegExp(pattern, 'giu'))].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }))
}

export function holdsWords(text: string, words: string): boolean {
  return occurrencesOf(text, words).length > 0
}

/** Words of a concept in a text. */
export interface NamedStretch extends Stretch {
  readonly conceptId: string
}

/** Where a text names concepts by their words, in its order; where two would overlap, the longer one counts. */
export function namedConcepts(text: string, concepts: readonly Concept[]): NamedStretch[] {
  const all = concepts
    .filter(({ hidden }) => !hidden)
    .flatMap(({ id, words }) => occurrencesOf(text, words).map((stretch) => ({ ...stretch, conceptId: id })))
    .sort((a, b) => b.end - b.start - (a.end - a.start))
  const kept: NamedStretch[] = []
  for (const stretch of all) {
    if (kept.every(({ start, end }) => stretch.end <= start || end <= stretch.start)) kept.push(stretch)
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** A text with words behind it, as the engine joins them. */
export function joinedWords(text: string, words: string): string {
  const before = text.trimEnd().replace(/,$/, '')
  return before === '' ? words : `${before}, ${words}`
}

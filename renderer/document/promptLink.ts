import type { Project } from '../../engine/protocol/project.ts'
import { findAdapterTags } from './adapterTags.ts'
import { setPicture } from './commands/picture.ts'
import { holdsWords, joinedWords, namedConcepts, type Stretch } from './occurrences.ts'

/** Why a concept's words are not in the prompt of the picture. */
export interface LostLink {
  /** Words that the concept had before, and that the prompt still says; undefined where it says none of them. */
  readonly former: string | undefined
}

/**
 * Undefined where the prompt names a concept by its words, or is not to: it is hidden, without words, or they hold an
 * adapter in the notation of other programs. `earlier`: the project as it was, the newest first.
 */
export function lostLink(project: Project, id: string, earlier: Iterable<Project>): LostLink | undefined {
  const words = wordsOf(project, id)
  const concept = project.concepts.find((other) => other.id === id)
  if (!concept || words === undefined || concept.hidden || words.trim() === '') return undefined
  if (!holdsWords(words, words)) return undefined // no letter of them could be found anywhere
  if (findAdapterTags(words).length > 0 || isNamed(project, id, words)) return undefined
  let former: string | undefined
  for (const before of wordsBefore(earlier, id)) {
    const isLonger = former === undefined || holdsWords(before, former)
    if (isLonger && stretchesOf(project, id, before).length > 0) former = before
  }
  return { former }
}

/** Puts a concept's words into the prompt: in the place of those that it had before, or behind all others. */
export function linkWords(id: string, { former }: LostLink) {
  return (project: Project): Project => {
    const words = wordsOf(project, id) ?? ''
    const stretches = former === undefined ? [] : stretchesOf(project, id, former)
    const prompt = stretches.reduceRight(
      (text, { start, end }) => text.slice(0, start) + words + text.slice(end),
      project.prompt,
    )
    return setPicture({ prompt: stretches.length > 0 ? prompt : joinedWords(prompt, words) })(project)
  }
}

const wordsOf = ({ concepts }: Project, id: string) => concepts.find((concept) => concept.id === id)?.words

/** Each text once. */
function wordsBefore(earlier: Iterable<Project>, id: string): Set<string> {
  const all = new Set<string>()
  for (const project of earlier) all.add(wordsOf(project, id) ?? '')
  return all
}

/** Words that another concept has as well, as a duplicate does, name both. */
function isNamed(project: Project, id: string, words: string): boolean {
  const hasSame = (other: string) => holdsWords(other, words) && holdsWords(words, other)
  const concepts = project.concepts.filter((concept) => concept.id === id || !hasSame(concept.words))
  return stretchesOf({ ...project, concepts }, id, words).length > 0
}

/** Where the prompt would name a concept by `words`; what names another one as well is that one's. */
function stretchesOf({ prompt, concepts }: Project, id: string, words: string): Stretch[] {
  const others = concepts.filter((concept) => concept.id !== id)
  const own = concepts.filter((concept) => concept.id === id).map((concept) => ({ ...concept, words }))
  return namedConcepts(prompt, [...others, ...own]).filter(({ conceptId }) => conceptId === id)
}

import type { Concept, Project } from '../protocol/project.ts'

export interface WholePrompt {
  readonly prompt: string
  readonly negativePrompt: string
}

/** The concepts that take part in a render, in the order of the project. */
export function visibleConcepts({ concepts }: Pick<Project, 'concepts'>): Concept[] {
  return concepts.filter(({ hidden }) => !hidden)
}

/**
 * The words of the whole picture, for methods that know one prompt only: the project's prompt and, behind it, the words
 * of each concept, unless the prompt already says them. What is unwanted in one place may be wanted in another, so only
 * concepts that cover the canvas add to the negative prompt.
 */
export function wholePrompt(project: Pick<Project, 'prompt' | 'negativePrompt' | 'concepts'>): WholePrompt {
  const concepts = visibleConcepts(project)
  const everywhere = concepts.filter(({ region }) => region.type === 'canvas')
  return {
    prompt: joinWords([project.prompt, ...concepts.map(({ words }) => words)]),
    negativePrompt: joinWords([project.negativePrompt, ...everywhere.map(({ negativeWords = '' }) => negativeWords)]),
  }
}

function joinWords(parts: readonly string[]): string {
  return parts.reduce((joined, part) => {
    const words = part.trim()
    if (words === '' || says(joined, words)) return joined
    return joined.trim() === '' ? words : `${joined.replace(/[\s,]+$/, '')}, ${words}`
  })
}

/** Whether `words` stand in `text` as they are, not as a part of longer words. */
function says(text: string, words: string): boolean {
  const literal = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'iu').test(text)
}

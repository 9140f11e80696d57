import type { MethodContext } from './method.ts'

/** The two texts of a row. */
export interface Prompts {
  readonly prompt: string
  readonly negativePrompt: string
}

/**
 * What a method without regions tells the model: the picture's prompt, then the words of every concept that the prompt
 * does not already hold. Negative words likewise.
 */
export function mergedPrompts({ prompt, negativePrompt, concepts }: PromptSource): Prompts {
  return {
    prompt: joinWords(
      prompt,
      concepts.map(({ concept }) => concept.words),
    ),
    negativePrompt: joinWords(
      negativePrompt,
      concepts.map(({ concept }) => concept.negativeWords ?? ''),
    ),
  }
}

type PromptSource = Pick<MethodContext, 'prompt' | 'negativePrompt' | 'concepts'>

/** A text followed by those words that it does not already hold. */
export function joinWords(text: string, words: readonly string[]): string {
  return words.reduce(withWords, text)
}

/** Whether a prompt says something is a matter of whole words, not of letters: 'a cat' is not in 'a category'. */
function withWords(text: string, words: string): string {
  if (plain(words).trim() === '' || plain(text).includes(plain(words))) return text
  return text.trim() === '' ? words : `${text}, ${words}`
}

/** The words of a text in lower case, with one space before and after each. */
function plain(text: string): string {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return ` ${words.join(' ').trim()} `
}

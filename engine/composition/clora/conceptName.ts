import { parsePrompt } from '../../conditioning/promptSyntax.ts'

/**
 * What a concept is called, taken apart: 'a kiki cat with a crown' is a 'kiki cat' to who knows it, and a 'cat' to
 * others.
 */
export interface ConceptName {
  /** All of its words, as the artist wrote them. */
  readonly words: string
  /** 'a', 'an', 'the', or nothing. */
  readonly article: string
  /** Trigger and noun. */
  readonly naming: string
  /** What any model knows. */
  readonly noun: string
}

/** A word with its inner hyphens and apostrophes. */
const word = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu
const leadingArticle = /^\s*(an?|the)\s+/i
/** What comes behind is about the thing, not its name. */
const endOfName = /[,.;:|\n]|(?<![\p{L}\p{N}])(?:with|wearing|holding|in|on|at|under|near|beside|by)(?![\p{L}\p{N}])/iu

/**
 * Takes a concept's words apart. The noun is `givenNoun`, else the last word of the name, which ends before a comma or
 * a word such as 'with', 'wearing' or 'in'. What stands between the last article and the noun is the trigger. A concept
 * of one word is its own noun.
 */
export function conceptName(words: string, givenNoun?: string): ConceptName {
  const text = plainText(words)
  const article = leadingArticle.exec(text)?.[1] ?? ''
  const start = leadingArticle.exec(text)?.[0].length ?? 0
  const body = text.slice(start)
  if (givenNoun !== undefined && givenNoun.trim() !== '') {
    const ownArticle = leadingArticle.exec(givenNoun)?.[1]
    const noun = givenNoun.replace(leadingArticle, '').trim()
    const [found] = occurrencesOf(body, noun)
    const naming = found ? nameBefore(body, found) : body.trim()
    return { words, article: ownArticle ?? article, naming, noun }
  }
  const cut = body.search(endOfName)
  const head = lastWord(cut === -1 ? body : body.slice(0, cut)) ?? lastWord(body)
  if (!head) return { words, article, naming: body.trim(), noun: body.trim() }
  return { words, article, naming: nameBefore(body, head), noun: body.slice(head.start, head.end) }
}

/** The noun and what stands before it, from the last article on: of 'photo of a sks dog' the 'sks dog'. */
function nameBefore(text: string, noun: Stretch): string {
  const [last] = [...text.slice(0, noun.start).matchAll(/(?<![\p{L}\p{N}])(?:an?|the)\s+/giu)].slice(-1)
  return text.slice(last ? last.index + last[0].length : 0, noun.end).trim()
}

/** Where a text lies in another. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Where words stand in a text, in any case and with anything but letters and digits between them; as whole words. */
export function occurrencesOf(text: string, words: string, { withArticle = false } = {}): Stretch[] {
  const parts = words.match(/[\p{L}\p{N}]+/gu)
  if (!parts) return []
  const before = withArticle ? '(?:(?:an?|the)\\s+)?' : ''
  const pattern = `(?<![\\p{L}\\p{N}])${before}${parts.join('[^\\p{L}\\p{N}]+')}(?![\\p{L}\\p{N}])`
  return [...text.matchAll(new RegExp(pattern, 'giu'))].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }))
}

/** 'a' before 'cat', 'an' before 'apple'; 'the' and capitals stay. */
export function withArticle(article: string, noun: string): string {
  if (article === '') return noun
  if (article.toLowerCase() === 'the') return `${article} ${noun}`
  return `${article.charAt(0)}${/^[^\p{L}\p{N}]*[aeiou]/iu.test(noun) ? 'n' : ''} ${noun}`
}

/** A text with an article before it, taken apart. */
export function splitArticle(text: string): { article: string; rest: string } {
  return { article: leadingArticle.exec(text)?.[1] ?? '', rest: text.replace(leadingArticle, '') }
}

/** Without brackets and weights. */
function plainText(words: string): string {
  return parsePrompt(words)
    .map((part) => (part.type === 'break' ? ', ' : part.text))
    .join('')
}

function lastWord(text: string): Stretch | undefined {
  const last = [...text.matchAll(word)].at(-1)
  return last && { start: last.index, end: last.index + last[0].length }
}

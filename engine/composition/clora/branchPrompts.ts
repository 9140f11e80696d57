import { joinWords } from '../conceptPrompts.ts'
import { conceptName, occurrencesOf, splitArticle, withArticle, type ConceptName, type Stretch } from './conceptName.ts'

/** Something that the picture's prompt shall say. */
export interface Mention {
  readonly words: string
  /** Of what has a branch: it is called by name in that branch alone. What has none is said in full in all branches. */
  readonly hasBranch: boolean
  /** In place of the noun that its words suggest. */
  readonly noun?: string | undefined
}

/** A prompt in pieces, from which each branch's prompt is put together. */
export interface PromptPattern {
  readonly pieces: readonly (string | Phrase)[]
}

/** Where the prompt speaks of something that has a branch. */
interface Phrase {
  readonly name: ConceptName
  /** As it stands in the picture's prompt. */
  readonly text: string
  /** Whether all of its words stand there, or its noun alone. */
  readonly isNamed: boolean
}

/** What a branch reads, and where it speaks of what. */
export interface BranchPrompt {
  readonly prompt: string
  readonly phrases: readonly BranchPhrase[]
}

export interface BranchPhrase {
  /** The words of what it speaks of. */
  readonly words: string
  /** The part of the phrase that means the thing: trigger and noun in its own branch, or else the noun. */
  readonly denotes: readonly string[]
  /** Where in the prompt the phrase begins. */
  readonly start: number
  /** Whether the prompt goes on behind the phrase. */
  readonly isFollowed: boolean
}

interface Claim extends Stretch {
  /** Nothing for words that stay as they are. */
  readonly name?: ConceptName
  readonly isNamed: boolean
}

/**
 * Finds what a prompt speaks of: the words of each mention, else the first place where its noun stands. What is not
 * there follows behind the prompt. Longer words are looked for first, and no place counts twice. Mentions of the same
 * words are one.
 */
export function promptPattern(prompt: string, mentions: readonly Mention[]): PromptPattern {
  const claims: Claim[] = []
  const isFree = ({ start, end }: Stretch) => claims.every((claim) => end <= claim.start || start >= claim.end)
  const named = uniqueMentions(mentions).map((mention) => ({ mention, name: conceptName(mention.words, mention.noun) }))
  const longestFirst = named.toSorted((a, b) => b.mention.words.length - a.mention.words.length)
  for (const { mention, name } of longestFirst) {
    const places = occurrencesOf(prompt, mention.words, { withArticle: mention.hasBranch })
    for (const place of places.filter(isFree)) {
      claims.push({ ...place, isNamed: true, ...(mention.hasBranch && { name }) })
    }
  }
  for (const { mention, name } of named) {
    if (!mention.hasBranch || claims.some((claim) => claim.name === name)) continue
    const place = occurrencesOf(prompt, name.noun, { withArticle: true }).find(isFree)
    if (place) claims.push({ ...place, name, isNamed: false })
  }
  const pieces = piecesOf(prompt, claims)
  const isThere = (name: ConceptName) => claims.some((claim) => claim.name === name)
  return { pieces: named.reduce((text, { mention, name }) => appended(text, mention, name, isThere(name)), pieces) }
}

/** The prompt of the branch of some words, or of the background. */
export function branchPrompt({ pieces }: PromptPattern, branchWords: string | undefined): BranchPrompt {
  const texts = pieces.map((piece) => {
    if (typeof piece === 'string') return piece
    return piece.name.words === branchWords ? ownText(piece) : plainText(piece)
  })
  const phrases = pieces.flatMap((piece, index): BranchPhrase[] => {
    if (typeof piece === 'string') return []
    const { words, naming, noun } = piece.name
    return [
      {
        words,
        denotes: words === branchWords ? [naming, noun] : [noun],
        start: texts.slice(0, index).join('').length,
        isFollowed: /[\p{L}\p{N}]/u.test(texts.slice(index + 1).join('')),
      },
    ]
  })
  return { prompt: texts.join(''), phrases }
}

function uniqueMentions(mentions: readonly Mention[]): Mention[] {
  const said = mentions.filter(({ words }) => words.trim() !== '')
  return said.filter(({ words }, index) => said.findIndex((other) => other.words === words) === index)
}

function piecesOf(prompt: string, claims: readonly Claim[]): (string | Phrase)[] {
  const pieces: (string | Phrase)[] = []
  let done = 0
  for (const { start, end, name, isNamed } of claims.toSorted((a, b) => a.start - b.start)) {
    if (!name) continue
    pieces.push(prompt.slice(done, start), { name, text: prompt.slice(start, end), isNamed })
    done = end
  }
  return [...pieces, prompt.slice(done)]
}

function appended(
  pieces: readonly (string | Phrase)[],
  { words, hasBranch }: Mention,
  name: ConceptName,
  isThere: boolean,
): (string | Phrase)[] {
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('')
  if (!hasBranch) {
    const joined = joinWords(text, [words])
    return joined === text ? [...pieces] : [...pieces, joined.slice(text.length)]
  }
  if (isThere) return [...pieces]
  return [...pieces, text.trim() === '' ? '' : ', ', { name, text: words, isNamed: true }]
}

/** A phrase in the branch of what it speaks of: all of the words. */
function ownText({ name, text, isNamed }: Phrase): string {
  if (isNamed) return text
  return withArticle(splitArticle(text).article, splitArticle(name.words).rest)
}

/** A phrase in other branches: article and noun, and those brackets whose other half lies outside of the phrase. */
function plainText({ name, text, isNamed }: Phrase): string {
  if (!isNamed) return text
  const { noun } = name
  const phrase = withArticle(splitArticle(text).article || name.article, noun)
  return `${phrase.slice(0, phrase.length - noun.length)}${openBrackets(text)}${noun}`
}

/** The brackets of a text that have no other half in it. */
function openBrackets(text: string): string {
  let brackets = text.replace(/\\./g, '').replace(/[^()[\]]/g, '')
  for (let length = -1; length !== brackets.length;) {
    length = brackets.length
    brackets = brackets.replace(/\(\)|\[\]/g, '')
  }
  return brackets
}

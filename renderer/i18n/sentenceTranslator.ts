import type { EngineLanguage } from './sentenceTable.ts'

interface Pattern {
  /** What stands before, between and behind the holes: one more than there are holes. */
  readonly literals: readonly string[]
  readonly holes: readonly Hole[]
  readonly translation: string
}

interface Hole {
  readonly name: string
  /** A name that the artist gave stands in quotation marks and stays as it is. */
  readonly isQuoted: boolean
}

const hole = /\{(\w+)\}/g
/** What is longer was not written by the engine alone; it stays as it is, rather than hold the window up. */
const longestLine = 2000
/** Full stops that a name in a sentence may have. */
const mostStops = 4

/**
 * Translates texts that the engine has put together from sentences: line by line, sentence by sentence, and what a
 * sentence is filled in with likewise. What no sentence of the language fits stays as it is.
 */
export function createTranslator({ sentences, quotationMarks, or }: EngineLanguage): (text: string) => string {
  const patterns = Object.entries(sentences)
    .sort(([a], [b]) => literalLength(b) - literalLength(a))
    .map(([key, translation]) => toPattern(key, translation))
  return (text) =>
    text
      .split('\n')
      .map((line) => keepingSpace(line, translateLine))
      .join('\n')

  function translateLine(line: string): string {
    if (line.length > longestLine) return line
    const ends = [...line.matchAll(/[.!?](?=\s|$)/g)].map(({ index }) => index + 1)
    // The shortest beginning that is known: names may hold full stops.
    for (const end of ends.slice(0, mostStops + 1)) {
      const sentence = line.slice(0, end)
      const translated = translatePhrase(sentence)
      if (translated !== sentence) return translated + keepingSpace(line.slice(end), translateLine)
    }
    const [end = line.length] = ends
    if (end < line.length) return line.slice(0, end) + keepingSpace(line.slice(end), translateLine)
    return translatePhrase(line)
  }

  function translateKnown(text: string): string | undefined {
    for (const { literals, holes, translation } of patterns) {
      const filled = fillingsOf(text, literals)
      if (filled === undefined) continue
      const fillings = new Map(
        holes.map(({ name, isQuoted }, index) => {
          const filling = filled[index]!
          return [name, isQuoted ? filling : keepingSpace(filling, translateFilling)]
        }),
      )
      return translation.replace(hole, (_, name: string) => fillings.get(name)!)
    }
    return undefined
  }

  /** What is not known as a whole may be `place: reason.`, `'name' reason.` or a reason with a full stop. */
  function translatePhrase(text: string): string {
    const known = translateKnown(text)
    if (known !== undefined) return known
    const [, body, stop] = /^(.*?)(\.?)$/s.exec(text)!
    if (stop !== '') return translatePhrase(body!) + stop
    const [, name, rest] = /^'(.+?)' (.+)$/s.exec(text) ?? []
    const said = rest === undefined ? undefined : translateKnown(rest)
    if (said !== undefined) return `${quoted(name!)} ${said}`
    const [, place, reason] = /^(.+?): (.+)$/s.exec(text) ?? []
    return place === undefined ? text : `${translatePhrase(place)}: ${translatePhrase(reason!)}`
  }

  function translateFilling(text: string): string {
    const known = translateKnown(text)
    if (known !== undefined) return known
    const [, name] = /^'([^']*)'$/.exec(text) ?? []
    if (name !== undefined) return quoted(name)
    const translated = translateLine(text)
    if (translated !== text) return translated
    const separator = ['; ', ', ', ' or '].find((mark) => text.includes(mark))
    if (separator === undefined) return text
    return text
      .split(separator)
      .map(translateFilling)
      .join(separator === ' or ' ? ` ${or} ` : separator)
  }

  function quoted(name: string): string {
    return quotationMarks[0] + name + quotationMarks[1]
  }
}

function literalLength(key: string): number {
  return key.replace(hole, '').length
}

function toPattern(key: string, translation: string): Pattern {
  const holes = [...key.matchAll(hole)].map(({ 0: found, 1: name, index }) => ({
    name: name!,
    isQuoted: key[index - 1] === "'" && key[index + found.length] === "'",
  }))
  return { literals: key.split(/\{\w+\}/), holes, translation }
}

/**
 * What stands between the literals, each as short as can be; undefined where they are not all of the text in this
 * order. Unlike a regular expression it looks at each character once.
 */
function fillingsOf(text: string, literals: readonly string[]): string[] | undefined {
  const [first, last] = [literals[0]!, literals.at(-1)!]
  if (literals.length === 1) return text === first ? [] : undefined
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined
  const fillings: string[] = []
  let position = first.length
  for (const literal of literals.slice(1, -1)) {
    const next = text.indexOf(literal, position)
    if (next === -1) return undefined
    fillings.push(text.slice(position, next))
    position = next + literal.length
  }
  const end = text.length - last.length
  if (end < position) return undefined
  fillings.push(text.slice(position, end))
  return fillings
}

/** Spaces around a text are no part of it. */
function keepingSpace(text: string, translate: (trimmed: string) => string): string {
  const trimmed = text.trim()
  if (trimmed === '') return text
  const start = text.indexOf(trimmed)
  return text.slice(0, start) + translate(trimmed) + text.slice(start + trimmed.length)
}

import { excerpt } from './excerpt.ts'

/** An opened bracket, with the places of `:` and `|` that belong to it and to no bracket inside. */
interface Frame {
  readonly bracket: string
  readonly start: number
  lastColon?: number
  alternates?: boolean
}

const switchTime = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/
const conjunction = /(?<![\p{L}\p{N}_])AND(?![\p{L}\p{N}_])/u
const hypernetwork = /<hypernet:[^>]*>/gi

/**
 * One sentence for each thing in a prompt that means something in AUTOMATIC1111's web UI and is only text here: prompt
 * editing `[from:to:when]`, alternation `[a|b]`, `AND` and hypernetworks.
 */
export function promptWarnings(prompt: string): string[] {
  const warnings = findSquareBracketSyntax(prompt)
  if (conjunction.test(prompt)) {
    warnings.push("'AND' is read as plain text: to compose prompts, give each of them a concept or a region.")
  }
  for (const [text] of prompt.matchAll(hypernetwork)) {
    warnings.push(`'${excerpt(text)}' is read as plain text: hypernetworks are not supported.`)
  }
  return [...new Set(warnings)]
}

function findSquareBracketSyntax(prompt: string): string[] {
  const warnings: string[] = []
  const frames: Frame[] = []
  for (let at = 0; at < prompt.length; at++) {
    const character = prompt[at]!
    const frame = frames.at(-1)
    if (character === '\\') {
      at++ // the next character is itself
    } else if (character === '(' || character === '[') {
      frames.push({ bracket: character, start: at })
    } else if (character === ':' && frame) {
      frame.lastColon = at
    } else if (character === '|' && frame) {
      frame.alternates = true
    } else if (character === ')') {
      if (frame?.bracket === '(') frames.pop()
    } else if (character === ']') {
      const index = frames.findLastIndex(({ bracket }) => bracket === '[')
      if (index < 0) continue
      const [closed] = frames.splice(index)
      const warning = describeSquareBrackets(prompt, closed!, at)
      if (warning !== undefined) warnings.push(warning)
    }
  }
  return warnings
}

function describeSquareBrackets(
  prompt: string,
  { start, lastColon, alternates }: Frame,
  end: number,
): string | undefined {
  const text = excerpt(prompt.slice(start, end + 1))
  if (alternates) return `'${text}' is read as plain text: words that alternate from step to step are not supported.`
  if (lastColon === undefined || !switchTime.test(prompt.slice(lastColon + 1, end))) return undefined
  return `'${text}' is read as plain text: words that change during a render are not supported.`
}

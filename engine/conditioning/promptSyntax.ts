import { EngineError } from '../errors/engineError.ts'
import { refuseAdapterTags } from './adapterTags.ts'
import { excerpt } from './excerpt.ts'

/** A piece of a prompt: words of one weight, or the beginning of a new chunk. */
export type PromptPart = PromptText | { readonly type: 'break' }

export interface PromptText {
  readonly type: 'text'
  /** Without brackets, weights and backslashes. */
  readonly text: string
  readonly weight: number
  /** Where in the prompt the text begins. */
  readonly start: number
  /** Where in the prompt each UTF-16 unit of the text stands. */
  readonly offsets: readonly number[]
}

interface JoinedText extends PromptText {
  text: string
  readonly offsets: number[]
}

/** `(words)` counts this much more, `[words]` this much less. */
const emphasis = 1.1

/** The alternatives are tried in order; together they match every character. */
const symbol = /\\[()[\]\\]|\\|[([\])]|:\s*([+-]?[.\d]+)\s*\)|[^\\()[\]:]+|:/g
const weightNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/
const breakWord = /(?<![\p{L}\p{N}_])BREAK(?![\p{L}\p{N}_])/gu

/** A run of the prompt that is text, before equal neighbours are joined. */
interface Run {
  readonly text: string
  readonly start: number
  weight: number
}

/**
 * Reads a prompt in the syntax of AUTOMATIC1111's web UI: `(x)` times 1.1, `[x]` divided by 1.1, `(x:1.3)` times 1.3,
 * nested brackets multiply, `\(` and the like are the characters themselves, `BREAK` as a word in capitals begins a
 * new chunk. As there, an opening bracket without its other half counts to the end of the prompt, a closing one is
 * text, `(x:abc)` is the text `x:abc` times 1.1, and a backslash before anything else vanishes. Unlike there, `BREAK`
 * works between brackets too.
 *
 * Neighbours of equal weight are joined; an empty prompt has no parts. Throws `setting-invalid` for a prompt that names
 * an adapter, such as `<lora:NAME:0.8>`, or for a weight that is not finite.
 */
export function parsePrompt(prompt: string): PromptPart[] {
  refuseAdapterTags(prompt)
  const runs: (Run | 'break')[] = []
  const open: Record<'(' | '[', number[]> = { '(': [], '[': [] }
  const multiplyFrom = (first: number, factor: number) => {
    for (const run of runs.slice(first)) if (run !== 'break') run.weight *= factor
  }
  const close = (bracket: ')' | ']', at: number) => {
    const first = open[bracket === ')' ? '(' : '['].pop()
    if (first === undefined) runs.push({ text: bracket, start: at, weight: 1 })
    else multiplyFrom(first, bracket === ')' ? emphasis : 1 / emphasis)
  }

  for (const { 0: text, 1: weight, index } of prompt.matchAll(symbol)) {
    if (text.startsWith('\\')) {
      runs.push({ text: text.slice(1), start: index + 1, weight: 1 })
    } else if (text === '(' || text === '[') {
      open[text].push(runs.length)
    } else if (text === ')' || text === ']') {
      close(text, index)
    } else if (weight === undefined) {
      runs.push(...splitAtBreaks(text, index))
    } else if (open['('].length > 0 && weightNumber.test(weight)) {
      multiplyFrom(open['('].pop()!, Number(weight))
    } else {
      const end = text.length - 1
      runs.push({ text: text.slice(0, end), start: index, weight: 1 })
      close(')', index + end)
    }
  }
  for (const first of open['(']) multiplyFrom(first, emphasis)
  for (const first of open['[']) multiplyFrom(first, 1 / emphasis)
  for (const run of runs) if (run !== 'break') refuseHugeWeight(run)
  return joinEqualWeights(runs)
}

/** A weight that float32 cannot hold would only show as a spoilt picture. */
function refuseHugeWeight({ text, weight }: Run): void {
  if (Number.isFinite(Math.fround(weight))) return
  throw new EngineError(
    'setting-invalid',
    `The weight of '${excerpt(text)}' in the prompt is too large.`,
    'Use weights between 0 and 2, and fewer brackets around each other.',
  )
}

/** The text between BREAKs, without the white space around them. */
function splitAtBreaks(text: string, offset: number): (Run | 'break')[] {
  const runs: (Run | 'break')[] = []
  let start = 0
  for (const { 0: found, index } of text.matchAll(breakWord)) {
    runs.push({ text: text.slice(start, index).trimEnd(), start: offset + start, weight: 1 }, 'break')
    start = index + found.length
    start = text.length - text.slice(start).trimStart().length
  }
  runs.push({ text: text.slice(start), start: offset + start, weight: 1 })
  return runs
}

function joinEqualWeights(runs: readonly (Run | 'break')[]): PromptPart[] {
  const parts: (JoinedText | { type: 'break' })[] = []
  for (const run of runs) {
    if (run === 'break') {
      parts.push({ type: 'break' })
      continue
    }
    if (run.text === '') continue
    let last = parts.at(-1)
    if (last?.type !== 'text' || last.weight !== run.weight) {
      last = { type: 'text', ...run, text: '', offsets: [] }
      parts.push(last)
    }
    last.text += run.text
    for (let unit = 0; unit < run.text.length; unit++) last.offsets.push(run.start + unit)
  }
  return parts
}

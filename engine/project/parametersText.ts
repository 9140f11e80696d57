import { assert } from '../errors/engineError.ts'

/**
 * What the text `parameters` in a picture says. The format is that of AUTOMATIC1111's web UI, which nearly every
 * program reads: the prompt, `Negative prompt: …`, and a last line of `Key: value, Key: value`.
 */
export interface PictureParameters {
  readonly prompt: string
  readonly negativePrompt: string
  /** In the order of the last line. */
  readonly settings: ReadonlyMap<string, string>
}

const negativeMark = 'Negative prompt:'
/** The last line counts as settings only when it has this many, so that a short prompt is not mistaken for them. */
const fewestSettings = 3
/** Our addition, for prompts that the format cannot tell apart: both as a JSON list. To others, one more setting. */
const exactPromptsKey = 'Exact prompts'

/**
 * Writes parameters so that `parseParameters` gives them back, whatever the prompts hold. There must be at least three
 * settings; their keys are words, digits, spaces, `/` and `-`, and start with a letter.
 */
export function formatParameters({ prompt, negativePrompt, settings }: PictureParameters): string {
  assert(settings.size >= fewestSettings, `a picture has at least ${fewestSettings} settings`)
  const text = joinLines(prompt, negativePrompt, settings)
  const read = parseParameters(text)
  if (read.prompt === prompt && read.negativePrompt === negativePrompt) return text
  const exact = JSON.stringify([prompt, negativePrompt])
  return joinLines(prompt, negativePrompt, new Map([...settings, [exactPromptsKey, exact]]))
}

function joinLines(prompt: string, negativePrompt: string, settings: ReadonlyMap<string, string>): string {
  const lines = [withoutNul(prompt)]
  if (negativePrompt !== '') lines.push(`${negativeMark} ${withoutNul(negativePrompt)}`)
  lines.push([...settings].map(([key, value]) => `${key}: ${quoteValue(value)}`).join(', '))
  return lines.join('\n')
}

/** PNG texts end where a NUL is. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '')
}

/** As JSON where the value could be mistaken for more than one, or for a quoted one. */
function quoteValue(value: string): string {
  const isPlain = !/[,:\n\r\0]/.test(value) && !nestedStart.test(value.charAt(0)) && value === value.trim()
  return isPlain ? value : JSON.stringify(value)
}

/** Reads parameters that any program wrote. Text without a line of settings is all prompt. Never throws. */
export function parseParameters(text: string): PictureParameters {
  const lines = text.replace(/\r\n?/g, '\n').trim().split('\n')
  const lastLine = parseSettings(lines.at(-1)!)
  const hasSettings = lastLine.size >= fewestSettings
  const settings = hasSettings ? lastLine : new Map<string, string>()
  const prompts = parseExactPrompts(settings) ?? splitPrompts(hasSettings ? lines.slice(0, -1) : lines)
  settings.delete(exactPromptsKey)
  return { ...prompts, settings }
}

type Prompts = Pick<PictureParameters, 'prompt' | 'negativePrompt'>

function splitPrompts(lines: readonly string[]): Prompts {
  const start = lines.findIndex((line) => line.trimStart().startsWith(negativeMark))
  if (start === -1) return { prompt: lines.join('\n').trim(), negativePrompt: '' }
  const negative = lines.slice(start).join('\n').trimStart().slice(negativeMark.length)
  return { prompt: lines.slice(0, start).join('\n').trim(), negativePrompt: negative.trim() }
}

function parseExactPrompts(settings: ReadonlyMap<string, string>): Prompts | undefined {
  const [prompt, negativePrompt] = asArray(parseJson(settings.get(exactPromptsKey) ?? ''))
  return typeof prompt === 'string' && typeof negativePrompt === 'string' ? { prompt, negativePrompt } : undefined
}

/** The beginning of a setting. The bound keeps long lines without a colon from taking long. */
const keyPattern = /,?\s*([\p{L}\p{N}_][\p{L}\p{N}_ \-/.]{0,79}):\s*/uy

/** `Key: value, Key: value`. What is no setting is passed over. */
function parseSettings(line: string): Map<string, string> {
  const settings = new Map<string, string>()
  let position = 0
  let brokenLeft = mostBrokenValues
  while (position < line.length) {
    keyPattern.lastIndex = position
    const key = keyPattern.exec(line)?.[1]
    if (key === undefined) {
      const comma = line.indexOf(',', position)
      if (comma === -1) break
      position = comma + 1
      continue
    }
    const valueStart = keyPattern.lastIndex
    const nested = brokenLeft > 0 ? readNestedValue(line, valueStart) : undefined
    if (nested === undefined && nestedStart.test(line[valueStart] ?? '')) brokenLeft--
    const { value, end } = nested ?? readPlainValue(line, valueStart)
    settings.set(key, value)
    position = end
  }
  return settings
}

const nestedStart = /["{[]/
/** Looking for the end of a value that never ends takes time. No honest line has more of them. */
const mostBrokenValues = 20

/** A JSON text, or an object or list as some programs write it without quotation marks. */
function readNestedValue(line: string, start: number): { value: string; end: number } | undefined {
  const end = endOfJson(line, start)
  if (end === undefined) return undefined
  const raw = line.slice(start, end)
  const parsed = parseJson(raw)
  if (parsed === undefined) return undefined
  return { value: typeof parsed === 'string' ? parsed : raw, end }
}

/** Everything up to a comma. */
function readPlainValue(line: string, start: number): { value: string; end: number } {
  const comma = line.indexOf(',', start)
  const end = comma === -1 ? line.length : comma
  return { value: line.slice(start, end).trim(), end }
}

/** Where the JSON text, object or list that begins at `start` ends, if a comma or the end of the line follows it. */
function endOfJson(line: string, start: number): number | undefined {
  if (!nestedStart.test(line[start] ?? '')) return undefined
  let depth = 0
  let inText = false
  for (let i = start; i < line.length; i++) {
    const character = line[i]!
    if (inText && character === '\\') i++
    else if (character === '"') inText = !inText
    else if (!inText && '{['.includes(character)) depth++
    else if (!inText && '}]'.includes(character)) depth--
    if (!inText && depth === 0) return /^\s*(,|$)/.test(line.slice(i + 1, i + 20)) ? i + 1 : undefined
  }
  return undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

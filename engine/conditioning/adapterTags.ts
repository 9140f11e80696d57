import { EngineError } from '../errors/engineError.ts'
import { excerpt } from './excerpt.ts'

/** `<lora:NAME:0.8>` in a prompt: the way other programs ask for an adapter. */
export interface AdapterTag {
  readonly name: string
  readonly textEncoderStrength: number
  readonly unetStrength: number
  /** What else the tag says by name, such as `lbw` or `start`. */
  readonly settings: Readonly<Record<string, string>>
  /** The range of the tag in the prompt, angle brackets included. */
  readonly start: number
  readonly end: number
}

const tag = /<(?:lora|lyco):([^>]*)(>?)/gi

/**
 * The adapters that a prompt names in the syntax of AUTOMATIC1111's web UI, in order:
 * `<lora:NAME[:TEXT ENCODER[:UNET]]>`, or with `te=` and `unet=`. The text encoder's strength is 1 unless given, the
 * UNet's is that of the text encoder. Throws `setting-invalid` for a tag that cannot be read.
 */
export function findAdapterTags(prompt: string): AdapterTag[] {
  return Array.from(prompt.matchAll(tag), (match) => {
    const [text, content, closing] = match
    const refuse = (reason: string) =>
      new EngineError(
        'setting-invalid',
        `The tag '${excerpt(text)}' in the prompt ${reason}.`,
        "Write it as '<lora:NAME:0.8>', or remove it and add the LoRA as a concept.",
      )
    if (!closing) throw refuse("is not closed with '>'")
    const [name, ...rest] = content!.split(':').map((item) => item.trim())
    if (!name) throw refuse('names no LoRA')
    const positional = rest.filter((item) => !item.includes('='))
    const { te, unet, ...settings } = Object.fromEntries(
      rest.filter((item) => item.includes('=')).map((item) => splitOnce(item, '=')),
    )
    const strength = (written: string | undefined, otherwise: number) => {
      if (written === undefined) return otherwise
      const number = written === '' ? NaN : Number(written)
      if (!Number.isFinite(number)) throw refuse(`has the strength '${written}', which is not a number`)
      return number
    }
    const textEncoderStrength = strength(te ?? positional[0], 1)
    return {
      name,
      textEncoderStrength,
      unetStrength: strength(unet ?? positional[1], textEncoderStrength),
      settings,
      start: match.index,
      end: match.index + text.length,
    }
  })
}

/** Throws `setting-invalid` where a prompt names an adapter: as plain text the tag would do something else. */
export function refuseAdapterTags(prompt: string): void {
  const [first] = findAdapterTags(prompt)
  if (!first) return
  throw new EngineError(
    'setting-invalid',
    `The prompt holds the tag '${excerpt(prompt.slice(first.start, first.end))}', but LoRAs are not part of the text.`,
    `Remove the tag and add the LoRA '${excerpt(first.name)}' to the project as a concept, with its weight and place.`,
  )
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return [text.slice(0, at).trim(), text.slice(at + separator.length).trim()]
}

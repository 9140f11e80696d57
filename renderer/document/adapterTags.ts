/** An adapter as other programs name it among the words: `<lora:name:0.8>`. */
export interface AdapterTag {
  /** As it was typed. */
  readonly text: string
  readonly name: string
  readonly weight: number
  /** Where it is another one than `weight`. */
  readonly textEncoderWeight: number | undefined
}

const tagPattern = /<(?:lora|lyco):([^:<>]+)((?::[^:<>]*)*)>/giu
const weightOfNone = 1

/**
 * The tags of a text in their order. Numbers are those of AUTOMATIC1111: first of the text encoder, then of the UNet.
 */
export function findAdapterTags(words: string): AdapterTag[] {
  return Array.from(words.matchAll(tagPattern), ([text, name = '', rest = '']) => {
    const parts = rest.split(':').slice(1)
    const named = (key: string) => numberIn(parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1))
    const [first, second] = parts.filter((part) => !part.includes('=')).map(numberIn)
    const textEncoder = named('te') ?? first ?? weightOfNone
    const weight = named('unet') ?? second ?? textEncoder
    return { text, name: name.trim(), weight, textEncoderWeight: weight === textEncoder ? undefined : textEncoder }
  })
}

function numberIn(text: string | undefined): number | undefined {
  const value = Number(text?.trim() || NaN)
  return Number.isFinite(value) ? value : undefined
}

/** The words without a tag, and without the comma that it leaves behind. */
export function withoutTag(words: string, { text }: Pick<AdapterTag, 'text'>): string {
  const at = words.indexOf(text)
  if (at === -1) return words
  const before = words.slice(0, at).replace(/[\s,]+$/, '')
  const after = words.slice(at + text.length).replace(/^[\s,]+/, '')
  return before === '' || after === '' ? before + after : `${before}, ${after}`
}

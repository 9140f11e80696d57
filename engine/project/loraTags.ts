/** A LoRA as prompts of other programs name it: `<lora:name:weight>`. */
export interface LoraTag {
  readonly name: string
  readonly weight: number
  readonly textEncoderWeight: number
  /** Settings of the tag that have no counterpart here. */
  readonly unknown: readonly string[]
}

const tagPattern = /<\s*(?:lora|lyco|locon|loha)\s*:\s*([^:<>]+?)\s*((?::[^:<>]*)*)>/gi

/**
 * Takes the tags out of a prompt, with the commas that are left over. The first number of a tag is the weight of the
 * text encoder, the second that of the UNet; one alone is both. `te=` and `unet=` name them.
 */
export function takeLoraTags(prompt: string): { readonly prompt: string; readonly tags: readonly LoraTag[] } {
  const tags: LoraTag[] = []
  const rest = prompt.replace(tagPattern, (_, name: string, parts: string) => {
    tags.push(readTag(name, parts.split(':').slice(1)))
    return ''
  })
  return { prompt: tags.length === 0 ? prompt : tidy(rest), tags }
}

function readTag(name: string, parts: readonly string[]): LoraTag {
  const named = new Map<string, string>()
  const numbers: number[] = []
  const unknown: string[] = []
  for (const part of parts.map((text) => text.trim()).filter((text) => text !== '')) {
    const [key, value] = part.includes('=') ? part.split('=', 2) : [undefined, part]
    if (key !== undefined && ['te', 'unet'].includes(key) && isNumber(value)) named.set(key, value)
    else if (key === undefined && isNumber(value) && numbers.length < 2) numbers.push(Number(value))
    else unknown.push(part)
  }
  const textEncoderWeight = Number(named.get('te') ?? numbers[0] ?? named.get('unet') ?? 1)
  const weight = Number(named.get('unet') ?? numbers[1] ?? textEncoderWeight)
  return { name, weight, textEncoderWeight, unknown }
}

function isNumber(text: string | undefined): text is string {
  return text !== undefined && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)
}

/** Where a tag stood between two commas, or at an end, one of them is left over. */
function tidy(prompt: string): string {
  return prompt
    .replace(/[^\S\n]+/g, ' ')
    .replace(/,(\s*,)+/g, ',')
    .replace(/\s+(?=,)| +(?=\n)/g, '')
    .replace(/^[\s,]+|[\s,]+$/g, '')
}

import { nearestCanvasSide, createProject, type Project, type ProjectInput } from '../protocol/project.ts'
import { findSampler } from '../schedulers/samplers.ts'
import { takeLoraTags, type LoraTag } from './loraTags.ts'
import type { PictureParameters } from './parametersText.ts'
import { joinSamplerName } from './samplerNames.ts'

/** A file as the text of a picture names it: by a name without folder or extension, and the beginning of a hash. */
export interface NamedFile {
  readonly name: string
  /**
   * Lower-case hexadecimal digits. Of a LoRA with 12 it is that of its tensors (AutoV3), otherwise that of the file.
   */
  readonly hash: string | undefined
}

export interface FoundNamedFile {
  /** Absolute. */
  readonly path: string
  readonly name: string
  /** A sentence about what is not certain. */
  readonly remark?: string
}

/** Finds files among those that this machine has. */
export interface NamedFileSearch {
  model: (file: NamedFile) => Promise<FoundNamedFile | undefined>
  adapter: (file: NamedFile) => Promise<FoundNamedFile | undefined>
  /** Where the model is not found. */
  readonly otherModel: FoundNamedFile
}

export interface ProjectOfParameters {
  /** Its paths are absolute. */
  readonly project: Project
  /** What could not be taken over, one sentence each. */
  readonly remarks: readonly string[]
}

/** The project that makes, as nearly as can be, the picture that another program describes. */
export async function projectOfParameters(
  { prompt, negativePrompt, settings }: PictureParameters,
  search: NamedFileSearch,
): Promise<ProjectOfParameters> {
  const remarks: string[] = []
  const note = (remark: string | undefined) => void (remark !== undefined && remarks.push(remark))
  const { prompt: words, tags } = takeLoraTags(prompt)
  const concepts: NonNullable<ProjectInput['concepts']> = []
  for (const tag of tags) {
    const found = await search.adapter({ name: tag.name, hash: hashOfLora(settings, tag.name) })
    note(found?.remark)
    for (const part of tag.unknown) note(`The setting '${part}' of the LoRA '${tag.name}' was left out.`)
    if (found === undefined) note(`The LoRA '${tag.name}' is not in the library.`)
    else concepts.push(conceptOf(tag, found, concepts.length + 1))
  }
  const project = createProject({
    model: await findModel(settings, search, note),
    prompt: words,
    negativePrompt,
    concepts,
    method: { name: 'merge' },
    canvas: readCanvas(settings, note),
    sampler: readSampler(settings, note),
    steps: readNumber(settings, ['Steps'], { least: 1, most: 1000, fallback: 20, whole: true }, note),
    guidance: readNumber(settings, ['CFG scale', 'Guidance Scale'], { least: 0, most: 100, fallback: 7 }, note),
    clipSkip: readNumber(settings, ['Clip skip'], { least: 1, most: 24, fallback: 1, whole: true }, note),
    seeds: { first: readNumber(settings, ['Seed'], seedBounds, note), count: 1 },
    noise: settings.get('RNG') === 'CPU' ? 'torch-cpu' : 'nvidia-philox',
  })
  for (const [pattern, remark] of leftOut) if ([...settings.keys()].some((key) => pattern.test(key))) note(remark)
  return { project, remarks: [...new Set(remarks)] }
}

const seedBounds = { least: 0, most: Number.MAX_SAFE_INTEGER, fallback: 0, whole: true }
const mostWeight = 20
const inBounds = (weight: number) => Math.min(mostWeight, Math.max(-mostWeight, weight))

function conceptOf(tag: LoraTag, { path, name }: FoundNamedFile, number: number) {
  const [weight, textEncoderWeight] = [inBounds(tag.weight), inBounds(tag.textEncoderWeight)]
  return {
    id: `lora-${number}`,
    name,
    adapters: [{ file: { path }, weight, ...(textEncoderWeight !== weight && { textEncoderWeight }) }],
  }
}

type Settings = ReadonlyMap<string, string>
type Note = (remark: string | undefined) => void

/** Settings that change a picture and have no counterpart. */
const leftOut: readonly (readonly [key: RegExp, remark: string])[] = [
  [/^Hires/, 'The picture was enlarged in a second pass (hires fix), which is left out.'],
  [/^Denoising strength$/, 'The picture was made from another picture or in two passes, which is left out.'],
  [/^Refiner/, 'The picture was refined by a second model, which is left out.'],
  [/^ControlNet/, 'The picture was guided by ControlNet, which is left out.'],
  [/^TI hashes$/, 'The picture used textual inversions, which are left out.'],
  [/^VAE$/, 'The picture was decoded by a VAE of its own; the one of the model is used.'],
  [/^Variation seed/, 'The picture mixed two seeds; the first alone is used.'],
  [/^Face restoration$/, 'Faces were restored afterwards, which is left out.'],
  [/^(ADetailer|DDetailer)/, 'Details were painted again afterwards, which is left out.'],
]

/** The value of the first key that is there, case aside. */
function valueOf(settings: Settings, keys: readonly string[]): string | undefined {
  const wanted = keys.map((key) => key.toLowerCase())
  return [...settings].find(([key]) => wanted.includes(key.toLowerCase()))?.[1]
}

function readNumber(
  settings: Settings,
  keys: readonly string[],
  { least, most, fallback, whole }: { least: number; most: number; fallback: number; whole?: boolean },
  note: Note,
): number {
  const text = valueOf(settings, keys)
  if (text === undefined) return fallback
  const value = Number(text)
  if (text.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value))) return value
  note(`${keys[0]} '${text.slice(0, 40)}' cannot be used; it is ${fallback} now.`)
  return fallback
}

function readCanvas(settings: Settings, note: Note): Project['canvas'] {
  const text = valueOf(settings, ['Size', 'Resolution']) ?? ''
  const [, width, height] = /(\d{1,6})\D{1,4}(\d{1,6})/.exec(text) ?? []
  if (width === undefined || height === undefined) {
    note('The size of the picture is not told; it is 512 x 512 now.')
    return { width: 512, height: 512 }
  }
  const canvas = { width: nearestCanvasSide(Number(width)), height: nearestCanvasSide(Number(height)) }
  if (canvas.width !== Number(width) || canvas.height !== Number(height)) {
    note(`The size ${width} x ${height} is not possible; it is ${canvas.width} x ${canvas.height} now.`)
  }
  return canvas
}

const fallbackSampler = 'DPM++ 2M Karras'

function readSampler(settings: Settings, note: Note): string {
  const sampler = valueOf(settings, ['Sampler', 'Sampler Name'])
  if (sampler === undefined) return fallbackSampler
  const scheduleType = valueOf(settings, ['Schedule type', 'Scheduler'])
  const spellings = [
    joinSamplerName({ sampler, ...(scheduleType !== undefined && { scheduleType }) }),
    ...(scheduleType === undefined ? [] : [`${sampler}+${scheduleType}`]),
    sampler,
  ]
  for (const [index, spelling] of spellings.entries()) {
    const name = knownSampler(spelling)
    if (name === undefined) continue
    // Only a spacing that says something is missed.
    const isPlain = /^(automatic|uniform|normal|simple)$/i.test(scheduleType ?? 'automatic')
    if (index === 2 && !isPlain) note(`The schedule '${scheduleType}' is not known; '${name}' is used.`)
    return name
  }
  note(`The sampler '${sampler.slice(0, 60)}' is not known; '${fallbackSampler}' is used.`)
  return fallbackSampler
}

function knownSampler(name: string): string | undefined {
  try {
    return findSampler(name).name
  } catch {
    return undefined
  }
}

async function findModel(settings: Settings, search: NamedFileSearch, note: Note): Promise<ProjectInput['model']> {
  const name = valueOf(settings, ['Model', 'Base Model'])
  const hash = hexOf(valueOf(settings, ['Model hash', 'Base Model Hash']))
  const stem = name === undefined ? '' : stemOf(name)
  const found = stem === '' && hash === undefined ? undefined : await search.model({ name: stem, hash })
  note(found?.remark)
  if (found !== undefined) return { path: found.path, name: found.name }
  const { path, name: otherName } = search.otherModel
  const wanted = stem === '' ? 'The model of the picture is not told' : `The model '${stem}' is not in the library`
  note(`${wanted}; '${otherName}' is used, which gives another picture.`)
  return { path, name: otherName }
}

/** From `Lora hashes: "name: hash, …"`, and from the list of all hashes that Civitai's extension writes. */
function hashOfLora(settings: Settings, name: string): string | undefined {
  for (const entry of (valueOf(settings, ['Lora hashes']) ?? '').split(',')) {
    const colon = entry.lastIndexOf(':')
    if (colon !== -1 && entry.slice(0, colon).trim().toLowerCase() === name.toLowerCase()) {
      return hexOf(entry.slice(colon + 1))
    }
  }
  const all = parseObject(valueOf(settings, ['Hashes']) ?? '')
  const value = Object.entries(all).find(([key]) => key.toLowerCase() === `lora:${name.toLowerCase()}`)?.[1]
  return typeof value === 'string' ? hexOf(value) : undefined
}

function hexOf(text: string | undefined): string | undefined {
  const hash = text?.trim().toLowerCase() ?? ''
  return /^(0x)?[0-9a-f]{8,64}$/.test(hash) ? hash.replace(/^0x/, '') : undefined
}

export function stemOf(name: string): string {
  return name
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\.(safetensors|sft|ckpt|pt|bin)$/i, '')
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

import { dirname, extname, join, basename } from 'node:path'
import { kindOfPath, readModelJson } from '../safetensors/modelFiles.ts'
import type { SafetensorsFile } from '../safetensors/safetensorsFile.ts'
import { countedTags, isRecord, nonEmptyText, parseJsonText, textList, wholeNumber } from './looseJson.ts'

/** How often a tag was used in the captions of the training pictures. */
export interface TagCount {
  readonly tag: string
  readonly count: number
}

/** How the adapter was trained, as far as the file says. */
export interface AdapterTraining {
  /** kohya's name for the code, such as `networks.lora`. */
  readonly networkModule: string | undefined
  /** LyCORIS' name for the algorithm, such as `dylora`. */
  readonly algorithm: string | undefined
  readonly rank: number | undefined
  readonly loraAlpha: number | undefined
  readonly steps: number | undefined
  readonly epochs: number | undefined
  readonly pictures: number | undefined
  readonly resolution: string | undefined
  readonly comment: string | undefined
}

/**
 * What a file and the notes beside it tell people about an adapter. Every word comes from others: nothing is checked.
 */
export interface AdapterMetadata {
  readonly title: string | undefined
  readonly author: string | undefined
  readonly description: string | undefined
  readonly license: string | undefined
  readonly usageHint: string | undefined
  /** Words that bring the concept into a picture, the author's own first. */
  readonly triggerWords: readonly string[]
  /** Tags of the training captions, most frequent first, at most 20. */
  readonly trainingTags: readonly TagCount[]
  /** The model that it was trained on or for, in the words of the file or of the site. */
  readonly baseModel: string | undefined
  /** ModelSpec's id, such as `stable-diffusion-v1/lora`. */
  readonly architecture: string | undefined
  readonly preferredStrength: number | undefined
  readonly negativeText: string | undefined
  readonly notes: string | undefined
  readonly training: AdapterTraining
  /** A picture beside the file. */
  readonly previewPath: string | undefined
  readonly byteLength: number
}

/**
 * Reads ModelSpec and kohya metadata and the notes that other programs leave beside a file: `NAME.json` (A1111),
 * `NAME.civitai.info` (Civitai Helper) and `NAME.cm-info.json` (Stability Matrix). Never throws: what is broken counts
 * as absent.
 *
 * Sources: ModelSpec 1.0.1 (Stability AI); the `ss_*` keys that kohya's sd-scripts writes.
 */
export async function readAdapterMetadata(file: SafetensorsFile): Promise<AdapterMetadata> {
  const beside = (ending: string) => join(dirname(file.path), basename(file.path, extname(file.path)) + ending)
  const [userNotes, civitai, stabilityMatrix, previewPath] = await Promise.all([
    readSidecar(beside('.json')),
    readSidecar(beside('.civitai.info')),
    readSidecar(beside('.cm-info.json')),
    firstExisting(previewEndings.map(beside)),
  ])
  const embedded = (key: string) => nonEmptyText(file.metadata.get(key))
  const trainingTags = countedTags(parseJsonText(file.metadata.get('ss_tag_frequency')), 20)
  const site = isRecord(civitai['model']) ? civitai['model'] : {}
  return {
    title: embedded('modelspec.title') ?? nonEmptyText(site['name']),
    author: embedded('modelspec.author'),
    description: nonEmptyText(userNotes['description']) ?? embedded('modelspec.description'),
    license: embedded('modelspec.license'),
    usageHint: embedded('modelspec.usage_hint'),
    triggerWords: firstFilled(
      textList(userNotes['activation text']),
      textList(file.metadata.get('modelspec.trigger_phrase')),
      textList(civitai['trainedWords']),
      textList(stabilityMatrix['TrainedWords']),
      // Half of the pictures or more: what the captions have in common is what the adapter learned under that name.
      commonTags(trainingTags),
    ),
    trainingTags,
    baseModel:
      nonEmptyText(civitai['baseModel']) ??
      nonEmptyText(stabilityMatrix['BaseModel']) ??
      embedded('ss_base_model_version') ??
      nonEmptyText(userNotes['sd version']) ??
      embedded('ss_sd_model_name'),
    architecture: embedded('modelspec.architecture'),
    preferredStrength: preferredStrength(userNotes['preferred weight'], embedded('modelspec.lora_default_weight')),
    negativeText: nonEmptyText(userNotes['negative text']),
    notes: nonEmptyText(userNotes['notes']),
    training: readTraining(file.metadata),
    previewPath,
    byteLength: file.byteLength,
  }
}

/** Previews in the order in which other programs look for them. */
const previewEndings = ['.preview.png', '.png', '.jpg', '.jpeg', '.webp', '.gif']

function readTraining(metadata: ReadonlyMap<string, string>): AdapterTraining {
  const networkArguments = parseJsonText(metadata.get('ss_network_args'))
  const text = (key: string) => nonEmptyText(metadata.get(key))
  return {
    networkModule: text('ss_network_module'),
    algorithm: isRecord(networkArguments) ? nonEmptyText(networkArguments['algo']) : undefined,
    rank: wholeNumber(text('ss_network_dim')),
    loraAlpha: finiteNumber(text('ss_network_alpha')),
    steps: wholeNumber(text('ss_steps')),
    epochs: wholeNumber(text('ss_epoch')) ?? wholeNumber(text('ss_num_epochs')),
    pictures: wholeNumber(text('ss_num_train_images')),
    resolution: text('ss_resolution') ?? text('modelspec.resolution'),
    comment: text('ss_training_comment'),
  }
}

async function readSidecar(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await readModelJson(path)
  } catch {
    return {} // absent, unreadable or not JSON: the adapter works without it
  }
}

async function firstExisting(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    try {
      if ((await kindOfPath(path)) === 'file') return path
    } catch {
      continue // a place that may not be looked at holds no preview for us
    }
  }
  return undefined
}

function firstFilled(...lists: readonly (readonly string[])[]): readonly string[] {
  return lists.find((list) => list.length > 0) ?? []
}

function commonTags(tags: readonly TagCount[]): string[] {
  const most = tags[0]?.count ?? 0
  return tags
    .filter(({ count }) => count >= most / 2)
    .slice(0, 5)
    .map(({ tag }) => tag)
}

function finiteNumber(text: string | undefined): number | undefined {
  const value = text === undefined ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : undefined
}

/** A1111 writes 0 where the artist chose nothing. */
function preferredStrength(...candidates: readonly unknown[]): number | undefined {
  return candidates.map(Number).find((value) => Number.isFinite(value) && value !== 0)
}

import { basename, dirname, join, resolve } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { kindOfPath, readModelJson } from '../safetensors/modelFiles.ts'
import { architectureOf } from './architecture.ts'
import type { Architecture } from './architecture.ts'
import { parseCLIPConfig } from './configs/clipConfig.ts'
import type { CLIPConfig } from './configs/clipConfig.ts'
import { defaultSchedulerConfig, parseSchedulerConfig } from './configs/schedulerConfig.ts'
import type { SchedulerConfig } from './configs/schedulerConfig.ts'
import { parseUNetConfig } from './configs/unetConfig.ts'
import type { UNetConfig } from './configs/unetConfig.ts'
import { parseVAEConfig } from './configs/vaeConfig.ts'
import type { VAEConfig } from './configs/vaeConfig.ts'
import { requireMatchingComponents } from './matchingComponents.ts'
import { refuseSingleFile } from './singleFile.ts'
import type { ComponentKind } from './tensorNames.ts'
import { locateTokenizer } from './tokenizerFiles.ts'
import type { TokenizerFiles } from './tokenizerFiles.ts'
import { locateWeights } from './weights.ts'
import type { Weights } from './weights.ts'

export interface Component<C> {
  readonly config: C
  readonly weights: Weights
}

/** A model on disk: what its networks look like and where their weights lie. No weights are in memory. */
export interface Checkpoint {
  /** Absolute path of the folder. */
  readonly path: string
  readonly name: string
  readonly architecture: Architecture
  readonly unet: Component<UNetConfig>
  /** One, or two in SDXL, in the order in which the UNet reads them. */
  readonly textEncoders: readonly Component<CLIPConfig>[]
  readonly vae: Component<VAEConfig> | undefined
  /** One for each text encoder, or none where the folder has no tokenizer. */
  readonly tokenizers: readonly TokenizerFiles[]
  /** Of the folder, or what models of this kind were trained with. */
  readonly scheduler: SchedulerConfig
  /** Absolute paths of every file that the model consists of, sorted: configs, weights, tokenizers. */
  readonly files: readonly string[]
}

/**
 * Opens a model folder in the layout of diffusers. Reads configs and headers only, so size does not matter.
 *
 * Throws 'file-missing' (with the path of what is missing), 'file-invalid', 'file-refused' for pickles,
 * 'model-unsupported' for models that the engine does not build and for single-file checkpoints.
 */
export async function openCheckpoint(path: string): Promise<Checkpoint> {
  const folder = resolve(path)
  await requireModelFolder(folder)

  const files: string[] = []
  const unet = await openComponent(folder, 'unet', 'unet', files, parseUNetConfig)
  const textParts = await presentTextFolders(folder)
  const textEncoders: Component<CLIPConfig>[] = []
  for (const { encoder } of textParts) textEncoders.push(await openTextEncoder(folder, encoder, files))
  const hasVAE = await isFolder(join(folder, 'vae'))
  const vae = hasVAE ? await openComponent(folder, 'vae', 'vae', files, parseVAEConfig) : undefined
  const encoderConfigs = textEncoders.map(({ config }) => config)
  const architecture = architectureOf(unet.config, encoderConfigs, folder)
  requireMatchingComponents({ path: folder, unet: unet.config, textEncoders: encoderConfigs, vae: vae?.config })
  const tokenizerFolders = textParts.map(({ tokenizer }) => join(folder, tokenizer))
  const tokenizers = await openTokenizers(tokenizerFolders, encoderConfigs, files)
  const scheduler = await openScheduler(folder, architecture, unet.config, files)
  return {
    path: folder,
    name: nameOf(folder),
    architecture,
    unet,
    textEncoders,
    vae,
    tokenizers,
    scheduler,
    files: files.sort(),
  }
}

async function requireModelFolder(folder: string): Promise<void> {
  const kind = await kindOfPath(folder)
  if (kind === 'missing') {
    throw new EngineError('file-missing', `The model '${folder}' does not exist.`, 'Check the path of the model.')
  }
  if (kind === 'file') return refuseSingleFile(folder)
  if (await isFolder(join(folder, 'unet'))) return
  const pipeline = await pipelineName(folder)
  if (await isFolder(join(folder, 'transformer'))) {
    throw new EngineError(
      'model-unsupported',
      pipeline === undefined
        ? `'${folder}' holds a model with a diffusion transformer, which Polyptych does not support.`
        : `'${folder}' holds a ${pipeline} with a diffusion transformer, which Polyptych does not support.`,
      'Use a model of the Stable Diffusion 1, 2 or XL family.',
    )
  }
  throw new EngineError(
    'file-missing',
    pipeline === undefined
      ? `'${folder}' is not a model folder: it has no folder 'unet'.`
      : `The model '${folder}' is incomplete: the folder '${join(folder, 'unet')}' does not exist.`,
    "Choose the folder that holds 'unet', 'text_encoder' and 'vae', or download what is missing.",
  )
}

/** The name of the pipeline in the folder's index, or `undefined` where there is no index. */
async function pipelineName(folder: string): Promise<string | undefined> {
  const path = join(folder, 'model_index.json')
  if ((await kindOfPath(path)) !== 'file') return undefined
  const { _class_name: name } = await readModelJson(path)
  return typeof name === 'string' ? name : 'pipeline'
}

async function isFolder(path: string): Promise<boolean> {
  return (await kindOfPath(path)) === 'folder'
}

/** Opens one network's folder and notes its files. */
async function openComponent<C>(
  modelFolder: string,
  folderName: string,
  kind: ComponentKind,
  files: string[],
  parse: (raw: Readonly<Record<string, unknown>>, path: string, weights: Weights) => C,
): Promise<Component<C>> {
  const folder = join(modelFolder, folderName)
  const configPath = join(folder, 'config.json')
  for (const [path, needed] of [
    [folder, 'folder'],
    [configPath, 'file'],
  ] as const) {
    if ((await kindOfPath(path)) !== needed) {
      throw new EngineError(
        'file-missing',
        needed === 'folder'
          ? `The model '${modelFolder}' is incomplete: the folder '${path}' does not exist.`
          : `The model '${modelFolder}' is incomplete: the file '${path}' does not exist.`,
        'Download what is missing from where the model came from.',
      )
    }
  }
  const raw = await readModelJson(configPath)
  const located = await locateWeights(folder, kind)
  files.push(configPath, ...located.files)
  return { config: parse(raw, configPath, located.weights), weights: located.weights }
}

/** A text encoder and its tokenizer by their folders, in the order in which the UNet reads them. */
const textFolders = [
  { encoder: 'text_encoder', tokenizer: 'tokenizer' },
  { encoder: 'text_encoder_2', tokenizer: 'tokenizer_2' },
] as const

async function presentTextFolders(folder: string): Promise<(typeof textFolders)[number][]> {
  const present = await Promise.all(textFolders.map(({ encoder }) => isFolder(join(folder, encoder))))
  const found = textFolders.filter((_, index) => present[index])
  return found.length > 0 ? found : [textFolders[0]] // whose absence is then reported
}

function openTextEncoder(folder: string, folderName: string, files: string[]): Promise<Component<CLIPConfig>> {
  return openComponent(folder, folderName, 'textEncoder', files, (raw, path, weights) =>
    parseCLIPConfig(raw, path, weights.has('text_projection.weight')),
  )
}

/** All tokenizers or, in folders that hold only networks, none. */
async function openTokenizers(
  folders: readonly string[],
  encoders: readonly CLIPConfig[],
  files: string[],
): Promise<TokenizerFiles[]> {
  const present = await Promise.all(folders.map(isFolder))
  if (!present.includes(true)) return []
  const tokenizers: TokenizerFiles[] = []
  for (const [index, folder] of folders.entries()) {
    const located = await locateTokenizer(folder, encoders[index]!.maxPositions)
    tokenizers.push(located.tokenizer)
    files.push(...located.files)
  }
  return tokenizers
}

async function openScheduler(
  folder: string,
  architecture: Architecture,
  unet: UNetConfig,
  files: string[],
): Promise<SchedulerConfig> {
  const path = join(folder, 'scheduler', 'scheduler_config.json')
  if ((await kindOfPath(path)) !== 'file') return defaultSchedulerConfig(architecture, unet)
  files.push(path)
  return parseSchedulerConfig(await readModelJson(path), path)
}

/** The folder's name, or the model's where the folder belongs to the cache of a download tool. */
function nameOf(folder: string): string {
  const parent = dirname(folder)
  const repository = basename(dirname(parent))
  if (basename(parent) !== 'snapshots' || !repository.startsWith('models--')) return basename(folder)
  return repository.split('--').at(-1)!
}

import { basename, extname } from 'node:path'
import type { Adapter } from '../adapters/adapter.ts'
import { readAdapter } from '../adapters/adapterFile.ts'
import { describeAdapter } from '../adapters/describeAdapter.ts'
import { guessArchitecture } from '../adapters/guessArchitecture.ts'
import { openCheckpoint } from '../checkpoint/checkpoint.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import { nativeSideOf } from '../checkpoint/nativeSide.ts'
import { isSingleFileCheckpoint } from '../checkpoint/singleFile.ts'
import { openSafetensors } from '../safetensors/safetensorsFile.ts'
import { contentKeyOf } from './contentKey.ts'
import type { AdapterFacts, Facts, ModelFacts } from './facts.ts'
import { problemReport } from './problemReport.ts'
import type { FoundItem } from './walk.ts'

/** Families of models in the short form that cards have room for. */
export const architectureWords: Readonly<Record<Checkpoint['architecture'], string>> = {
  sd1: 'SD 1',
  sd2: 'SD 2',
  sdxl: 'SDXL',
}

/** Reads what a walk found, as far as cards need it. Never throws: what cannot be used says why. */
export async function readFacts(item: FoundItem): Promise<Facts> {
  if (item.type === 'model folder') return readModel(item.path)
  try {
    return await adapterFacts(await readAdapter(item.path))
  } catch (error) {
    if (item.holds === 'models' || (await isWholeModel(item.path))) return readModel(item.path)
    const name = basename(item.path, extname(item.path))
    return { type: 'adapter', name, triggerWords: [], tags: [], problem: problemReport(error, item.path) }
  }
}

async function adapterFacts(adapter: Adapter): Promise<AdapterFacts> {
  const { metadata } = adapter
  const { kind, ranks } = describeAdapter(adapter)
  const [most] = [...ranks].sort((a, b) => b.layers - a.layers)
  return {
    type: 'adapter',
    name: adapter.name,
    kind,
    triggerWords: [...metadata.triggerWords],
    tags: metadata.trainingTags.map(({ tag }) => tag),
    baseModel: metadata.baseModel,
    madeFor: guessArchitecture(adapter).name?.replace('Stable Diffusion ', 'SD '),
    layers: adapter.layers.length,
    rank: most?.rank,
    preferredStrength: metadata.preferredStrength,
    contentKey: await contentKeyOf(adapter.file),
    previewName: metadata.previewPath && basename(metadata.previewPath),
  }
}

async function readModel(path: string): Promise<ModelFacts> {
  try {
    const checkpoint = await openCheckpoint(path)
    return {
      type: 'model',
      name: checkpoint.name,
      architecture: architectureWords[checkpoint.architecture],
      nativeSide: nativeSideOf(checkpoint),
    }
  } catch (error) {
    const name = basename(path).replace(/\.(safetensors|sft|ckpt)$/i, '')
    return { type: 'model', name, problem: problemReport(error, path) }
  }
}

/** Whether a file that is no adapter is a checkpoint, by its tensors, or by its name where it is a pickle. */
async function isWholeModel(path: string): Promise<boolean> {
  if (extname(path).toLowerCase() === '.ckpt') return true
  try {
    const { tensors } = await openSafetensors(path)
    return isSingleFileCheckpoint(tensors.keys())
  } catch {
    return false // whose reason was already found by reading it as an adapter
  }
}

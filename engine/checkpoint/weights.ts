import { basename, extname, join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { namesInFolder, readModelJson } from '../safetensors/modelFiles.ts'
import { pickleExtensions, pickleRefusal } from '../safetensors/refusedFormats.ts'
import { openSafetensors } from '../safetensors/safetensorsFile.ts'
import type { DataType } from '../tensor/tensor.ts'
import type { ComponentKind } from './tensorNames.ts'
import { normaliseTensorName } from './tensorNames.ts'

/** Where the bytes of one stored parameter lie: a graph can point there, or `readTensorAt` reads it. */
export interface WeightLocation {
  readonly path: string
  readonly offset: number
  readonly byteLength: number
  readonly dtype: DataType
  readonly shape: readonly number[]
}

/** The parameters of one network by their names in diffusers and transformers. */
export type Weights = ReadonlyMap<string, WeightLocation>

/** The weights of a component and the files that they lie in. */
export interface LocatedWeights {
  readonly weights: Weights
  /** Absolute paths of the tensor files and of their index. */
  readonly files: readonly string[]
}

/** The name, up to its ending, that diffusers and transformers give to weights. */
const stems: Readonly<Record<ComponentKind, string>> = {
  unet: 'diffusion_pytorch_model',
  vae: 'diffusion_pytorch_model',
  textEncoder: 'model',
}

/**
 * Finds the weights in a component's folder: the whole file before a file in shards, the plain one before a variant
 * such as `fp16`, and, where no name is the usual one, the only safetensors file that there is. Only headers are read.
 *
 * Throws 'file-missing', 'file-refused' where there are pickles only, and what `openSafetensors` throws.
 */
export async function locateWeights(folder: string, kind: ComponentKind): Promise<LocatedWeights> {
  const names = await namesInFolder(folder)
  const chosen = chooseFile(names, stems[kind])
  if (chosen === undefined) throw noWeights(folder, names)
  const path = join(folder, chosen)
  return chosen.endsWith('.json') ? locateShards(path, folder, kind) : locateInFiles([path], kind)
}

function chooseFile(names: readonly string[], stem: string): string | undefined {
  const ranks = [
    `^${stem}[.]safetensors$`,
    `^${stem}[.]safetensors[.]index[.]json$`,
    `^${stem}[.]fp16[.]safetensors$`,
    `^${stem}[.](fp16[.]safetensors[.]index|safetensors[.]index[.]fp16)[.]json$`,
    `^${stem}[.][^.]+[.]safetensors$`,
    `^${stem}[.]([^.]+[.]safetensors[.]index|safetensors[.]index[.][^.]+)[.]json$`,
  ]
  for (const rank of ranks) {
    const found = names.find((name) => new RegExp(rank).test(name))
    if (found !== undefined) return found
  }
  const others = names.filter((name) => name.endsWith('.safetensors'))
  return others.length === 1 && !isShard(others[0]!) ? others[0] : undefined
}

function isShard(name: string): boolean {
  return /-\d+-of-\d+[.]/.test(name)
}

function noWeights(folder: string, names: readonly string[]): EngineError {
  const pickle = names.find((name) => pickleExtensions.has(extname(name).toLowerCase()))
  const tensorFiles = names.filter((name) => name.endsWith('.safetensors'))
  if (tensorFiles.length === 0 && pickle !== undefined) return pickleRefusal(join(folder, pickle))
  const [reason, remedy] = tensorFiles.some(isShard)
    ? [
        'weights in shards, but no index that says which tensor lies where',
        'Download the file *.safetensors.index.json.',
      ]
    : tensorFiles.length > 0
      ? ['several safetensors files, and none has the usual name', 'Remove or rename those that are not the weights.']
      : ['no weights', 'Download the .safetensors file of this folder.']
  return new EngineError('file-missing', `'${folder}' holds ${reason}.`, remedy)
}

/** The index of a sharded model: `weight_map` names the file of each tensor. */
async function locateShards(indexPath: string, folder: string, kind: ComponentKind): Promise<LocatedWeights> {
  const { weight_map: weightMap } = await readModelJson(indexPath)
  const shards = typeof weightMap === 'object' && weightMap !== null ? Object.entries(weightMap) : []
  const refuse = (reason: string): EngineError =>
    new EngineError('file-invalid', `'${indexPath}' ${reason}.`, 'Download the index and the shards again.')
  if (shards.length === 0) throw refuse('does not say which tensor lies in which file')

  const files = new Set<string>()
  for (const [tensorName, file] of shards) {
    // The index is as untrusted as any download: it may name files beside itself and no others.
    if (typeof file !== 'string' || file !== basename(file) || extname(file) !== '.safetensors') {
      throw refuse(`places '${tensorName}' in something that is not a safetensors file beside it`)
    }
    files.add(join(folder, file))
  }
  const located = await locateInFiles([...files].sort(), kind)
  const lost = shards.find(([tensorName]) => {
    const name = normaliseTensorName(tensorName, kind)
    return name !== undefined && !located.weights.has(name)
  })
  if (lost !== undefined) throw refuse(`names the tensor '${lost[0]}', which none of its files has`)
  return { weights: located.weights, files: [indexPath, ...located.files] }
}

async function locateInFiles(paths: readonly string[], kind: ComponentKind): Promise<LocatedWeights> {
  const weights = new Map<string, WeightLocation>()
  const files: string[] = []
  for (const requested of paths) {
    const { path, tensors } = await openSafetensors(requested)
    files.push(path)
    for (const { name: storedName, offset, byteLength, dtype, shape } of tensors.values()) {
      const name = normaliseTensorName(storedName, kind)
      if (name === undefined) continue
      if (weights.has(name)) {
        throw new EngineError(
          'file-invalid',
          `'${path}' holds the tensor '${name}' a second time.`,
          'Keep one set of weights in the folder, or download it again.',
        )
      }
      weights.set(name, { path, offset, byteLength, dtype, shape })
    }
  }
  return { weights, files }
}

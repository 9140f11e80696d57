import { EngineError } from '../errors/engineError.ts'
import type { SafetensorsFile, TensorEntry } from '../safetensors/safetensorsFile.ts'
import type { DataType } from '../tensor/tensor.ts'
import type { AdapterLayer, LayerTensors, NamingConvention } from './adapter.ts'

export type LayerShape = Pick<
  AdapterLayer,
  'kind' | 'rank' | 'inFeatures' | 'outFeatures' | 'kernel' | 'tucker' | 'tensors' | 'refusal'
>

export function invalidAdapter(file: SafetensorsFile, reason: string): EngineError {
  return new EngineError(
    'file-invalid',
    `'${file.path}' is not a complete LoRA: ${reason}.`,
    'Download it again, or use another version of it.',
  )
}

const floats: ReadonlySet<DataType> = new Set<DataType>([
  'float64',
  'float32',
  'float16',
  'bfloat16',
  'float8e4m3',
  'float8e5m2',
])

/**
 * The shape of a layer from those of its factors: down `[rank, in]` or `[rank, in, kh, kw]`, up `[out, rank]` or
 * `[out, rank, 1, 1]`; in Tucker form down `[rank, in, 1, 1]` and mid `[rank, rank, kh, kw]`.
 *
 * Throws 'file-invalid' where they disagree, 'adapter-unsupported' where the numbers are quantised. Layers of
 * one-dimensional and three-dimensional convolutions, which no network of ours has, are marked with a refusal; so are
 * ranks that disagree under diffusers' names, because these may be Kronecker factors.
 */
export function layerShape(
  file: SafetensorsFile,
  tensors: LayerTensors,
  convention: NamingConvention | undefined,
): LayerShape {
  const down = floatEntry(file, tensors.down)
  const up = floatEntry(file, tensors.up)
  const mid = tensors.mid === undefined ? undefined : floatEntry(file, tensors.mid)
  const [rank = 0, inFeatures = 0] = down.shape
  const [outFeatures = 0, upRank = 0] = up.shape
  for (const { name, shape } of [down, up]) {
    if (shape.length < 2) throw invalidAdapter(file, `'${name}' is ${describe(shape)}, not a matrix`)
    if (shape.includes(0)) throw invalidAdapter(file, `'${name}' is empty`)
  }
  const kind = down.shape.length === 2 ? 'linear' : 'convolution'
  const spatial = (mid ?? down).shape.slice(2)
  const kernel = [spatial[0] ?? 1, spatial[1] ?? 1] as const
  const found = { kind, rank, inFeatures, outFeatures, kernel, tucker: mid !== undefined, tensors } as const
  const isFlat = [down, up].every(({ shape }) => shape.length === 2 || shape.length === 4)
  if (!isFlat) return { ...found, refusal: `has factors of ${down.shape.length} sides, as no layer here has` }
  if (up.shape.slice(2).some((side) => side !== 1)) return { ...found, refusal: 'has a kernel in its second factor' }
  if (rank !== upRank) {
    if (convention !== 'kohya') return { ...found, refusal: `has factors of different ranks (${rank} and ${upRank})` }
    throw invalidAdapter(file, `'${down.name}' has rank ${rank}, but '${up.name}' has rank ${upRank}`)
  }
  if (mid) {
    const fits = mid.shape.length === 4 && mid.shape[0] === rank && mid.shape[1] === rank
    if (!fits) throw invalidAdapter(file, `'${mid.name}' is ${describe(mid.shape)}, which does not fit rank ${rank}`)
    if (down.shape.slice(2).some((side) => side !== 1)) {
      throw invalidAdapter(file, `'${down.name}' has a kernel of its own beside '${mid.name}'`)
    }
  }
  return found
}

function floatEntry(file: SafetensorsFile, name: string): TensorEntry {
  const entry = file.tensors.get(name)!
  if (!floats.has(entry.dtype)) {
    throw new EngineError(
      'adapter-unsupported',
      `'${file.path}' holds quantised weights: '${name}' is ${entry.dtype}.`,
      'Use the version of this adapter in float16, bfloat16 or float32.',
    )
  }
  return entry
}

function describe(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`
}

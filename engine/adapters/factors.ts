import { EngineError, assert } from '../errors/engineError.ts'
import { toFloat32 } from '../safetensors/convert.ts'
import { readTensors } from '../safetensors/readTensor.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { Adapter, AdapterLayer } from './adapter.ts'

/** The numbers of a layer, row-major and without its scale. */
export interface LayerFactors {
  /** `[rank, in, kernelHeight, kernelWidth]`; the core of a Tucker decomposition is multiplied in. */
  readonly down: Float32Array
  /** `[out, rank]` */
  readonly up: Float32Array
}

/** Read factors stay for as long as their adapter is in use. */
const loadedFactors = new WeakMap<AdapterLayer, LayerFactors>()

/** Layers whose stored numbers are in memory at once, besides the factors that stay. */
const layersPerRead = 32

/**
 * The factors of one layer, read once. Throws 'file-invalid' where a weight is not a number or infinite, and as
 * `readTensors`.
 */
export async function loadFactors(adapter: Adapter, layer: AdapterLayer): Promise<LayerFactors> {
  await loadLayers(adapter, [layer])
  return loadedFactors.get(layer)!
}

/** Reads the factors of layers that were not read yet. Errors as `loadFactors`. */
export async function loadLayers(adapter: Adapter, layers: readonly AdapterLayer[]): Promise<void> {
  const missing = layers.filter((layer) => !loadedFactors.has(layer))
  for (let start = 0; start < missing.length; start += layersPerRead) {
    const batch = missing.slice(start, start + layersPerRead)
    const names = batch.flatMap(({ tensors }) => [tensors.down, tensors.up, ...(tensors.mid ? [tensors.mid] : [])])
    const stored = await readTensors(adapter.file, names)
    for (const layer of batch) loadedFactors.set(layer, toFactors(adapter, layer, stored))
  }
}

function toFactors(adapter: Adapter, layer: AdapterLayer, stored: ReadonlyMap<string, Tensor>): LayerFactors {
  const numbers = (name: string) => finiteNumbers(adapter, name, stored)
  const { tensors, rank, inFeatures, kernel } = layer
  const down = numbers(tensors.down)
  const up = numbers(tensors.up)
  if (tensors.mid === undefined) return { down, up }
  return { down: foldTucker(numbers(tensors.mid), down, { rank, inFeatures, kernelArea: kernel[0] * kernel[1] }), up }
}

function finiteNumbers(adapter: Adapter, name: string, stored: ReadonlyMap<string, Tensor>): Float32Array {
  const tensor = stored.get(name)
  assert(tensor !== undefined, `'${name}' was not read`)
  const { data } = toFloat32(tensor)
  let probe = 0
  for (const value of data) probe += value * 0 // NaN as soon as one value is not finite
  if (probe !== 0) {
    throw new EngineError(
      'file-invalid',
      `'${adapter.path}' holds values that are not numbers or infinite in '${name}'.`,
      'The training of this adapter failed, or the file is damaged: use another version of it.',
    )
  }
  return data
}

/**
 * down'[m, i, k, l] = Σ_n mid[m, n, k, l] · down[n, i]: the 1x1 convolution before the core becomes part of it, exactly
 * (Tucker form of LoCon; LyCORIS). `mid` is `[rank, rank, kernel]`, `down` is `[rank, in]`.
 */
function foldTucker(
  mid: Float32Array,
  down: Float32Array,
  { rank, inFeatures, kernelArea }: { rank: number; inFeatures: number; kernelArea: number },
): Float32Array {
  const folded = new Float32Array(rank * inFeatures * kernelArea)
  const sums = new Float64Array(inFeatures * kernelArea)
  for (let m = 0; m < rank; m++) {
    sums.fill(0)
    for (let n = 0; n < rank; n++) {
      const core = (m * rank + n) * kernelArea
      for (let i = 0; i < inFeatures; i++) {
        const value = down[n * inFeatures + i]!
        for (let k = 0; k < kernelArea; k++) sums[i * kernelArea + k]! += mid[core + k]! * value
      }
    }
    folded.set(sums, m * inFeatures * kernelArea)
  }
  return folded
}

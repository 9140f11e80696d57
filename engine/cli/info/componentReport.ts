import type { WeightLocation } from '../../checkpoint/weights.ts'
import { describeByteSize } from '../../files/byteSize.ts'
import { elementCount } from '../../tensor/tensor.ts'

/** One network of a model. */
export interface ComponentReport {
  readonly name: string
  readonly parameters: number
  readonly bytes: number
  /** Element types, the one with the most bytes first. */
  readonly dtypes: readonly string[]
  /** Layers that adapters can change; absent where adapters have no part in it. */
  readonly adaptableLayers?: number
}

type StoredTensor = Pick<WeightLocation, 'dtype' | 'shape' | 'byteLength'>

/** Sums up the stored tensors of a network. */
export function reportComponent(
  name: string,
  tensors: Iterable<StoredTensor>,
  adaptableLayers?: number,
): ComponentReport {
  let parameters = 0
  let bytes = 0
  const bytesOfType = new Map<string, number>()
  for (const { dtype, shape, byteLength } of tensors) {
    parameters += elementCount(shape)
    bytes += byteLength
    bytesOfType.set(dtype, (bytesOfType.get(dtype) ?? 0) + byteLength)
  }
  const dtypes = [...bytesOfType].sort(([, a], [, b]) => b - a).map(([dtype]) => dtype)
  return { name, parameters, bytes, dtypes, ...(adaptableLayers !== undefined && { adaptableLayers }) }
}

/** The rows of a table of components, with its head. */
export function componentTable(components: readonly ComponentReport[]): string[][] {
  const adaptable = components.some(({ adaptableLayers }) => adaptableLayers !== undefined)
  const head = ['network', 'parameters', 'type', 'size', ...(adaptable ? ['layers for adapters'] : [])]
  const rows = components.map(({ name, parameters, bytes, dtypes, adaptableLayers }) => [
    name,
    describeCount(parameters),
    dtypes.join(', '),
    describeByteSize(bytes),
    ...(adaptable ? [adaptableLayers === undefined ? 'none' : String(adaptableLayers)] : []),
  ])
  return [head, ...rows]
}

const countUnits: readonly (readonly [number, string])[] = [
  [1e9, 'billion'],
  [1e6, 'million'],
  [1e3, 'thousand'],
]

/** `859.5 million` */
export function describeCount(count: number): string {
  const unit = countUnits.find(([size]) => count >= size)
  return unit === undefined ? String(count) : `${(count / unit[0]).toFixed(1)} ${unit[1]}`
}

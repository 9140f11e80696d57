import { assert } from '../errors/engineError.ts'

/** Element types that files hold and graphs know. Halves and bytes of floats live in integer arrays, bit for bit. */
export interface TypedArrays {
  float64: Float64Array
  float32: Float32Array
  float16: Uint16Array
  bfloat16: Uint16Array
  float8e4m3: Uint8Array
  float8e5m2: Uint8Array
  int64: BigInt64Array
  int32: Int32Array
  int16: Int16Array
  int8: Int8Array
  uint64: BigUint64Array
  uint32: Uint32Array
  uint16: Uint16Array
  uint8: Uint8Array
  bool: Uint8Array
}

export type DataType = keyof TypedArrays

export const bytesPerElement: Record<DataType, number> = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  float8e4m3: 1,
  float8e5m2: 1,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint64: 8,
  uint32: 4,
  uint16: 2,
  uint8: 1,
  bool: 1,
}

/** A dense row-major array. The data is shared, not copied: whoever changes it owns it. */
export interface Tensor<D extends DataType = DataType> {
  readonly dtype: D
  readonly shape: readonly number[]
  readonly data: TypedArrays[D]
}

/** The number of elements of a shape; 1 for a scalar, 0 where any side is 0. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1)
}

export function tensor<D extends DataType>(dtype: D, shape: readonly number[], data: TypedArrays[D]): Tensor<D> {
  assert(data.length === elementCount(shape), `${data.length} elements do not fill [${shape.join(', ')}]`)
  return { dtype, shape, data }
}

/** A float32 tensor, zeros unless `data` is given. */
export function float32(shape: readonly number[], data?: Float32Array): Tensor<'float32'> {
  return tensor('float32', shape, data ?? new Float32Array(elementCount(shape)))
}

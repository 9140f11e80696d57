import { assert } from '../errors/engineError.ts'
import { float32, tensor, type DataType } from '../tensor/tensor.ts'
import type { Attributes, Domain, Value } from './graph.ts'
import { GraphRecorder } from './graphRecorder.ts'
import { broadcastShapes, fixed, formatShape, volume, type Dim, type Shape } from './shape.ts'

const int = (value: number) => ({ type: 'int', value }) as const
const float = (value: number) => ({ type: 'float', value }) as const
const ints = (value: readonly number[]) => ({ type: 'ints', value }) as const
const text = (value: string) => ({ type: 'string', value }) as const

/** Borders of a picture in ONNX's order: top, left, bottom, right. */
export type Padding = readonly [number, number, number, number]

export interface ConvolutionOptions {
  readonly stride?: number
  readonly padding?: Padding
}

/**
 * One method for each operator that the networks, their gradients and the methods use. Each infers the shape of its
 * result and refuses operands that do not fit, so a wrong graph stops where it is built and not inside the runtime.
 */
export class GraphBuilder extends GraphRecorder {
  add = (a: Value, b: Value): Value => this.#elementwise('Add', a, b)
  sub = (a: Value, b: Value): Value => this.#elementwise('Sub', a, b)
  mul = (a: Value, b: Value): Value => this.#elementwise('Mul', a, b)
  div = (a: Value, b: Value): Value => this.#elementwise('Div', a, b)

  sin = (x: Value): Value => this.#unary('Sin', x)
  cos = (x: Value): Value => this.#unary('Cos', x)
  sigmoid = (x: Value): Value => this.#unary('Sigmoid', x)

  /** x Φ(x), by the error function. */
  gelu = (x: Value): Value => this.#unary('Gelu', x)

  /** x σ(αx): SiLU for α = 1, CLIP's quick GELU for α = 1.702. */
  sigmoidWeighted = (x: Value, alpha: number): Value =>
    this.#unary('QuickGelu', x, { alpha: float(alpha) }, 'com.microsoft')

  silu = (x: Value): Value => this.sigmoidWeighted(x, 1)

  scalar(value: number): Value {
    return this.constant(float32([], Float32Array.of(value)))
  }

  cast(x: Value, dtype: DataType): Value {
    if (x.dtype === dtype) return x
    return this.#one('Cast', [x], dtype, x.shape, { to: int(onnxDataTypes[dtype]) })
  }

  /** Matrix product over the last two axes; leading axes broadcast. */
  matmul(a: Value, b: Value): Value {
    const inner = a.shape.at(-1) === b.shape.at(-2)
    assert(inner, `matmul of ${formatShape(a.shape)} and ${formatShape(b.shape)}`)
    const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2))
    return this.#one('MatMul', [a, b], a.dtype, [...batch, a.shape.at(-2)!, b.shape.at(-1)!])
  }

  /** x Wᵀ for a weight `[out, in]` as PyTorch stores it: no transposed copy of the weight is ever made. */
  matmulTransposed(x: Value, weight: Value): Value {
    const [outFeatures, inFeatures] = weight.shape
    const fits = weight.shape.length === 2 && x.shape.at(-1) === inFeatures
    assert(fits, `a weight ${formatShape(weight.shape)} does not take ${formatShape(x.shape)}`)
    const shape = [...x.shape.slice(0, -1), outFeatures!]
    return this.#one('FusedMatMul', [x, weight], x.dtype, shape, { transB: int(1) }, 'com.microsoft')
  }

  /** Cross-correlation of `[rows, in, height, width]` with `[out, in, kernelHeight, kernelWidth]`. */
  conv(x: Value, weight: Value, bias?: Value, { stride = 1, padding = [0, 0, 0, 0] }: ConvolutionOptions = {}): Value {
    const [rows, channels, height, width] = x.shape
    const [outChannels, inChannels, kernelHeight, kernelWidth] = weight.shape
    assert(channels === inChannels, `a kernel ${formatShape(weight.shape)} does not take ${formatShape(x.shape)}`)
    const [top, left, bottom, right] = padding
    const side = (size: number, kernel: number, border: number) => Math.floor((size + border - kernel) / stride) + 1
    const shape: Shape = [
      rows!,
      outChannels!,
      side(fixed(height), fixed(kernelHeight), top + bottom),
      side(fixed(width), fixed(kernelWidth), left + right),
    ]
    return this.#one('Conv', [x, weight, bias], x.dtype, shape, {
      kernel_shape: ints([fixed(kernelHeight), fixed(kernelWidth)]),
      strides: ints([stride, stride]),
      pads: ints(padding),
    })
  }

  /** Normalises each `[row, channel]` slice of `[rows, channels, length]`, then scales and shifts by channel. */
  instanceNorm(x: Value, scale: Value, bias: Value, epsilon: number): Value {
    return this.#one('InstanceNormalization', [x, scale, bias], x.dtype, x.shape, { epsilon: float(epsilon) })
  }

  layerNorm(x: Value, scale: Value, bias: Value, epsilon: number): Value {
    return this.#one('LayerNormalization', [x, scale, bias], x.dtype, x.shape, {
      axis: int(-1),
      epsilon: float(epsilon),
    })
  }

  softmax(x: Value): Value {
    return this.#one('Softmax', [x], x.dtype, x.shape, { axis: int(-1) })
  }

  /**
   * softmax(Q Kᵀ / √headSize + bias) V over `heads` heads. Queries `[rows, tokens, width]`, keys and values
   * `[rows, keyTokens, width]`, bias broadcast to `[rows, heads, tokens, keyTokens]`.
   */
  multiHeadAttention(queries: Value, keys: Value, values: Value, heads: number, bias?: Value): Value {
    const inputs = [queries, keys, values, undefined, undefined, bias]
    const used = bias ? inputs : inputs.slice(0, 3)
    return this.#one(
      'MultiHeadAttention',
      used,
      queries.dtype,
      queries.shape,
      { num_heads: int(heads) },
      'com.microsoft',
    )
  }

  /** The same elements in another shape. Named sides must keep their axis, or be the only one that is inferred. */
  reshape(x: Value, shape: Shape): Value {
    const before = volume(x.shape)
    const after = volume(shape)
    const same = before.count === after.count && before.names === after.names
    assert(same, `${formatShape(x.shape)} cannot become ${formatShape(shape)}`)
    const sizes = shape.map((dim, axis) => (typeof dim === 'number' ? dim : x.shape[axis] === dim ? 0 : -1))
    assert(sizes.filter((size) => size === -1).length <= 1, `${formatShape(shape)} leaves more than one side open`)
    const target = this.constant(tensor('int64', [sizes.length], BigInt64Array.from(sizes, BigInt)))
    return this.#one('Reshape', [x, target], x.dtype, shape)
  }

  transpose(x: Value, permutation: readonly number[]): Value {
    const shape = permutation.map((axis) => x.shape[axis]!)
    return this.#one('Transpose', [x], x.dtype, shape, { perm: ints(permutation) })
  }

  concat(parts: readonly Value[], axis: number): Value {
    const sides = parts.map((part) => part.shape[axis]!)
    const size: Dim = sides.every((side) => typeof side === 'number')
      ? sides.reduce((sum, side) => sum + fixed(side), 0)
      : sides.join('+')
    const shape = parts[0]!.shape.map((dim, index) => (index === axis ? size : dim))
    return this.#one('Concat', parts, parts[0]!.dtype, shape, { axis: int(axis) })
  }

  /** Elements `start` to `end` (exclusive) along one axis. */
  slice(x: Value, axis: number, start: number, end: number): Value {
    assert(
      start >= 0 && start < end && end <= fixed(x.shape[axis]),
      `slice ${start}..${end} of ${formatShape(x.shape)}`,
    )
    const vector = (value: number) => this.constant(tensor('int64', [1], BigInt64Array.of(BigInt(value))))
    const shape = x.shape.map((dim, index) => (index === axis ? end - start : dim))
    return this.#one('Slice', [x, vector(start), vector(end), vector(axis)], x.dtype, shape)
  }

  /** Rows of a table `[entries, width]` picked by `indices`. */
  gather(table: Value, indices: Value): Value {
    return this.#one('Gather', [table, indices], table.dtype, [...indices.shape, ...table.shape.slice(1)], {
      axis: int(0),
    })
  }

  /** Nearest-neighbour enlargement of `[rows, channels, h, w]`: source = ⌊target · h / height⌋, as PyTorch does. */
  resizeNearest(x: Value, height: number, width: number): Value {
    const [rows, channels, fromHeight, fromWidth] = x.shape
    const scale = [height / fixed(fromHeight), width / fixed(fromWidth)]
    const shape = [rows!, channels!, height, width]
    const attributes = {
      mode: text('nearest'),
      nearest_mode: text('floor'),
      coordinate_transformation_mode: text('asymmetric'),
    }
    if (scale.every(Number.isInteger)) {
      const scales = this.constant(float32([4], Float32Array.of(1, 1, ...scale)))
      return this.#one('Resize', [x, undefined, scales], x.dtype, shape, attributes)
    }
    // A fractional scale times a size may round down to one pixel too few; sizes are exact.
    const sizes = this.constant(tensor('int64', [2], BigInt64Array.of(BigInt(height), BigInt(width))))
    const inputs = [x, undefined, undefined, sizes]
    return this.#one('Resize', inputs, x.dtype, shape, { ...attributes, axes: ints([2, 3]) })
  }

  #unary(opType: string, x: Value, attributes?: Attributes, domain?: Domain): Value {
    return this.#one(opType, [x], x.dtype, x.shape, attributes, domain)
  }

  #elementwise(opType: string, a: Value, b: Value): Value {
    assert(a.dtype === b.dtype, `${opType} of ${a.dtype} and ${b.dtype}`)
    return this.#one(opType, [a, b], a.dtype, broadcastShapes(a.shape, b.shape))
  }

  #one(
    opType: string,
    inputs: readonly (Value | undefined)[],
    dtype: DataType,
    shape: Shape,
    attributes?: Attributes,
    domain?: Domain,
  ): Value {
    return this.record(opType, inputs, [{ dtype, shape }], attributes, domain)[0]!
  }
}

/** Element types as ONNX numbers them (TensorProto.DataType). */
export const onnxDataTypes: Record<DataType, number> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
  float8e4m3: 17,
  float8e5m2: 19,
}

import { assert } from '../errors/engineError.ts'
import { float, int, ints } from './attributes.ts'
import type { Graph, Value } from './graph.ts'
import { ReducingOperators } from './operators/reductions.ts'
import { broadcastShapes, fixed, formatShape, type Shape } from './shape.ts'

/** Borders of a picture in ONNX's order: top, left, bottom, right. */
export type Padding = readonly [number, number, number, number]

export interface ConvolutionOptions {
  readonly stride?: number
  readonly padding?: Padding
  /** Channels fall into this many groups, each with kernels of its own. */
  readonly groups?: number
}

export interface TransposedConvolutionOptions extends ConvolutionOptions {
  /** Rows and columns at the bottom and right end that no kernel position decides. */
  readonly outputPadding?: readonly [number, number]
}

export interface ProductOptions {
  /** Whether the last two axes of the operand are exchanged first. */
  readonly transposeA?: boolean
  readonly transposeB?: boolean
  /** The product is multiplied by this. */
  readonly factor?: number
}

/**
 * One method for each operator that the networks, their gradients and the methods use. Each infers the shape of its
 * result and refuses operands that do not fit, so a wrong graph stops where it is built and not inside the runtime.
 */
export class GraphBuilder extends ReducingOperators {
  /** A builder that goes on where a finished graph ends. The graph itself stays as it is. */
  static extending(graph: Graph, name = graph.name): GraphBuilder {
    return new GraphBuilder(name, graph)
  }

  /** Matrix product over the last two axes; leading axes broadcast. */
  matmul(a: Value, b: Value, options: ProductOptions = {}): Value {
    const { transposeA = false, transposeB = false, factor = 1 } = options
    const [height, inner] = lastTwo(a, transposeA)
    const [innerToo, width] = lastTwo(b, transposeB)
    const fits = inner !== undefined && inner === innerToo
    assert(fits, `matmul of ${formatShape(a.shape)} and ${formatShape(b.shape)} with ${JSON.stringify(options)}`)
    const shape = [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), height!, width!]
    if (!transposeA && !transposeB && factor === 1) return this.one('MatMul', [a, b], a.dtype, shape)
    const attributes = { transA: int(Number(transposeA)), transB: int(Number(transposeB)), alpha: float(factor) }
    return this.one('FusedMatMul', [a, b], a.dtype, shape, attributes, 'com.microsoft')
  }

  /** x Wᵀ for a weight `[out, in]` as PyTorch stores it: no transposed copy of the weight is ever made. */
  matmulTransposed(x: Value, weight: Value): Value {
    const [outFeatures, inFeatures] = weight.shape
    const fits = weight.shape.length === 2 && x.shape.at(-1) === inFeatures
    assert(fits, `a weight ${formatShape(weight.shape)} does not take ${formatShape(x.shape)}`)
    const shape = [...x.shape.slice(0, -1), outFeatures!]
    return this.one('FusedMatMul', [x, weight], x.dtype, shape, { transB: int(1) }, 'com.microsoft')
  }

  /** Cross-correlation of `[rows, in, height, width]` with `[out, in / groups, kernelHeight, kernelWidth]`. */
  conv(x: Value, weight: Value, bias?: Value, options: ConvolutionOptions = {}): Value {
    const { stride = 1, padding = [0, 0, 0, 0], groups = 1 } = options
    const [rows, channels, height, width] = x.shape
    const [outChannels, inChannels, kernelHeight, kernelWidth] = weight.shape
    const fits = groups === 1 ? channels === inChannels : channels === fixed(inChannels) * groups
    assert(fits, `a kernel ${formatShape(weight.shape)} does not take ${formatShape(x.shape)}`)
    const [top, left, bottom, right] = padding
    const side = (size: number, kernel: number, border: number) => Math.floor((size + border - kernel) / stride) + 1
    const shape: Shape = [
      rows!,
      outChannels!,
      side(fixed(height), fixed(kernelHeight), top + bottom),
      side(fixed(width), fixed(kernelWidth), left + right),
    ]
    const attributes = windowAttributes([fixed(kernelHeight), fixed(kernelWidth)], stride, padding)
    return this.one('Conv', [x, weight, bias], x.dtype, shape, { ...attributes, group: int(groups) })
  }

  /**
   * The transpose of `conv` as a linear map, with the same weight: `[rows, out, height, width]` back to
   * `[rows, in, …]`. Sizes that a stride rounds to the same one are told apart by `outputPadding`.
   */
  convTranspose(y: Value, weight: Value, options: TransposedConvolutionOptions = {}): Value {
    const { stride = 1, padding = [0, 0, 0, 0], groups = 1, outputPadding = [0, 0] } = options
    const [rows, channels, height, width] = y.shape
    const [outChannels, inChannels, kernelHeight, kernelWidth] = weight.shape
    assert(channels === outChannels, `a transposed ${formatShape(weight.shape)} does not take ${formatShape(y.shape)}`)
    const [top, left, bottom, right] = padding
    const side = (size: number, kernel: number, border: number, extra: number) =>
      (size - 1) * stride - border + kernel + extra
    const shape: Shape = [
      rows!,
      groups === 1 ? inChannels! : fixed(inChannels) * groups,
      side(fixed(height), fixed(kernelHeight), top + bottom, outputPadding[0]),
      side(fixed(width), fixed(kernelWidth), left + right, outputPadding[1]),
    ]
    const attributes = windowAttributes([fixed(kernelHeight), fixed(kernelWidth)], stride, padding)
    const more = { group: int(groups), output_padding: ints(outputPadding) }
    return this.one('ConvTranspose', [y, weight], y.dtype, shape, { ...attributes, ...more })
  }

  /** Means over square windows of `[rows, channels, height, width]`; what fills no whole window is left out. */
  averagePool(x: Value, kernelSize: number, stride = kernelSize): Value {
    const [rows, channels, ...size] = x.shape
    const sides = size.map((dim) => Math.floor((fixed(dim) - kernelSize) / stride) + 1)
    const attributes = windowAttributes([kernelSize, kernelSize], stride, [0, 0, 0, 0])
    return this.one('AveragePool', [x], x.dtype, [rows!, channels!, ...sides], attributes)
  }

  /**
   * softmax(Q Kᵀ / √headSize + bias) V over `heads` heads. Queries `[rows, tokens, width]`, keys and values
   * `[rows, keyTokens, width]`, bias `[rows or 1, heads or 1, tokens, keyTokens]`.
   */
  multiHeadAttention(queries: Value, keys: Value, values: Value, heads: number, bias?: Value): Value {
    const inputs = [queries, keys, values, undefined, undefined, bias]
    const used = bias ? inputs : inputs.slice(0, 3)
    const attributes = { num_heads: int(heads) }
    return this.one('MultiHeadAttention', used, queries.dtype, queries.shape, attributes, 'com.microsoft')
  }
}

function lastTwo({ shape }: Value, exchanged: boolean): Shape {
  const [height, width] = shape.slice(-2)
  return exchanged ? [width!, height!] : [height!, width!]
}

function windowAttributes(kernel: readonly number[], stride: number, padding: Padding) {
  return { kernel_shape: ints(kernel), strides: ints([stride, stride]), pads: ints(padding) }
}

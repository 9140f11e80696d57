import { float, int } from '../attributes.ts'
import type { Value } from '../graph.ts'
import { ShapingOperators } from './shaping.ts'

export interface ReductionOptions {
  /** Whether the axes stay as sides of 1. */
  readonly keepAxes?: boolean
}

/** Operators that sum over whole axes, or divide by such sums. */
export class ReducingOperators extends ShapingOperators {
  reduceSum = (x: Value, axes: readonly number[], options?: ReductionOptions): Value =>
    this.#reduce('ReduceSum', x, axes, options)

  reduceMean = (x: Value, axes: readonly number[], options?: ReductionOptions): Value =>
    this.#reduce('ReduceMean', x, axes, options)

  reduceMax = (x: Value, axes: readonly number[], options?: ReductionOptions): Value =>
    this.#reduce('ReduceMax', x, axes, options)

  /** exp(x) / Σ exp(x) over the last axis. */
  softmax(x: Value): Value {
    return this.one('Softmax', [x], x.dtype, x.shape, { axis: int(-1) })
  }

  /** Normalises each `[row, channel]` slice of `[rows, channels, length]`, then scales and shifts by channel. */
  instanceNorm(x: Value, scale: Value, bias: Value, epsilon: number): Value {
    return this.one('InstanceNormalization', [x, scale, bias], x.dtype, x.shape, { epsilon: float(epsilon) })
  }

  layerNorm(x: Value, scale: Value, bias: Value, epsilon: number): Value {
    const attributes = { axis: int(-1), epsilon: float(epsilon) }
    return this.one('LayerNormalization', [x, scale, bias], x.dtype, x.shape, attributes)
  }

  #reduce(opType: string, x: Value, axes: readonly number[], { keepAxes = false }: ReductionOptions = {}): Value {
    const reduced = x.shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim))
    const shape = keepAxes ? reduced : reduced.filter((_, axis) => !axes.includes(axis))
    return this.one(opType, [x, this.integers(axes)], x.dtype, shape, { keepdims: int(Number(keepAxes)) })
  }
}

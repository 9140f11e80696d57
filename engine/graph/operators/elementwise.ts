import { assert } from '../../errors/engineError.ts'
import { float32, tensor, type DataType } from '../../tensor/tensor.ts'
import { float, int } from '../attributes.ts'
import type { Attributes, Domain, Value } from '../graph.ts'
import { GraphRecorder } from '../graphRecorder.ts'
import { onnxDataTypes } from '../onnxDataTypes.ts'
import { broadcastShapes } from '../shape.ts'

/** Operators that act on each element by itself; operands broadcast as in numpy. */
export class ElementwiseOperators extends GraphRecorder {
  add = (a: Value, b: Value): Value => this.#binary('Add', a, b)
  sub = (a: Value, b: Value): Value => this.#binary('Sub', a, b)
  mul = (a: Value, b: Value): Value => this.#binary('Mul', a, b)
  div = (a: Value, b: Value): Value => this.#binary('Div', a, b)
  pow = (base: Value, exponent: Value): Value => this.#binary('Pow', base, exponent)

  neg = (x: Value): Value => this.#unary('Neg', x)
  abs = (x: Value): Value => this.#unary('Abs', x)
  sqrt = (x: Value): Value => this.#unary('Sqrt', x)
  exp = (x: Value): Value => this.#unary('Exp', x)
  log = (x: Value): Value => this.#unary('Log', x)
  sin = (x: Value): Value => this.#unary('Sin', x)
  cos = (x: Value): Value => this.#unary('Cos', x)
  erf = (x: Value): Value => this.#unary('Erf', x)
  relu = (x: Value): Value => this.#unary('Relu', x)
  sigmoid = (x: Value): Value => this.#unary('Sigmoid', x)

  /** x Φ(x), by the error function. */
  gelu = (x: Value): Value => this.#unary('Gelu', x)

  /** x σ(αx): SiLU for α = 1, CLIP's quick GELU for α = 1.702. */
  sigmoidWeighted = (x: Value, alpha: number): Value =>
    this.#unary('QuickGelu', x, { alpha: float(alpha) }, 'com.microsoft')

  silu = (x: Value): Value => this.sigmoidWeighted(x, 1)

  /** Elements below `least` and above `most` become these. */
  clip = (x: Value, least: number, most: number): Value =>
    this.one('Clip', [x, this.scalar(least, x.dtype), this.scalar(most, x.dtype)], x.dtype, x.shape)

  equal = (a: Value, b: Value): Value => this.#binary('Equal', a, b, 'bool')
  greater = (a: Value, b: Value): Value => this.#binary('Greater', a, b, 'bool')

  /** `yes` where the condition holds, `no` elsewhere. */
  where(condition: Value, yes: Value, no: Value): Value {
    assert(
      condition.dtype === 'bool' && yes.dtype === no.dtype,
      `where of ${condition.dtype}, ${yes.dtype}, ${no.dtype}`,
    )
    const shape = broadcastShapes(condition.shape, broadcastShapes(yes.shape, no.shape))
    return this.one('Where', [condition, yes, no], yes.dtype, shape)
  }

  cast(x: Value, dtype: DataType): Value {
    if (x.dtype === dtype) return x
    return this.one('Cast', [x], dtype, x.shape, { to: int(onnxDataTypes[dtype]) })
  }

  scalar(value: number, dtype: DataType = 'float32'): Value {
    if (dtype === 'float64') return this.constant(tensor('float64', [], Float64Array.of(value)))
    return this.cast(this.constant(float32([], Float32Array.of(value))), dtype)
  }

  #unary(opType: string, x: Value, attributes?: Attributes, domain?: Domain): Value {
    return this.one(opType, [x], x.dtype, x.shape, attributes, domain)
  }

  #binary(opType: string, a: Value, b: Value, dtype: DataType = a.dtype): Value {
    assert(a.dtype === b.dtype, `${opType} of ${a.dtype} and ${b.dtype}`)
    return this.one(opType, [a, b], dtype, broadcastShapes(a.shape, b.shape))
  }
}

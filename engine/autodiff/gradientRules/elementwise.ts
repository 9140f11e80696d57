import type { Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'
import { floatOf } from '../../graph/attributes.ts'
import { inputsOf, outputOf, scalarLike, type GradientRule } from './gradientRule.ts'

const oneMinus = (graph: GraphBuilder, x: Value) => graph.sub(scalarLike(graph, 1, x), x)

/** 1 where `larger` exceeds `smaller`, 0 elsewhere, in their own type. */
const exceeds = (graph: GraphBuilder, larger: Value, smaller: Value) =>
  graph.cast(graph.greater(larger, smaller), larger.dtype)

/** Operators that act on each element by itself. `x` and `y` are an element before and after. */
export const elementwiseRules: Readonly<Record<string, GradientRule>> = {
  Identity: (_graph, _node, dy) => [dy],
  Cast: (graph, node, dy) => [graph.cast(dy, inputsOf(node)[0].dtype)],

  Add: (_graph, _node, dy) => [dy, dy],
  Sub: (graph, _node, dy) => [dy, graph.neg(dy)],
  Mul: (graph, node, dy) => {
    const [a, b] = inputsOf(node)
    return [graph.mul(dy, b), graph.mul(dy, a)]
  },
  Div: (graph, node, dy) => {
    const [, b] = inputsOf(node)
    const da = graph.div(dy, b)
    return [da, graph.neg(graph.mul(da, outputOf(node)))]
  },
  Pow: (graph, node, dy) => {
    const [base, exponent] = inputsOf(node)
    const oneLess = graph.sub(exponent, scalarLike(graph, 1, exponent))
    const slope = graph.mul(exponent, graph.pow(base, oneLess))
    return [graph.mul(dy, slope), graph.mul(dy, graph.mul(outputOf(node), graph.log(base)))]
  },

  Neg: (graph, _node, dy) => [graph.neg(dy)],
  Abs: (graph, node, dy) => {
    const [x] = inputsOf(node)
    const zero = scalarLike(graph, 0, x)
    // Not x / |x|, which is no number at 0, nor Sign, which WebGPU does not have.
    return [graph.mul(dy, graph.sub(exceeds(graph, x, zero), exceeds(graph, zero, x)))]
  },
  Sqrt: (graph, node, dy) => [graph.div(dy, graph.mul(outputOf(node), scalarLike(graph, 2, dy)))],
  Exp: (graph, node, dy) => [graph.mul(dy, outputOf(node))],
  Log: (graph, node, dy) => [graph.div(dy, inputsOf(node)[0])],
  Sin: (graph, node, dy) => [graph.mul(dy, graph.cos(inputsOf(node)[0]))],
  Cos: (graph, node, dy) => [graph.neg(graph.mul(dy, graph.sin(inputsOf(node)[0])))],
  Erf: (graph, node, dy) => {
    const [x] = inputsOf(node)
    const bell = graph.exp(graph.neg(graph.mul(x, x)))
    return [graph.mul(dy, graph.mul(bell, scalarLike(graph, 2 / Math.sqrt(Math.PI), x)))]
  },
  Relu: (graph, node, dy) => {
    const [x] = inputsOf(node)
    return [graph.where(graph.greater(x, scalarLike(graph, 0, x)), dy, scalarLike(graph, 0, dy))]
  },
  Clip: (graph, node, dy) => {
    const unchanged = graph.equal(inputsOf(node)[0], outputOf(node))
    return [graph.where(unchanged, dy, scalarLike(graph, 0, dy))]
  },
  Where: (graph, node, dy) => {
    const [condition] = inputsOf(node)
    const zero = scalarLike(graph, 0, dy)
    return [undefined, graph.where(condition, dy, zero), graph.where(condition, zero, dy)]
  },

  Sigmoid: (graph, node, dy) => {
    const y = outputOf(node)
    return [graph.mul(dy, graph.mul(y, oneMinus(graph, y)))]
  },
  /** y = x σ(αx), so y' = σ + αxσ(1 − σ) = σ (1 + αx(1 − σ)). Without y, which nothing else has to keep. */
  QuickGelu: (graph, node, dy) => {
    const [x] = inputsOf(node)
    const alpha = floatOf(node, 'alpha')
    const scaled = alpha === 1 ? x : graph.mul(x, scalarLike(graph, alpha, x))
    const sigmoid = graph.sigmoid(scaled)
    const rise = graph.add(graph.mul(scaled, oneMinus(graph, sigmoid)), scalarLike(graph, 1, x))
    return [graph.mul(dy, graph.mul(sigmoid, rise))]
  },
  /** y = x Φ(x), so y' = Φ(x) + x φ(x) with the normal distribution Φ and its density φ. */
  Gelu: (graph, node, dy) => {
    const [x] = inputsOf(node)
    const number = (value: number) => scalarLike(graph, value, x)
    const doubled = graph.add(graph.erf(graph.mul(x, number(Math.SQRT1_2))), number(1))
    const density = graph.exp(graph.mul(graph.mul(x, x), number(-0.5)))
    const rise = graph.mul(graph.mul(x, density), number(1 / Math.sqrt(2 * Math.PI)))
    return [graph.mul(dy, graph.add(graph.mul(doubled, number(0.5)), rise))]
  },
}

import { intOf } from '../../graph/attributes.ts'
import type { Node, Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'
import { fixed } from '../../graph/shape.ts'
import { inputsOf, integersOf, outputOf, scalarLike, type GradientRule } from './gradientRule.ts'

/** Sums, means and maxima over whole axes. */
export const reductionRules: Readonly<Record<string, GradientRule>> = {
  ReduceSum: (graph, node, dy) => [withAxes(graph, node, dy)],
  ReduceMean: (graph, node, dy) => [graph.div(withAxes(graph, node, dy), reducedCount(graph, node, dy))],
  /** Equal maxima share the gradient. */
  ReduceMax: (graph, node, dy) => {
    const [x] = inputsOf(node)
    const largest = graph.cast(graph.equal(x, withAxes(graph, node, outputOf(node))), dy.dtype)
    const count = graph.reduceSum(largest, integersOf(graph, node.inputs[1]), { keepAxes: true })
    return [graph.mul(graph.div(withAxes(graph, node, dy), count), largest)]
  },
}

/** A reduced value with its axes back as sides of 1. */
function withAxes(graph: GraphBuilder, node: Node, reduced: Value): Value {
  return intOf(node, 'keepdims', 1) === 1 ? reduced : graph.unsqueeze(reduced, integersOf(graph, node.inputs[1]))
}

/** How many elements each result was made of. */
function reducedCount(graph: GraphBuilder, node: Node, dy: Value): Value {
  const [x] = inputsOf(node)
  const sides = integersOf(graph, node.inputs[1]).map((axis) => x.shape[axis]!)
  if (sides.every((side) => typeof side === 'number')) {
    return scalarLike(
      graph,
      sides.reduce((product: number, side) => product * fixed(side), 1),
      dy,
    )
  }
  const count = (value: Value) => graph.cast(graph.countOf(value), dy.dtype)
  return graph.div(count(x), count(outputOf(node)))
}

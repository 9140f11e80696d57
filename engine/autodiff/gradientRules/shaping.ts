import { assert } from '../../errors/engineError.ts'
import { intOf, intsOf } from '../../graph/attributes.ts'
import type { Node, Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'
import { fixed, formatShape, type Dim } from '../../graph/shape.ts'
import { float32, tensor } from '../../tensor/tensor.ts'
import { inputsOf, integersOf, outputOf, type GradientRule } from './gradientRule.ts'

/** Operators that move elements, repeat them or leave some out. */
export const shapingRules: Readonly<Record<string, GradientRule>> = {
  Reshape: (graph, node, dy) => [shapedLike(graph, dy, inputsOf(node)[0])],
  Unsqueeze: (graph, node, dy) => [graph.reduceSum(dy, integersOf(graph, node.inputs[1]))],
  Transpose: (graph, node, dy) => {
    const permutation = intsOf(node, 'perm')
    return [
      graph.transpose(
        dy,
        permutation.map((_, axis) => permutation.indexOf(axis)),
      ),
    ]
  },

  Concat: (graph, node, dy) => {
    const axis = intOf(node, 'axis')
    return graph.split(
      dy,
      axis,
      node.inputs.map((part) => fixed(part!.shape[axis])),
    )
  },
  Split: (graph, node, dy, others) => {
    const parts = node.outputs.map((output, index) =>
      index === 0 ? dy : (others[index - 1] ?? graph.zerosLike(output)),
    )
    return [graph.concat(parts, intOf(node, 'axis'))]
  },
  Slice: (graph, node, dy) => {
    const [x] = inputsOf(node)
    const [start, end, axis] = node.inputs.slice(1).map((bound) => integersOf(graph, bound)[0]!)
    return [graph.pad(dy, axis!, start!, fixed(x.shape[axis!]) - end!)]
  },
  Pad: (graph, node, dy) => {
    const [before] = integersOf(graph, node.inputs[1])
    const [axis] = integersOf(graph, node.inputs[3])
    return [graph.slice(dy, axis!, before!, before! + fixed(inputsOf(node)[0].shape[axis!]))]
  },
  /** The walk sums what was repeated. */
  Expand: (_graph, _node, dy) => [dy],

  /** Every entry collects what was picked from it: oneHotᵀ dy, with one one-hot row for each index. */
  Gather: (graph, node, dy) => {
    const [table, indices] = inputsOf(node)
    assert(table.shape.length === 2, `${node.name}: no gradient to a table ${formatShape(table.shape)}`)
    const entries = fixed(table.shape[0])
    const numbers = graph.constant(
      tensor(
        'int64',
        [entries],
        BigInt64Array.from({ length: entries }, (_, i) => BigInt(i)),
      ),
    )
    const oneHot = graph.equal(graph.unsqueeze(graph.cast(indices, 'int64'), [indices.shape.length]), numbers)
    return [graph.matmul(graph.cast(oneHot, dy.dtype), dy, { transposeA: true })]
  },

  Resize: (graph, node, dy) => [shrunk(graph, node, dy)],
}

/**
 * `dy` in the shape of `x`. Where several sides of `x` were folded into one, only its sizes can say how to part them.
 */
function shapedLike(graph: GraphBuilder, dy: Value, x: Value): Value {
  const kept = (dim: Dim, axis: number) => typeof dim === 'number' || dim === dy.shape[axis]
  const open = x.shape.filter((dim, axis) => !kept(dim, axis))
  if (open.length <= 1) return graph.reshape(dy, x.shape)
  return graph.record('Reshape', [dy, graph.sizesOf(x)], [{ dtype: dy.dtype, shape: x.shape }])[0]!
}

/** Every pixel collects the ones that are its copies. */
function shrunk(graph: GraphBuilder, node: Node, dy: Value): Value {
  const [rows, channels, height, width] = inputsOf(node)[0].shape
  const [, , toHeight, toWidth] = outputOf(node).shape
  const from = [fixed(height), fixed(width)] as const
  const to = [fixed(toHeight), fixed(toWidth)] as const
  const [down, across] = [to[0] / from[0], to[1] / from[1]]
  if (Number.isInteger(down) && Number.isInteger(across)) {
    const blocks = graph.reshape(dy, [rows!, channels!, from[0], down, from[1], across])
    return graph.reduceSum(blocks, [3, 5])
  }
  const vertical = graph.cast(graph.constant(copies(from[0], to[0])), dy.dtype)
  const horizontal = graph.cast(graph.constant(copies(from[1], to[1])), dy.dtype)
  return graph.matmul(graph.matmul(vertical, dy), horizontal, { transposeB: true })
}

/** `[from, to]`: 1 where the target is a copy of the source, by the same floor as the resize. */
function copies(from: number, to: number) {
  const matrix = new Float32Array(from * to)
  for (let target = 0; target < to; target++) matrix[Math.floor((target * from) / to) * to + target] = 1
  return float32([from, to], matrix)
}

import { intOf } from '../../graph/attributes.ts'
import type { Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'
import { fixed } from '../../graph/shape.ts'
import { inputsOf, outputOf, type GradientRule } from './gradientRule.ts'

/**
 * O = P V with P = softmax(Q Kᵀ / √size + bias) for each head. The probabilities are computed again instead of being kept.
 * The softmax's row sums Σ P dP equal Σ O dO, which is shorter by the number of keys (Dao et al. 2022,
 * "FlashAttention", appendix B.2).
 */
const multiHeadAttention: GradientRule = (graph, node, dy) => {
  const [queries, keys, values] = inputsOf(node)
  const bias = node.inputs[5]
  const heads = intOf(node, 'num_heads')
  const factor = 1 / Math.sqrt(fixed(queries.shape[2]) / heads)
  const [q, k, v, out, dOut] = [queries, keys, values, outputOf(node), dy].map((x) => splitHeads(graph, x, heads))
  const scores = graph.matmul(q!, k!, { transposeB: true, factor })
  const probabilities = graph.softmax(bias ? graph.add(scores, bias) : scores)
  const dProbabilities = graph.matmul(dOut!, v!, { transposeB: true })
  const rowSums = graph.reduceSum(graph.mul(out!, dOut!), [3], { keepAxes: true })
  const dScores = graph.mul(probabilities, graph.sub(dProbabilities, rowSums))
  const merged = (x: Value, like: Value) => mergeHeads(graph, x, like)
  return [
    merged(graph.matmul(dScores, k!, { factor }), queries),
    merged(graph.matmul(dScores, q!, { transposeA: true, factor }), keys),
    merged(graph.matmul(probabilities, dOut!, { transposeA: true }), values),
    undefined,
    undefined,
    bias && dScores,
  ]
}

export const attentionRules: Readonly<Record<string, GradientRule>> = { MultiHeadAttention: multiHeadAttention }

/** `[rows, tokens, heads * size]` to `[rows, heads, tokens, size]`. */
function splitHeads(graph: GraphBuilder, x: Value, heads: number): Value {
  const [rows, tokens, width] = x.shape
  return graph.transpose(graph.reshape(x, [rows!, tokens!, heads, fixed(width) / heads]), [0, 2, 1, 3])
}

function mergeHeads(graph: GraphBuilder, x: Value, { shape }: Value): Value {
  return graph.reshape(graph.transpose(x, [0, 2, 1, 3]), shape)
}

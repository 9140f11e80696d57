import { intOf } from '../../graph/attributes.ts'
import type { Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'
import { fixed } from '../../graph/shape.ts'
import { bytesPerElement } from '../../tensor/tensor.ts'
import { inputsOf, outputOf, type GradientRule } from './gradientRule.ts'

export const attentionRules: Readonly<Record<string, GradientRule>> = {
  /**
   * O = P V with P = softmax(Q Kᵀ / √size + bias) for each head. The probabilities are computed again instead of being
   * kept, for some queries at a time. dP is needed only without its sums Σ P dP over the keys, which equal Σ O dO
   * (Dao et al. 2022, "FlashAttention", appendix B.2); as one more column of dO, that meets a column of ones of V, they
   * are subtracted by the product itself.
   */
  MultiHeadAttention: (graph, node, dy) => {
    const [queries, keys, values] = inputsOf(node)
    const bias = node.inputs[5]
    const heads = intOf(node, 'num_heads')
    const [q, k, v, out, dOut] = [queries, keys, values, outputOf(node), dy].map((x) => splitHeads(graph, x, heads))
    const sums = graph.reduceSum(graph.mul(out!, dOut!), [3], { keepAxes: true })
    const shared: SharedOperands = {
      keys: k!,
      valuesAndOnes: graph.pad(v!, 3, 0, 1, 1),
      factor: 1 / Math.sqrt(fixed(queries.shape[2]) / heads),
    }
    const sizes = chunkSizes(q!, k!)
    const [queryParts, dOutParts, sumParts] = [q!, dOut!, sums].map((x) => parts(graph, x, sizes))
    const biasParts = bias && parts(graph, bias, sizes)
    const chunks = sizes.map((_, index) => {
      const gradients = chunkGradients(graph, shared, {
        queries: queryParts![index]!,
        dOut: dOutParts![index]!,
        sums: sumParts![index]!,
        bias: biasParts?.[index],
      })
      return sizes.length === 1 ? gradients : finishedTogether(graph, gradients)
    })
    return [
      mergeHeads(
        graph,
        joined(
          graph,
          chunks.map((chunk) => chunk.dQueries),
        ),
        queries,
      ),
      mergeHeads(
        graph,
        summed(
          graph,
          chunks.map((chunk) => chunk.dKeys),
        ),
        keys,
      ),
      mergeHeads(
        graph,
        summed(
          graph,
          chunks.map((chunk) => chunk.dValues),
        ),
        values,
      ),
      undefined,
      undefined,
      bias &&
        joined(
          graph,
          chunks.map((chunk) => chunk.dScores),
        ),
    ]
  },
}

interface SharedOperands {
  readonly keys: Value
  readonly valuesAndOnes: Value
  readonly factor: number
}

/** What belongs to some of the queries. */
interface Chunk {
  readonly queries: Value
  readonly dOut: Value
  readonly sums: Value
  readonly bias: Value | undefined
}

interface ChunkGradients {
  readonly dQueries: Value
  /** The chunk's share of the sum over all chunks. */
  readonly dKeys: Value
  readonly dValues: Value
  readonly dScores: Value
}

function chunkGradients(graph: GraphBuilder, shared: SharedOperands, chunk: Chunk): ChunkGradients {
  const { keys, valuesAndOnes, factor } = shared
  const { queries, dOut, sums, bias } = chunk
  const scores = graph.matmul(queries, keys, { transposeB: true, factor })
  const probabilities = graph.softmax(bias ? graph.add(scores, bias) : scores)
  const dOutAndSums = graph.concat([dOut, graph.neg(sums)], 3)
  const dProbabilities = graph.matmul(dOutAndSums, valuesAndOnes, { transposeB: true })
  const dScores = graph.mul(probabilities, dProbabilities)
  return {
    dQueries: graph.matmul(dScores, keys, { factor }),
    dKeys: graph.matmul(dScores, queries, { transposeA: true, factor }),
    dValues: graph.matmul(probabilities, dOut, { transposeA: true }),
    dScores,
  }
}

/**
 * Makes the runtime finish one chunk before it begins another. It computes what is needed next, from the last node
 * backwards: all of dKeys would come before any of dQueries, with the probabilities of every chunk in memory. Here
 * whoever needs one of the three gets all of them.
 */
function finishedTogether(graph: GraphBuilder, chunk: ChunkGradients): ChunkGradients {
  const gradients = [chunk.dQueries, chunk.dKeys, chunk.dValues]
  const sizes = gradients.map(({ shape }) => fixed(shape[2]))
  const [dQueries, dKeys, dValues] = graph.split(graph.concat(gradients, 2), 2, sizes)
  return { dQueries: dQueries!, dKeys: dKeys!, dValues: dValues!, dScores: chunk.dScores }
}

/** Scores of one row that are in memory at once, unless that makes too many chunks. */
const chunkBytes = 2 ** 22
const mostChunks = 16

/**
 * How many queries are dealt with at a time. Where the number of keys is open, it is small: they are tokens of a text.
 */
function chunkSizes(queries: Value, keys: Value): number[] {
  const [, heads, tokens] = queries.shape
  const keyTokens = keys.shape[2]
  const count = fixed(tokens)
  if (typeof keyTokens !== 'number') return [count]
  const bytes = fixed(heads) * count * keyTokens * bytesPerElement[queries.dtype]
  const size = Math.ceil(count / Math.min(mostChunks, Math.ceil(bytes / chunkBytes)))
  const whole = Math.floor(count / size)
  const rest = count - whole * size
  return [...Array.from({ length: whole }, () => size), ...(rest === 0 ? [] : [rest])]
}

/** `x` cut along the axis of queries. */
function parts(graph: GraphBuilder, x: Value, sizes: readonly number[]): Value[] {
  return sizes.length === 1 ? [x] : graph.split(x, 2, sizes)
}

function joined(graph: GraphBuilder, chunks: readonly Value[]): Value {
  return chunks.length === 1 ? chunks[0]! : graph.concat(chunks, 2)
}

function summed(graph: GraphBuilder, chunks: readonly Value[]): Value {
  return chunks.reduce((sum, chunk) => graph.add(sum, chunk))
}

/** `[rows, tokens, heads * size]` to `[rows, heads, tokens, size]`. */
function splitHeads(graph: GraphBuilder, x: Value, heads: number): Value {
  const [rows, tokens, width] = x.shape
  return graph.transpose(graph.reshape(x, [rows!, tokens!, heads, fixed(width) / heads]), [0, 2, 1, 3])
}

function mergeHeads(graph: GraphBuilder, x: Value, { shape }: Value): Value {
  return graph.reshape(graph.transpose(x, [0, 2, 1, 3]), shape)
}

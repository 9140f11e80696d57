import { assert } from '../../errors/engineError.ts'
import { int } from '../../graph/attributes.ts'
import type { Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'
import { fixed } from '../../graph/shape.ts'
import type { NetworkBuilder } from '../networkBuilder.ts'
import { project, type AttentionOptions } from './attention.ts'
import { linearSlot, unadaptedLinear } from './linear.ts'

export interface SegmentedAttentionOptions extends Omit<AttentionOptions, 'bias' | 'readProbabilities'> {
  /** m: how much each token of the picture reads of each segment, `[rows or 1, segments, tokens, 1]`; Σ m = 1. */
  readonly shares: Value
  /** Receives the probabilities `[rows, segments, heads, tokens, contextTokens]` of a decomposed attention. */
  readonly readProbabilities?: (probabilities: Value) => void
}

/**
 * Attention of a picture, `x [rows, tokens, width]`, to a text in segments, `[rows, segments, contextTokens,
 * contextWidth]`: one softmax within each segment, and the results mixed by shares. This is the region injection of
 * LoRA-Composer (Yang et al. 2024, section 3.3), whose boxes are shares of 0 and 1, or 1/c where c boxes overlap.
 *
 * y = W Σ m a + b + up Σ m gate ⊙ (down a), both sums over the segments, with a the attention to one segment. That
 * equals Σ m (W a + b + up (gate ⊙ (down a))), each segment's own output projection with its own adapters, for all
 * shares that add up to 1.
 */
export function segmentedAttention(
  network: NetworkBuilder,
  layer: string,
  x: Value,
  options: SegmentedAttentionOptions,
): Value {
  const { graph } = network
  const { queries, keys, values } = project(network, layer, x, options)
  const attend = options.flavour === 'decomposed' ? attendDecomposed : attendFused
  const attended = graph.within(layer, () => attend(graph, queries, keys, values, options))
  return projectSegments(network, `${layer}.${options.names.out}`, attended, fixed(x.shape.at(-1)), options.shares)
}

/**
 * The fused attention with segments as further rows: `[rows · segments, tokens, inner]`. With a single segment it is
 * bit for bit what an attention without segments computes, and devices have kernels for it that keep no probabilities.
 * On two cores the decomposed form would be faster by 1 % to 4 % of a whole network.
 */
function attendFused(
  graph: GraphBuilder,
  queries: Value,
  keys: Value,
  values: Value,
  { heads, readProbabilities }: SegmentedAttentionOptions,
): Value {
  assert(!readProbabilities, 'a fused attention shows no probabilities')
  const repeated = repeatForSegments(graph, queries, keys)
  const [q, k, v] = [repeated, keys, values].map((x) => graph.reshape(x, [foldedRows, ...x.shape.slice(2)]))
  const attended = graph.multiHeadAttention(q!, k!, v!, heads)
  return unfold(graph, attended, repeated)
}

/** The name of an axis that holds rows and segments. */
const foldedRows = 'rows*segments'

/** Queries `[rows, tokens, inner]` once for each segment of the keys: `[rows, segments, tokens, inner]`. */
function repeatForSegments(graph: GraphBuilder, queries: Value, keys: Value): Value {
  const [rows, tokens, inner] = queries.shape
  const bounds = { start: int(1), end: int(2) }
  const [segments] = graph.record('Shape', [keys], [{ dtype: 'int64', shape: [1] }], bounds)
  const sizes = graph.concat([graph.integers([1]), segments!, graph.integers([1, 1])], 0)
  const shape = [rows!, keys.shape[1]!, tokens!, inner!]
  return graph.record('Expand', [graph.unsqueeze(queries, [1]), sizes], [{ dtype: queries.dtype, shape }])[0]!
}

/**
 * Folded rows apart again, to the shape of `like`. Two sides are open, so that only the sizes of `like` can say which.
 */
function unfold(graph: GraphBuilder, x: Value, like: Value): Value {
  return graph.record('Reshape', [x, graph.sizesOf(like)], [{ dtype: x.dtype, shape: like.shape }])[0]!
}

function attendDecomposed(
  graph: GraphBuilder,
  queries: Value,
  keys: Value,
  values: Value,
  { heads, readProbabilities }: SegmentedAttentionOptions,
): Value {
  const factor = 1 / Math.sqrt(fixed(queries.shape.at(-1)) / heads)
  const [q, k, v] = [graph.unsqueeze(queries, [1]), keys, values].map((x) => splitHeads(graph, x, heads))
  const probabilities = graph.softmax(graph.matmul(q!, k!, { transposeB: true, factor }))
  readProbabilities?.(probabilities)
  const attended = graph.transpose(graph.matmul(probabilities, v!), [0, 1, 3, 2, 4])
  const [rows, segments, tokens] = attended.shape
  return graph.reshape(attended, [rows!, segments!, tokens!, fixed(queries.shape.at(-1))])
}

/** `[rows, segments, tokens, heads * size]` to `[rows, segments, heads, tokens, size]`. */
function splitHeads(graph: GraphBuilder, x: Value, heads: number): Value {
  const [rows, segments, tokens, width] = x.shape
  const split = graph.reshape(x, [rows!, segments!, tokens!, heads, fixed(width) / heads])
  return graph.transpose(split, [0, 1, 3, 2, 4])
}

/** W Σ m a + b + up Σ m gate ⊙ (down a). */
function projectSegments(
  network: NetworkBuilder,
  layer: string,
  attended: Value,
  outFeatures: number,
  shares: Value,
): Value {
  const { graph } = network
  const mixed = (x: Value) => graph.reduceSum(graph.mul(x, shares), [1])
  return graph.within(layer, () => {
    const y = unadaptedLinear(network, layer, mixed(attended), outFeatures)
    if (!network.adaptable) return y
    const inFeatures = fixed(attended.shape.at(-1))
    const slot = linearSlot(network, layer, inFeatures, outFeatures, { type: 'segments' })
    const gated = graph.mul(graph.matmulTransposed(attended, slot.down), slot.gate)
    return graph.add(y, graph.matmulTransposed(mixed(gated), slot.up))
  })
}

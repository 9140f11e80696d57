import { assert } from '../../errors/engineError.ts'
import type { Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'
import { fixed } from '../../graph/shape.ts'
import type { SlotGrid } from '../../graph/slot.ts'
import type { NetworkBuilder } from '../networkBuilder.ts'
import { linear } from './linear.ts'

/** Names of the four projections below an attention module. */
export interface AttentionNames {
  readonly queries: string
  readonly keys: string
  readonly values: string
  readonly out: string
}

/** UNet and VAE, in diffusers naming. */
export const diffusersAttention: AttentionNames = { queries: 'to_q', keys: 'to_k', values: 'to_v', out: 'to_out.0' }

/** The text encoders, in transformers naming. */
export const clipAttention: AttentionNames = { queries: 'q_proj', keys: 'k_proj', values: 'v_proj', out: 'out_proj' }

/**
 * How softmax(Q Kᵀ / √size + bias) V is written: as one operator that the runtime computes in its own way, or as the
 * products and the softmax that it consists of, where the probabilities can be read.
 */
export type AttentionFlavour = 'fused' | 'decomposed'

/** What is attended to: tokens that keys and values are made of, or keys and values that were made before. */
export type AttentionContext =
  | { readonly type: 'tokens'; readonly tokens: Value; readonly grid: SlotGrid }
  | { readonly type: 'keys'; readonly keys: Value; readonly values: Value }

export interface AttentionOptions {
  readonly heads: number
  readonly names: AttentionNames
  /** What the queries are tokens of. */
  readonly grid: SlotGrid
  /** The queries' own tokens unless given. */
  readonly context?: AttentionContext
  /** Added to the scores before the softmax: `[rows or 1, heads or 1, tokens, contextTokens]`. */
  readonly bias?: Value
  /** Fused unless given. */
  readonly flavour?: AttentionFlavour
  /** Receives the probabilities `[rows, heads, tokens, contextTokens]` of a decomposed attention. */
  readonly readProbabilities?: (probabilities: Value) => void
}

/**
 * Multi-head attention with its projections: `x [rows, tokens, width]` to the same shape. The inner width is what the
 * stored query projection says.
 */
export function attention(network: NetworkBuilder, layer: string, x: Value, options: AttentionOptions): Value {
  const { names, grid } = options
  const { queries, keys, values } = project(network, layer, x, options)
  const mixed = network.graph.within(layer, () => mix(network.graph, queries, keys, values, options))
  return linear(network, `${layer}.${names.out}`, mixed, fixed(x.shape.at(-1)), grid)
}

/** Queries of `x`, and keys and values of what it attends to. */
export function project(
  network: NetworkBuilder,
  layer: string,
  x: Value,
  { names, grid, context = { type: 'tokens', tokens: x, grid } }: AttentionOptions,
): { queries: Value; keys: Value; values: Value } {
  const inner = network.shapeOf(`${layer}.${names.queries}.weight`)[0]!
  const queries = linear(network, `${layer}.${names.queries}`, x, inner, grid)
  if (context.type === 'keys') return { queries, keys: context.keys, values: context.values }
  return { queries, ...projectContext(network, layer, inner, names, context) }
}

/** Keys and values of the tokens that are attended to, each of the width `inner`. */
export function projectContext(
  network: NetworkBuilder,
  layer: string,
  inner: number,
  names: AttentionNames,
  { tokens, grid }: { readonly tokens: Value; readonly grid: SlotGrid },
): { keys: Value; values: Value } {
  const keys = linear(network, `${layer}.${names.keys}`, tokens, inner, grid)
  const values = linear(network, `${layer}.${names.values}`, tokens, inner, grid)
  return { keys, values }
}

function mix(graph: GraphBuilder, queries: Value, keys: Value, values: Value, options: AttentionOptions): Value {
  const { heads, bias, flavour = 'fused', readProbabilities } = options
  if (flavour === 'fused') {
    assert(!readProbabilities, 'a fused attention shows no probabilities')
    return graph.multiHeadAttention(queries, keys, values, heads, bias)
  }
  const factor = 1 / Math.sqrt(fixed(queries.shape[2]) / heads)
  const [q, k, v] = [queries, keys, values].map((x) => splitHeads(graph, x, heads))
  const scores = graph.matmul(q!, k!, { transposeB: true, factor })
  const probabilities = graph.softmax(bias ? graph.add(scores, bias) : scores)
  readProbabilities?.(probabilities)
  return graph.reshape(graph.transpose(graph.matmul(probabilities, v!), [0, 2, 1, 3]), queries.shape)
}

/** `[rows, tokens, heads * size]` to `[rows, heads, tokens, size]`. */
function splitHeads(graph: GraphBuilder, x: Value, heads: number): Value {
  const [rows, tokens, width] = x.shape
  return graph.transpose(graph.reshape(x, [rows!, tokens!, heads, fixed(width) / heads]), [0, 2, 1, 3])
}

import type { Value } from '../../graph/graph.ts'
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

export interface AttentionOptions {
  readonly heads: number
  readonly names: AttentionNames
  /** What the queries are tokens of. */
  readonly grid: SlotGrid
  /** What is attended to, and what its tokens are; the queries' own tokens unless given. */
  readonly context?: { readonly tokens: Value; readonly grid: SlotGrid }
  /** Added to the scores before the softmax; broadcast to `[rows, heads, tokens, contextTokens]`. */
  readonly bias?: Value
}

/**
 * Multi-head attention with its projections: `x [rows, tokens, width]` to the same shape. The inner width is what the
 * stored query projection says.
 */
export function attention(network: NetworkBuilder, layer: string, x: Value, options: AttentionOptions): Value {
  const { heads, names, grid, bias } = options
  const context = options.context ?? { tokens: x, grid }
  const inner = network.shapeOf(`${layer}.${names.queries}.weight`)[0]!
  const queries = linear(network, `${layer}.${names.queries}`, x, inner, grid)
  const keys = linear(network, `${layer}.${names.keys}`, context.tokens, inner, context.grid)
  const values = linear(network, `${layer}.${names.values}`, context.tokens, inner, context.grid)
  const mixed = network.graph.within(layer, () => network.graph.multiHeadAttention(queries, keys, values, heads, bias))
  return linear(network, `${layer}.${names.out}`, mixed, fixed(x.shape.at(-1)), grid)
}

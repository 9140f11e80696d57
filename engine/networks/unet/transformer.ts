import type { Value } from '../../graph/graph.ts'
import { fixed } from '../../graph/shape.ts'
import type { SlotGrid } from '../../graph/slot.ts'
import type { NetworkBuilder } from '../networkBuilder.ts'
import { attention, diffusersAttention } from '../layers/attention.ts'
import { toImage, toTokens } from '../layers/imageTokens.ts'
import { linear } from '../layers/linear.ts'
import { groupNorm, layerNorm } from '../layers/normalization.ts'
import { segmentedAttention } from '../layers/segmentedAttention.ts'
import type { AttentionReader, AttentionType } from './attentionMaps.ts'
import type { AttentionMasks } from './attentionMasks.ts'
import type { TextContext } from './textContext.ts'

export interface TransformerOptions {
  readonly heads: number
  readonly depth: number
  readonly groups: number
  /** Whether the first attention of each block also reads the text instead of the picture. */
  readonly onlyCrossAttention: boolean
  readonly text: TextContext
  /** Who reads the attention probabilities of a block. */
  readonly reader?: AttentionReader | undefined
  /** Who may look at whom. */
  readonly masks?: AttentionMasks | undefined
}

type ImageGrid = Extract<SlotGrid, { type: 'image' }>

/** Fixed in diffusers' `Transformer2DModel` and `BasicTransformerBlock`, whatever the config says of other norms. */
const groupNormEpsilon = 1e-6
const layerNormEpsilon = 1e-5

/**
 * A stack of transformer blocks over a picture, with a residual around it (diffusers `Transformer2DModel`). The
 * projections are matrices over tokens; checkpoints that store them as 1x1 convolutions hold the same bytes.
 */
export function transformer(network: NetworkBuilder, layer: string, x: Value, options: TransformerOptions): Value {
  const { graph } = network
  const [, channels, height, width] = x.shape.map((dim, axis) => (axis === 0 ? 0 : fixed(dim)))
  const grid: ImageGrid = { type: 'image', height: height!, width: width! }
  const inner = network.shapeOf(`${layer}.proj_in.weight`)[0]!
  const normalised = groupNorm(network, `${layer}.norm`, x, options.groups, groupNormEpsilon)
  let tokens = linear(network, `${layer}.proj_in`, toTokens(graph, normalised), inner, grid)
  for (let index = 0; index < options.depth; index++) {
    tokens = transformerBlock(network, `${layer}.transformer_blocks.${index}`, tokens, grid, options)
  }
  const out = linear(network, `${layer}.proj_out`, tokens, channels!, grid)
  return graph.add(toImage(graph, out, height!, width!), x)
}

/** Self-attention, cross-attention and feed-forward, each normalised before and added after. */
function transformerBlock(
  network: NetworkBuilder,
  layer: string,
  x: Value,
  grid: ImageGrid,
  { heads, text, onlyCrossAttention, reader, masks }: TransformerOptions,
): Value {
  const { graph } = network
  const norm = (index: number, tokens: Value) => layerNorm(network, `${layer}.norm${index}`, tokens, layerNormEpsilon)
  const base = { heads, grid, names: diffusersAttention }
  const seen = (type: AttentionType) => {
    const bias = masks?.biasOf(type, grid.height, grid.width)
    return { ...(bias && { bias }), ...reader?.(layer, type) }
  }
  const cross = { ...base, ...seen('cross') }
  const shares = text.sharesOf(grid.height, grid.width)
  const readText = (attn: string, tokens: Value) => {
    const options = { ...cross, context: text.contextOf(attn) }
    return shares
      ? segmentedAttention(network, attn, tokens, { ...options, shares })
      : attention(network, attn, tokens, options)
  }
  const lookAround = (attn: string, tokens: Value) => attention(network, attn, tokens, { ...base, ...seen('self') })
  const first = onlyCrossAttention ? readText : lookAround
  const looked = graph.add(x, first(`${layer}.attn1`, norm(1, x)))
  const told = graph.add(looked, readText(`${layer}.attn2`, norm(2, looked)))
  return graph.add(told, feedForward(network, `${layer}.ff`, norm(3, told), grid))
}

/** GEGLU (Shazeer 2020): one half of a projection gates the other through GELU. */
function feedForward(network: NetworkBuilder, layer: string, x: Value, grid: SlotGrid): Value {
  const { graph } = network
  const doubled = network.shapeOf(`${layer}.net.0.proj.weight`)[0]!
  const inner = doubled / 2
  const projected = linear(network, `${layer}.net.0.proj`, x, doubled, grid)
  const gated = graph.within(layer, () => {
    const [content, gate] = graph.split(projected, 2, [inner, inner])
    return graph.mul(content!, graph.gelu(gate!))
  })
  return linear(network, `${layer}.net.2`, gated, fixed(x.shape.at(-1)), grid)
}

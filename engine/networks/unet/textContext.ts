import type { UNetConfig } from '../../checkpoint/configs/unetConfig.ts'
import type { Value } from '../../graph/graph.ts'
import type { Dim } from '../../graph/shape.ts'
import type { SlotGrid } from '../../graph/slot.ts'
import { diffusersAttention, type AttentionContext } from '../layers/attention.ts'
import type { NetworkBuilder } from '../networkBuilder.ts'
import { declareSegmentShares, type SegmentShares } from './segmentShares.ts'

export interface TextOptions {
  /**
   * Divides the text into segments of so many tokens, the first for the background and one for each region; how many
   * there are is open. Each is attended to on its own, and shares say how much of each a cell of the picture takes. The
   * text is one piece unless given.
   */
  readonly segmentTokens?: number
  /**
   * Whether keys and values of the text are computed from its embeddings or are inputs, the outputs of `buildTextKeys`.
   * Computed unless given.
   */
  readonly keys?: 'computed' | 'given'
}

/** The text of a UNet under construction, as its attentions read it. */
export interface TextContext {
  /** What the attention `layer` attends to. */
  contextOf(layer: string): AttentionContext
  /**
   * How much of each segment the cells of a grid take, `[rows or 1, segments, height · width, 1]`; for a text in
   * segments.
   */
  sharesOf(height: number, width: number): Value | undefined
  readonly segmentShares: readonly SegmentShares[]
}

/** Declares the inputs that bring the text into a network. */
export function declareText(network: NetworkBuilder, config: UNetConfig, options: TextOptions): TextContext {
  const { graph } = network
  const { segmentTokens, keys = 'computed' } = options
  const shares = segmentTokens === undefined ? undefined : declareSegmentShares(graph)
  const contextOf = keys === 'given' ? givenKeys(network, options) : embeddings(network, config, options)
  return {
    contextOf,
    sharesOf: (height, width) => shares?.shareOf(height, width),
    segmentShares: shares?.shares ?? [],
  }
}

/** Declares `textEmbeddings`, `[rows, textTokens, width]` or `[rows, segments, segmentTokens, width]`. */
export function declareTextEmbeddings(
  { graph }: NetworkBuilder,
  config: UNetConfig,
  options: TextOptions,
): { tokens: Value; grid: SlotGrid } {
  const shape = ['rows', ...tokenAxes(options), config.crossAttentionDim[0]!]
  const tokens = graph.input('textEmbeddings', 'float32', shape)
  return { tokens, grid: { type: options.segmentTokens === undefined ? 'text' : 'segments' } }
}

/** Names of the keys and values of an attention, as an input and as an output. */
export function textKeyNames(layer: string): { keys: string; values: string } {
  return { keys: `${layer}:keys`, values: `${layer}:values` }
}

function embeddings(network: NetworkBuilder, config: UNetConfig, options: TextOptions): TextContext['contextOf'] {
  const { tokens, grid } = declareTextEmbeddings(network, config, options)
  return () => ({ type: 'tokens', tokens, grid })
}

function givenKeys(network: NetworkBuilder, options: TextOptions): TextContext['contextOf'] {
  return (layer) => {
    const inner = network.shapeOf(`${layer}.${diffusersAttention.queries}.weight`)[0]!
    const shape = ['rows', ...tokenAxes(options), inner]
    const names = textKeyNames(layer)
    const [keys, values] = [names.keys, names.values].map((name) => network.graph.input(name, 'float32', shape))
    return { type: 'keys', keys: keys!, values: values! }
  }
}

function tokenAxes({ segmentTokens }: TextOptions): readonly Dim[] {
  return segmentTokens === undefined ? ['textTokens'] : ['segments', segmentTokens]
}

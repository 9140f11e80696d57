import type { Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'
import type { AttentionType } from './attentionMaps.ts'

/** What is added to attention scores before the softmax: 0 lets pass, a large negative number hides. */
export interface AttentionMask {
  /** Name of the graph input, `[1 or rows, 1, height · width, contextTokens]`. */
  readonly input: string
  readonly type: AttentionType
  /** The grid of the queries; one input serves every layer on it. */
  readonly height: number
  readonly width: number
}

/** The masks of a network under construction, made as layers ask for them. */
export interface AttentionMasks {
  readonly masks: readonly AttentionMask[]
  biasOf(type: AttentionType, height: number, width: number): Value | undefined
}

/**
 * Declares one input for each type of attention and grid that is masked: who may look at whom is the same in all layers
 * of a grid. Self-attention on grids of more than `mostCells` cells is not masked: a mask holds a number for every two
 * cells.
 */
export function declareAttentionMasks(
  graph: GraphBuilder,
  masked: readonly AttentionType[],
  mostCells = Infinity,
): AttentionMasks {
  const masks: AttentionMask[] = []
  const values = new Map<string, Value>()
  return {
    masks,
    biasOf(type, height, width) {
      if (!masked.includes(type) || (type === 'self' && height * width > mostCells)) return undefined
      const input = `${type}AttentionMask ${height}x${width}`
      const known = values.get(input)
      if (known) return known
      const tokens = height * width
      const shape = ['mask:gateRows', 1, tokens, type === 'cross' ? 'textTokens' : tokens]
      const value = graph.input(input, 'float32', shape)
      values.set(input, value)
      masks.push({ input, type, height, width })
      return value
    },
  }
}

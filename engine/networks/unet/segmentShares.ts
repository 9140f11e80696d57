import type { Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'

/** How much each cell of a grid reads of each segment of the text; the shares of a cell add up to 1. */
export interface SegmentShares {
  /** Name of the graph input, `[1 or rows, segments, height · width, 1]`. */
  readonly input: string
  /** The grid of the queries; one input serves every layer on it. */
  readonly height: number
  readonly width: number
}

/** The shares of a network under construction, made as layers ask for them. */
export interface SegmentSharesInputs {
  readonly shares: readonly SegmentShares[]
  shareOf(height: number, width: number): Value
}

/** Declares one input for each grid that reads the text: who reads what is the same in all layers of a grid. */
export function declareSegmentShares(graph: GraphBuilder): SegmentSharesInputs {
  const shares: SegmentShares[] = []
  const values = new Map<string, Value>()
  return {
    shares,
    shareOf(height, width) {
      const input = `segmentShares ${height}x${width}`
      const known = values.get(input)
      if (known) return known
      const value = graph.input(input, 'float32', ['shares:gateRows', 'segments', height * width, 1])
      values.set(input, value)
      shares.push({ input, height, width })
      return value
    },
  }
}

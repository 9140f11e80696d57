import { EngineError } from '../../errors/engineError.ts'
import type { Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'
import { fixed } from '../../graph/shape.ts'
import type { AttentionOptions } from '../layers/attention.ts'
import type { GuidanceGrid } from './guidanceGrid.ts'

/** Whether the picture attends to the text or to itself. */
export type AttentionType = 'cross' | 'self'

/** What an attention of a transformer block is built with, so that its probabilities are read. */
export type AttentionReader = (
  block: string,
  type: AttentionType,
) => Pick<AttentionOptions, 'flavour' | 'readProbabilities'>

/** The attention maps of a network under construction. */
export interface AttentionMaps {
  readonly reader: AttentionReader
  /**
   * The plain mean over all heads of all blocks that were read: `[rows, tokens, contextTokens]`, with the segments of a
   * text behind the rows.
   */
  mean(type: AttentionType): Value
}

/** Reads the blocks of the guidance grid and leaves all others as they are. */
export function collectAttentionMaps(graph: GraphBuilder, { layers }: GuidanceGrid): AttentionMaps {
  const collected: Record<AttentionType, Value[]> = { cross: [], self: [] }
  return {
    reader: (block, type) => {
      if (!layers.includes(block)) return {}
      return { flavour: 'decomposed', readProbabilities: (probabilities) => collected[type].push(probabilities) }
    },
    mean: (type) => graph.within(`${type} attention map`, () => meanOverHeads(graph, collected[type], type)),
  }
}

function meanOverHeads(graph: GraphBuilder, maps: readonly Value[], type: AttentionType): Value {
  const headsAxis = (map: Value) => map.shape.length - 3
  const [first, ...rest] = maps.map((map) => graph.reduceSum(map, [headsAxis(map)]))
  if (!first) {
    const message = `This model has no ${type}-attention where its attention could be guided.`
    throw new EngineError('model-unsupported', message, 'Choose a method that works without attention maps.')
  }
  const heads = maps.reduce((sum, map) => sum + fixed(map.shape[headsAxis(map)]), 0)
  return graph.mul(
    rest.reduce((sum, map) => graph.add(sum, map), first),
    graph.scalar(1 / heads),
  )
}

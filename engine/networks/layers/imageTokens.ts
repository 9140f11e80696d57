import type { Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'
import { fixed } from '../../graph/shape.ts'

/** `[rows, channels, height, width]` to `[rows, height * width, channels]`. */
export function toTokens(graph: GraphBuilder, x: Value): Value {
  const [rows, channels, height, width] = x.shape
  return graph.transpose(graph.reshape(x, [rows!, channels!, fixed(height) * fixed(width)]), [0, 2, 1])
}

/** `[rows, height * width, channels]` to `[rows, channels, height, width]`. */
export function toImage(graph: GraphBuilder, tokens: Value, height: number, width: number): Value {
  const [rows, , channels] = tokens.shape
  return graph.reshape(graph.transpose(tokens, [0, 2, 1]), [rows!, channels!, height, width])
}

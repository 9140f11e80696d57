import { bytesPerElement, elementCount } from '../tensor/tensor.ts'
import type { Graph, Node, Value } from './graph.ts'
import { runOrder } from './runOrder.ts'
import { bindShape } from './shape.ts'

/**
 * The most bytes of intermediate values that are alive at once when the runtime runs the nodes, with the attention
 * scores that a fused attention holds inside. Weights are not counted: they are pages of their file. `sizes` gives the
 * named sides; those of adapter slots count as empty unless given.
 */
export function peakActivationBytes(graph: Graph, sizes: Readonly<Record<string, number>>): number {
  const constants = new Set(graph.initializers.map(({ value }) => value))
  const bytesOf = (value: Value) =>
    elementCount(bindShape(value.shape, withEmptySlots(value, sizes))) * bytesPerElement[value.dtype]
  const nodes = runOrder(graph)
  const lastUse = new Map<Value, number>()
  nodes.forEach((node, index) => {
    for (const input of node.inputs) if (input) lastUse.set(input, index)
  })
  for (const output of graph.outputs) lastUse.set(output, nodes.length)

  let alive = graph.inputs.reduce((sum, input) => sum + bytesOf(input), 0)
  let peak = alive
  nodes.forEach((node, index) => {
    for (const output of node.outputs) alive += bytesOf(output)
    peak = Math.max(peak, alive + scratchBytes(node, sizes))
    const finished = new Set([...node.inputs, ...node.outputs])
    for (const value of finished) {
      const done = value && !constants.has(value) && (lastUse.get(value) ?? index) === index
      if (done) alive -= bytesOf(value)
    }
  })
  return peak
}

/** Attention scores `[rows, heads, tokens, keyTokens]`, the one operator whose inside outweighs its operands. */
function scratchBytes(node: Node, sizes: Readonly<Record<string, number>>): number {
  const heads = node.attributes['num_heads']
  if (node.opType !== 'MultiHeadAttention' || heads?.type !== 'int') return 0
  const [queries, keys] = node.inputs
  const [rows, tokens] = bindShape(queries!.shape, sizes)
  const [, keyTokens] = bindShape(keys!.shape, sizes)
  return rows! * heads.value * tokens! * keyTokens! * bytesPerElement[queries!.dtype]
}

function withEmptySlots(value: Value, sizes: Readonly<Record<string, number>>): Record<string, number> {
  const result: Record<string, number> = {}
  for (const dim of value.shape) if (typeof dim === 'string') result[dim] = sizes[dim] ?? 0
  return result
}

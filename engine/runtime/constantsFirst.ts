import type { Graph, Node, Value } from '../graph/graph.ts'

/**
 * Puts the nodes that depend on weights alone, such as conversions of halves, in front of all others. That makes
 * onnxruntime run each of them last among what its reader needs: it walks from the outputs backwards and, of a node's
 * inputs, first follows the one that was written last. Behind their readers' other inputs it would run all of them
 * before everything else, with every converted weight in memory at once.
 */
export function constantsFirst(graph: Graph): Graph {
  const constants = new Set<Value>(graph.initializers.map(({ value }) => value))
  const first: Node[] = []
  const rest: Node[] = []
  for (const node of graph.nodes) {
    const isConstant = node.inputs.every((input) => input === undefined || constants.has(input))
    if (isConstant) for (const output of node.outputs) constants.add(output)
    const place = isConstant ? first : rest
    place.push(node)
  }
  return { ...graph, nodes: [...first, ...rest] }
}

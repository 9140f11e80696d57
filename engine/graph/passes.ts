import type { Graph, Node, Value } from './graph.ts'

/** Keeps only what the outputs need: nodes, initializers and inputs that nothing reads are gone. */
export function pruneUnused(graph: Graph): Graph {
  const needed = new Set<Value>(graph.outputs)
  const nodes: Node[] = []
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some((output) => needed.has(output))) continue
    for (const input of node.inputs) if (input) needed.add(input)
    nodes.push(node)
  }
  return {
    ...graph,
    inputs: graph.inputs.filter((input) => needed.has(input)),
    initializers: graph.initializers.filter(({ value }) => needed.has(value)),
    nodes: nodes.reverse(),
  }
}

/** Nodes that compute the same from the same become one. */
export function mergeDuplicates(graph: Graph): Graph {
  const replacement = new Map<Value, Value>()
  const seen = new Map<string, Node>()
  const outputs = new Set(graph.outputs)
  const nodes: Node[] = []
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((input) => input && (replacement.get(input) ?? input))
    const key = JSON.stringify([node.domain, node.opType, inputs.map((input) => input?.name ?? ''), node.attributes])
    const twin = seen.get(key)
    if (twin && !node.outputs.some((output) => outputs.has(output))) {
      node.outputs.forEach((output, index) => replacement.set(output, twin.outputs[index]!))
      continue
    }
    const merged = { ...node, inputs }
    if (!twin) seen.set(key, merged)
    nodes.push(merged)
  }
  return { ...graph, nodes }
}

/** Every pass that is worth its time on any graph, in an order in which each helps the next. */
export function simplify(graph: Graph): Graph {
  return pruneUnused(mergeDuplicates(graph))
}

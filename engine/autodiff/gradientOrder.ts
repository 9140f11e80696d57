import type { Graph, Node, Value } from '../graph/graph.ts'
import { pruneUnused } from '../graph/passes.ts'

/**
 * A gradient graph in the order that keeps the least in memory: the nodes that depend on a cotangent behind all others,
 * and with conversions of weights of their own.
 *
 * The runtime walks from the outputs backwards and, of a node's inputs, first follows the one that was written last. So
 * it first asks for the gradient from further on, and what a rule computes again from the forward values comes right
 * before it is used. The other way round, all of that would lie in memory before the first gradient is known. A weight
 * that is converted once for both directions would lie there from its first use to its last.
 */
export function orderGradient(graph: Graph, cotangents: readonly Value[]): Graph {
  const late = dependentValues(graph, cotangents)
  const isLate = ({ outputs }: Node) => outputs.some((output) => late.has(output))
  const early = graph.nodes.filter((node) => !isLate(node))
  const own = convertedAgain(graph, graph.nodes.filter(isLate))
  return pruneUnused({ ...graph, nodes: [...early, ...own] })
}

/** Everything that is computed from `start`, itself included. */
export function dependentValues(graph: Graph, start: readonly Value[]): ReadonlySet<Value> {
  const dependent = new Set(start)
  for (const { inputs, outputs } of graph.nodes) {
    if (!inputs.some((input) => input && dependent.has(input))) continue
    for (const output of outputs) dependent.add(output)
  }
  return dependent
}

/** `readers`, with what they read of weights alone computed by nodes that nobody else reads. */
function convertedAgain(graph: Graph, readers: readonly Node[]): Node[] {
  const producers = constantProducers(graph)
  const copies = new Map<Value, Value>()
  const nodes: Node[] = []
  const ownCopy = (value: Value): Value => {
    const producer = producers.get(value)
    if (!producer) return value
    const known = copies.get(value)
    if (known) return known
    const inputs = producer.inputs.map((input) => input && ownCopy(input))
    const outputs = producer.outputs.map((output) => ({ ...output, name: `${output.name}gradient` }))
    producer.outputs.forEach((output, index) => copies.set(output, outputs[index]!))
    nodes.push({ ...producer, name: `${producer.name}:gradient`, inputs, outputs })
    return copies.get(value)!
  }
  const rewired = readers.map((node) => ({ ...node, inputs: node.inputs.map((input) => input && ownCopy(input)) }))
  return [...nodes, ...rewired]
}

/** The nodes that depend on weights alone, by what they compute. */
function constantProducers({ initializers, nodes }: Graph): ReadonlyMap<Value, Node> {
  const constants = new Set(initializers.map(({ value }) => value))
  const producers = new Map<Value, Node>()
  for (const node of nodes) {
    if (!node.inputs.every((input) => input && constants.has(input))) continue
    for (const output of node.outputs) {
      constants.add(output)
      producers.set(output, node)
    }
  }
  return producers
}

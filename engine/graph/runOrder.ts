import type { Graph, Node, Value } from './graph.ts'

/**
 * The order in which onnxruntime runs the nodes of a graph, apart from those that it fuses: it walks from the nodes
 * that nothing reads backwards and, of a node's inputs, first follows the one that was written last (onnxruntime,
 * `Graph::ReverseDFSFrom` as `GraphViewer` calls it).
 */
export function runOrder({ nodes }: Graph): Node[] {
  const producer = new Map<Value, number>()
  nodes.forEach((node, index) => node.outputs.forEach((output) => producer.set(output, index)))
  const before = nodes.map((node) => {
    const indices = node.inputs.flatMap((input) => (input ? (producer.get(input) ?? []) : []))
    return [...new Set(indices)].sort((left, right) => left - right)
  })
  const read = new Set(before.flat())
  const order: Node[] = []
  const entered = new Set<number>()
  const stack = nodes.flatMap((_, index) => (read.has(index) ? [] : [{ index, isDone: false }]))
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { index, isDone } = entry
    if (isDone) order.push(nodes[index]!)
    if (isDone || entered.has(index)) continue
    entered.add(index)
    stack.push({ index, isDone: true })
    for (const input of before[index]!) stack.push({ index: input, isDone: false })
  }
  return order
}

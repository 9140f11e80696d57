import { assert } from '../../errors/engineError.ts'
import type { Node, Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'

/**
 * The vector-Jacobian product of one operator: from the gradient `dy` of its first output to the gradients of its
 * inputs, recorded into `graph`. Nothing is given for an input that has no gradient, such as indices.
 *
 * An input gradient may still have the broadcast shape of the output: the walk sums it to the input's shape. It may
 * also have a side of 1 where all along an axis is the same. Whether an
 * input lies on a path to the target is not the rule's business either: what nothing reads is pruned.
 *
 * @param others Gradients of the further outputs, where anything depends on them.
 */
export type GradientRule = (
  graph: GraphBuilder,
  node: Node,
  dy: Value,
  others: readonly (Value | undefined)[],
) => readonly (Value | undefined)[]

/** Inputs that an operator always has. */
export function inputsOf(node: Node): readonly [Value, Value, Value] {
  return node.inputs as readonly [Value, Value, Value] // operators differ in how many of the three they have
}

export function outputOf(node: Node): Value {
  const [output] = node.outputs
  assert(output, `${node.name} has no output`)
  return output
}

/** A number of the value's own type. */
export function scalarLike(graph: GraphBuilder, value: number, x: Value): Value {
  return graph.scalar(value, x.dtype)
}

/** The numbers of a list such as axes or positions, which the builder always writes as a constant. */
export function integersOf(graph: GraphBuilder, value: Value | undefined): number[] {
  const bytes = value && graph.bytesOf(value)
  assert(bytes && value.dtype === 'int64', `'${value?.name}' is no constant list of integers`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: bytes.byteLength / 8 }, (_, index) => Number(view.getBigInt64(index * 8, true)))
}

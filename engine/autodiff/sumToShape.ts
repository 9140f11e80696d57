import { assert } from '../errors/engineError.ts'
import type { Value } from '../graph/graph.ts'
import type { GraphBuilder } from '../graph/graphBuilder.ts'
import { broadcastShapes, formatShape, sameShape, type Shape } from '../graph/shape.ts'

/**
 * Undoes broadcasting: what an operand of the given shape was repeated to is summed up again; what is repeated less
 * than that stays so. A gate's axis never appears
 * in `shape`, since no gate lies on a path from a target.
 */
export function sumToShape(graph: GraphBuilder, gradient: Value, shape: Shape): Value {
  const added = gradient.shape.length - shape.length
  const leading = Array.from({ length: added }, (_, axis) => axis)
  const flat = added === 0 ? gradient : graph.reduceSum(gradient, leading)
  const repeated = shape.flatMap((dim, axis) => (dim === 1 && flat.shape[axis] !== 1 ? [axis] : []))
  const summed = repeated.length === 0 ? flat : graph.reduceSum(flat, repeated, { keepAxes: true })
  const fits = sameShape(broadcastShapes(summed.shape, shape), shape)
  assert(fits, `a gradient ${formatShape(gradient.shape)} does not sum to ${formatShape(shape)}`)
  return summed
}

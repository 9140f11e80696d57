import { assert } from '../errors/engineError.ts'

/** One side of a shape: a number, or the name of a size that is known only when the graph runs. */
export type Dim = number | string

export type Shape = readonly Dim[]

export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`
}

export function sameShape(left: Shape, right: Shape): boolean {
  return left.length === right.length && left.every((dim, axis) => dim === right[axis])
}

/** A side that must be known while the graph is built. */
export function fixed(dim: Dim | undefined): number {
  assert(typeof dim === 'number', `a fixed size is needed here, not ${dim}`)
  return dim
}

/** A side that exists for one adapter slot alone is named after its layer, with a colon. */
export function belongsToSlot(dim: Dim): boolean {
  return typeof dim === 'string' && dim.includes(':')
}

/** A gate's axis runs as 1 or as long as the axis that it meets, so it never decides a shape. */
function isGateAxis(dim: Dim): boolean {
  return belongsToSlot(dim) && String(dim).includes(':gate')
}

/**
 * The shape of an elementwise operation by numpy's broadcasting. A named side meets itself, 1 or a gate's axis;
 * anything else is a bug.
 */
export function broadcastShapes(left: Shape, right: Shape): Shape {
  const length = Math.max(left.length, right.length)
  const side = (shape: Shape, axis: number): Dim => shape[axis - (length - shape.length)] ?? 1
  return Array.from({ length }, (_, axis) => {
    const a = side(left, axis)
    const b = side(right, axis)
    if (a === b || isGateAxis(b) || b === 1) return a
    if (isGateAxis(a) || a === 1) return b
    throw new Error(`Bug: ${formatShape(left)} and ${formatShape(right)} do not broadcast`)
  })
}

/** Numbers multiplied together and names sorted, so that two shapes can be compared by how much they hold. */
export function volume(shape: Shape): { readonly count: number; readonly names: string } {
  const numbers = shape.filter((dim) => typeof dim === 'number')
  const names = shape.filter((dim) => typeof dim === 'string')
  return { count: numbers.reduce((product, dim) => product * dim, 1), names: names.sort().join('*') }
}

/** The sizes of a shape with its named sides replaced by `sizes`. */
export function bindShape(shape: Shape, sizes: Readonly<Record<string, number>>): number[] {
  return shape.map((dim) => {
    if (typeof dim === 'number') return dim
    const size = sizes[dim]
    assert(size !== undefined, `no size was given for '${dim}'`)
    return size
  })
}

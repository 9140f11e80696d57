import { assert } from '../errors/engineError.ts'

/** One side of a shape: a number, or the name of a size that is known only when the graph runs. */
export type Dim = number | string

export type Shape = readonly Dim[]

export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`
}

/** A side that must be known while the graph is built. */
export function fixed(dim: Dim | undefined): number {
  assert(typeof dim === 'number', `a fixed size is needed here, not ${dim}`)
  return dim
}

/**
 * The shape of an elementwise operation by numpy's broadcasting. A named size against a number other than 1 is a bug; two
 * different names meet only where one of them is a gate axis that is 1 or the other size, and then the first name wins.
 */
export function broadcastShapes(left: Shape, right: Shape): Shape {
  const length = Math.max(left.length, right.length)
  const side = (shape: Shape, axis: number): Dim => shape[axis - (length - shape.length)] ?? 1
  return Array.from({ length }, (_, axis) => {
    const a = side(left, axis)
    const b = side(right, axis)
    if (a === b || b === 1) return a
    if (a === 1) return b
    if (typeof b === 'string') return a
    assert(typeof a === 'string', `${formatShape(left)} and ${formatShape(right)} do not broadcast`)
    return b
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

import { assert } from '../../errors/engineError.ts'
import { float32, tensor } from '../../tensor/tensor.ts'
import { int, ints, text } from '../attributes.ts'
import type { Value } from '../graph.ts'
import { broadcastShapes, fixed, formatShape, sameShape, volume, type Dim, type Shape } from '../shape.ts'
import { ElementwiseOperators } from './elementwise.ts'

/** Operators that move elements, repeat them or leave some out, and compute nothing. */
export class ShapingOperators extends ElementwiseOperators {
  /** The same elements in another shape. Named sides must keep their axis, or be the only one that is inferred. */
  reshape(x: Value, shape: Shape): Value {
    const before = volume(x.shape)
    const after = volume(shape)
    const same = before.count === after.count && before.names === after.names
    assert(same, `${formatShape(x.shape)} cannot become ${formatShape(shape)}`)
    const sizes = shape.map((dim, axis) => (typeof dim === 'number' ? dim : x.shape[axis] === dim ? 0 : -1))
    assert(sizes.filter((size) => size === -1).length <= 1, `${formatShape(shape)} leaves more than one side open`)
    return this.one('Reshape', [x, this.integers(sizes)], x.dtype, shape)
  }

  transpose(x: Value, permutation: readonly number[]): Value {
    const shape = permutation.map((axis) => x.shape[axis]!)
    return this.one('Transpose', [x], x.dtype, shape, { perm: ints(permutation) })
  }

  concat(parts: readonly Value[], axis: number): Value {
    const sides = parts.map((part) => part.shape[axis]!)
    const size: Dim = sides.every((side) => typeof side === 'number')
      ? sides.reduce((sum, side) => sum + fixed(side), 0)
      : sides.join('+')
    const shape = parts[0]!.shape.map((dim, index) => (index === axis ? size : dim))
    return this.one('Concat', parts, parts[0]!.dtype, shape, { axis: int(axis) })
  }

  /** Consecutive parts of these sizes along one axis. */
  split(x: Value, axis: number, sizes: readonly number[]): Value[] {
    const total = sizes.reduce((sum, size) => sum + size, 0)
    assert(total === fixed(x.shape[axis]), `${formatShape(x.shape)} does not split into ${sizes.join(' + ')}`)
    const parts = sizes.map((size) => ({ dtype: x.dtype, shape: replaced(x.shape, axis, size) }))
    return this.record('Split', [x, this.integers(sizes)], parts, { axis: int(axis) })
  }

  /** Elements `start` to `end` (exclusive) along one axis. */
  slice(x: Value, axis: number, start: number, end: number): Value {
    const inside = start >= 0 && start < end && end <= fixed(x.shape[axis])
    assert(inside, `slice ${start}..${end} of ${formatShape(x.shape)}`)
    const bounds = [start, end, axis].map((value) => this.integers([value]))
    return this.one('Slice', [x, ...bounds], x.dtype, replaced(x.shape, axis, end - start))
  }

  /** Elements of one value, zero unless given, in front of and behind the elements along one axis. */
  pad(x: Value, axis: number, before: number, after: number, value = 0): Value {
    const size = fixed(x.shape[axis]) + before + after
    const inputs = [x, this.integers([before, after]), this.scalar(value, x.dtype), this.integers([axis])]
    return this.one('Pad', inputs, x.dtype, replaced(x.shape, axis, size))
  }

  /** `x` repeated by broadcasting until it has the shape of `like`. */
  expandLike(x: Value, like: Value): Value {
    if (sameShape(x.shape, like.shape)) return x
    const fits = sameShape(broadcastShapes(x.shape, like.shape), like.shape)
    assert(fits, `${formatShape(x.shape)} does not expand to ${formatShape(like.shape)}`)
    const sizes = like.shape.filter((dim) => typeof dim === 'number')
    const target = sizes.length === like.shape.length ? this.integers(sizes) : this.sizesOf(like)
    return this.one('Expand', [x, target], x.dtype, like.shape)
  }

  zerosLike(x: Value): Value {
    return this.expandLike(this.scalar(0, x.dtype), x)
  }

  /** The sizes of a value's sides as int64, for those that are known only when the graph runs. */
  sizesOf(x: Value): Value {
    return this.one('Shape', [x], 'int64', [x.shape.length])
  }

  /** The number of a value's elements as int64. */
  countOf(x: Value): Value {
    return this.one('Size', [x], 'int64', [])
  }

  /** Sides of 1 at the places that `axes` names in the result, in ascending order. */
  unsqueeze(x: Value, axes: readonly number[]): Value {
    const shape: Dim[] = [...x.shape]
    for (const axis of axes) shape.splice(axis, 0, 1)
    return this.one('Unsqueeze', [x, this.integers(axes)], x.dtype, shape)
  }

  /** Rows of a table `[entries, width]` picked by `indices`. */
  gather(table: Value, indices: Value): Value {
    const shape = [...indices.shape, ...table.shape.slice(1)]
    return this.one('Gather', [table, indices], table.dtype, shape, { axis: int(0) })
  }

  /** Nearest-neighbour enlargement of `[rows, channels, h, w]`: source = ⌊target · h / height⌋, as PyTorch does. */
  resizeNearest(x: Value, height: number, width: number): Value {
    const [rows, channels, fromHeight, fromWidth] = x.shape
    const scale = [height / fixed(fromHeight), width / fixed(fromWidth)]
    const shape = [rows!, channels!, height, width]
    const attributes = {
      mode: text('nearest'),
      nearest_mode: text('floor'),
      coordinate_transformation_mode: text('asymmetric'),
    }
    if (scale.every(Number.isInteger)) {
      const scales = this.constant(float32([4], Float32Array.of(1, 1, ...scale)))
      return this.one('Resize', [x, undefined, scales], x.dtype, shape, attributes)
    }
    // A fractional scale times a size may round down to one pixel too few; sizes are exact.
    const inputs = [x, undefined, undefined, this.integers([height, width])]
    return this.one('Resize', inputs, x.dtype, shape, { ...attributes, axes: ints([2, 3]) })
  }

  /** A constant list of sizes, axes or positions. */
  integers(values: readonly number[]): Value {
    return this.constant(tensor('int64', [values.length], BigInt64Array.from(values, BigInt)))
  }
}

function replaced(shape: Shape, axis: number, size: number): Shape {
  return shape.map((dim, index) => (index === axis ? size : dim))
}

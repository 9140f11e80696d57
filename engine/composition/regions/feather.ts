import type { Grid } from './grid.ts'

/**
 * Softens the edges of a mask: across a straight edge it rises from 0 to 1 over `featherHeight` cells down and
 * `featherWidth` cells across, half of them inside. Three box filters in a row make the cubic-like ramp of a quadratic
 * B-spline, which is nearly as round as a Gaussian but ends. The border of the mask is no edge: beyond it the mask
 * goes on as it ends, so that a region that reaches the border of the picture stays full there.
 */
export function featherMask(mask: Float32Array, grid: Grid, featherHeight: number, featherWidth: number): Float32Array {
  const { height, width } = grid
  let values: Float64Array = new Float64Array(mask)
  for (let pass = 0; pass < boxPasses; pass++) {
    values = filterLines(values, { count: height, length: width, next: width, stride: 1 }, featherWidth / boxPasses)
    values = filterLines(values, { count: width, length: height, next: 1, stride: width }, featherHeight / boxPasses)
  }
  return new Float32Array(values)
}

const boxPasses = 3

/** How the lines of one direction lie in an array. */
interface Lines {
  readonly count: number
  readonly length: number
  readonly next: number
  readonly stride: number
}

/** The mean over `box` cells around each cell; parts of cells count by their part. */
function filterLines(values: Float64Array, { count, length, next, stride }: Lines, box: number): Float64Array {
  const filtered = new Float64Array(values.length)
  const sums = new Float64Array(length + 1)
  for (let line = 0; line < count; line++) {
    const start = line * next
    for (let cell = 0; cell < length; cell++) sums[cell + 1] = sums[cell]! + values[start + cell * stride]!
    const first = values[start]!
    const last = values[start + (length - 1) * stride]!
    /** The integral from the start of the line. */
    const integral = (position: number): number => {
      if (position <= 0) return position * first
      if (position >= length) return sums[length]! + (position - length) * last
      const cell = Math.floor(position)
      return sums[cell]! + (position - cell) * values[start + cell * stride]!
    }
    for (let cell = 0; cell < length; cell++) {
      // A box narrower than a cell would only sample it.
      const reach = Math.max(1, box) / 2
      filtered[start + cell * stride] = (integral(cell + 0.5 + reach) - integral(cell + 0.5 - reach)) / (2 * reach)
    }
  }
  return filtered
}

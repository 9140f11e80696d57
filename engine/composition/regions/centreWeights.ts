import { boxCellCount, type CellBox } from './boxCells.ts'
import { distanceToOutside } from './distance.ts'
import { cellCount, type Grid } from './grid.ts'

/**
 * The centre weight of a box, `[height, width]`: exp(-(u² + v²) / 2) for u and v from -1 to 1 over the rows and columns
 * of the box, divided by its largest value; 0 outside (LoRA-Composer, Yang et al. 2024, as released).
 */
export function boxCentreWeights(box: CellBox, grid: Grid): Float64Array {
  const weights = new Float64Array(cellCount(grid))
  if (boxCellCount(box) === 0) return weights
  const down = linspace(-1, 1, box.bottom - box.top)
  const across = linspace(-1, 1, box.right - box.left)
  let largest = 0
  for (const [row, u] of down.entries()) {
    for (const [column, v] of across.entries()) {
      const weight = Math.exp(-(u * u + v * v) / 2)
      weights[(box.top + row) * grid.width + box.left + column] = weight
      largest = Math.max(largest, weight)
    }
  }
  return weights.map((weight) => weight / largest)
}

/**
 * The centre weight of any shape: exp(-(1 - D)²), where D is the distance to the outside divided by its largest value;
 * 0 outside. What is beyond the grid counts as outside, so that a shape has its centre in its own middle.
 */
export function shapeCentreWeights(hardMask: ArrayLike<number>, grid: Grid): Float64Array {
  const distances = distanceToOutside(hardMask, grid)
  const largest = distances.reduce((most, distance) => Math.max(most, distance), 0)
  return distances.map((distance) => (distance > 0 ? Math.exp(-((1 - distance / largest) ** 2)) : 0))
}

/**
 * `count` numbers from `first` to `last`; a single one is `first`. As in PyTorch the second half is counted from the
 * end, so that the numbers are exactly symmetric.
 */
export function linspace(first: number, last: number, count: number): number[] {
  const step = (last - first) / Math.max(1, count - 1)
  return Array.from({ length: count }, (_, index) =>
    2 * index < count ? first + step * index : last - step * (count - 1 - index),
  )
}

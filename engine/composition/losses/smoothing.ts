import type { Grid } from '../regions/grid.ts'

/** exp(-(d / 2σ)²) with σ = 0.5, that is e^(-d²), at distance 1 and 0, divided by the sum of -1, 0 and 1. */
const sum = 1 + 2 / Math.E
const centre = 1 / sum
const side = 1 / Math.E / sum

/**
 * Smooths a map with the 3 x 3 kernel of LoRA-Composer's losses (Yang et al. 2024, as released): e^(-d²) along each
 * axis, with the border reflected, so that the cell before the first is the second.
 */
export function smoothMap(map: ArrayLike<number>, grid: Grid): Float64Array {
  const along = (values: ArrayLike<number>, lines: Lines) =>
    accumulate(values, lines, (smoothed, from, to, weight) => (smoothed[to]! += weight * values[from]!))
  return along(along(map, columnsOf(grid)), rowsOf(grid))
}

/** The transpose of `smoothMap`: takes a gradient with respect to the smoothed map to one with respect to the map. */
export function smoothMapTransposed(gradient: ArrayLike<number>, grid: Grid): Float64Array {
  const along = (values: ArrayLike<number>, lines: Lines) =>
    accumulate(values, lines, (result, from, to, weight) => (result[from]! += weight * values[to]!))
  return along(along(gradient, rowsOf(grid)), columnsOf(grid))
}

interface Lines {
  readonly count: number
  readonly length: number
  readonly next: number
  readonly stride: number
}

function rowsOf({ height, width }: Grid): Lines {
  return { count: height, length: width, next: width, stride: 1 }
}

function columnsOf({ height, width }: Grid): Lines {
  return { count: width, length: height, next: 1, stride: width }
}

/** Calls `add` with every cell, each cell that it reads and the weight of that. */
function accumulate(
  values: ArrayLike<number>,
  { count, length, next, stride }: Lines,
  add: (result: Float64Array, from: number, to: number, weight: number) => void,
): Float64Array {
  const result = new Float64Array(values.length)
  for (let line = 0; line < count; line++) {
    for (let cell = 0; cell < length; cell++) {
      const to = line * next + cell * stride
      for (const offset of [-1, 0, 1]) {
        const from = line * next + reflected(cell + offset, length) * stride
        add(result, from, to, offset === 0 ? centre : side)
      }
    }
  }
  return result
}

/** A line of one cell has nothing to reflect and repeats it. */
function reflected(cell: number, length: number): number {
  if (length === 1) return 0
  if (cell < 0) return -cell
  return cell < length ? cell : 2 * length - 2 - cell
}

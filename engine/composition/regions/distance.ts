import { cellCount, type Grid } from './grid.ts'

/**
 * For each cell of a hard mask the distance from its centre to the centre of the nearest cell outside, in cells; 0
 * outside. Cells beyond the grid are outside. Exact: first along the columns, then the best along the row.
 */
export function distanceToOutside(hardMask: ArrayLike<number>, { height, width }: Grid): Float64Array {
  const vertical = new Float64Array(cellCount({ height, width }))
  for (let x = 0; x < width; x++) {
    let run = 0
    for (let y = 0; y < height; y++) {
      run = hardMask[y * width + x]! > 0 ? run + 1 : 0
      vertical[y * width + x] = run
    }
    run = 0
    for (let y = height - 1; y >= 0; y--) {
      run = hardMask[y * width + x]! > 0 ? run + 1 : 0
      vertical[y * width + x] = Math.min(vertical[y * width + x]!, run)
    }
  }
  return vertical.map((distance, cell) => {
    if (distance === 0) return 0
    const x = cell % width
    const row = cell - x
    const toBorder = Math.min(x + 1, width - x)
    let nearest = Math.min(distance, toBorder) ** 2
    for (let other = 0; other < width; other++) {
      nearest = Math.min(nearest, (x - other) ** 2 + vertical[row + other]! ** 2)
    }
    return Math.sqrt(nearest)
  })
}

/** 1 where a mask covers more than half of a cell, else 0; at least the first of the cells that it covers most. */
export function hardMask(mask: Float32Array): Float32Array {
  const hard = mask.map((value) => (value > 0.5 ? 1 : 0))
  if (hard.some((value) => value > 0)) return hard
  const largest = mask.reduce((best, value, cell) => (value > mask[best]! ? cell : best), 0)
  if (mask[largest]! > 0) hard[largest] = 1
  return hard
}

import { cellCount, type Grid } from './grid.ts'

/** A map on another grid, each cell as the nearest one: cell i of n reads floor(i * from / to). */
export function nearestUpsample(map: Float32Array, from: Grid, to: Grid): Float32Array {
  const resampled = new Float32Array(cellCount(to))
  for (let y = 0; y < to.height; y++) {
    const row = Math.floor((y * from.height) / to.height) * from.width
    for (let x = 0; x < to.width; x++) {
      resampled[y * to.width + x] = map[row + Math.floor((x * from.width) / to.width)]!
    }
  }
  return resampled
}

/** A map on another grid, linear between the centres of its cells and flat outside the outermost. */
export function linearUpsample(map: Float32Array, from: Grid, to: Grid): Float32Array {
  const rows = neighbours(from.height, to.height)
  const columns = neighbours(from.width, to.width)
  const resampled = new Float32Array(cellCount(to))
  for (const [y, row] of rows.entries()) {
    for (const [x, column] of columns.entries()) {
      const above = between(map, row.first * from.width, column)
      const below = between(map, row.second * from.width, column)
      resampled[y * to.width + x] = above + (below - above) * row.share
    }
  }
  return resampled
}

interface Neighbours {
  readonly first: number
  readonly second: number
  /** How far the position lies from the first towards the second. */
  readonly share: number
}

function neighbours(from: number, to: number): Neighbours[] {
  return Array.from({ length: to }, (_, cell) => {
    const position = Math.min(from - 1, Math.max(0, ((cell + 0.5) * from) / to - 0.5))
    const first = Math.floor(position)
    return { first, second: Math.min(from - 1, first + 1), share: position - first }
  })
}

function between(map: Float32Array, row: number, { first, second, share }: Neighbours): number {
  return map[row + first]! + (map[row + second]! - map[row + first]!) * share
}

import type { RowAttention } from '../plan.ts'
import { cellCount, type Grid } from '../regions/grid.ts'

/** The cross-attention map of one token, `[height · width]`, from a row's `[height · width, tokens]`. */
export function tokenMap({ cross }: RowAttention, grid: Grid, token: number): Float64Array {
  const cells = cellCount(grid)
  const tokens = cross.length / cells
  return Float64Array.from({ length: cells }, (_, cell) => cross[cell * tokens + token]!)
}

/** The same token's map in several rows, as their mean. */
export function meanTokenMap(rows: readonly RowAttention[], grid: Grid, token: number): Float64Array {
  const maps = rows.map((row) => tokenMap(row, grid, token))
  return maps[0]!.map((_, cell) => maps.reduce((sum, map) => sum + map[cell]!, 0) / maps.length)
}

/** Adds the gradient of a token's map to that of a row's attention, `[height · width, tokens]`. */
export function addTokenGradient(
  rowGradient: Float32Array,
  mapGradient: ArrayLike<number>,
  token: number,
  factor: number,
): void {
  const tokens = rowGradient.length / mapGradient.length
  for (let cell = 0; cell < mapGradient.length; cell++) {
    rowGradient[cell * tokens + token]! += factor * mapGradient[cell]!
  }
}

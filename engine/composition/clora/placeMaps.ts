import type { RowAttention } from '../plan.ts'
import { cellCount, largestCell, type Grid } from '../regions/grid.ts'
import { tokenMap } from './branchAttention.ts'
import type { Branch } from './branches.ts'

/** The map of a token that means a concept. */
export interface PlacedMap {
  /** Of the branch that reads the token. */
  readonly branch: number
  readonly token: number
  readonly label: number
  readonly map: Float64Array
  /** How much the map says about a place, 0 to 1. */
  readonly weight: number
}

/**
 * The maps of all tokens that mean a concept, in all branches, as far as they say where it is. Words of a concept often
 * are looked at evenly, and most from where it is not, while another token of the same name, or in another branch,
 * shows it clearly. Where no token of a concept says anything, all count.
 */
export function placedMaps(attention: readonly RowAttention[], branches: readonly Branch[], grid: Grid): PlacedMap[] {
  const all = branches.flatMap(({ labelledTokens, ownLabel }, branch) => {
    // Concepts of the same words have branches that read the same: together they count as one.
    const alike = branches.filter((other) => other.ownLabel === ownLabel).length
    return labelledTokens.map(({ token, label }): PlacedMap => {
      const map = tokenMap(attention[branch]!, grid, token)
      return { branch, token, label, map, weight: concentration(map) / alike }
    })
  })
  const isSeen = new Set(all.filter(({ weight }) => weight > 0).map(({ label }) => label))
  return all.flatMap((placed) => {
    if (!isSeen.has(placed.label)) return [{ ...placed, weight: 1 }]
    return placed.weight > 0 ? [placed] : []
  })
}

/** 1 for a map of one cell, 0 for one whose mean is half of its largest value or more. */
function concentration(map: Float64Array): number {
  const largest = map[largestCell(map)]!
  const mean = map.reduce((sum, value) => sum + value, 0) / map.length
  return largest > 0 ? Math.max(0, 1 - (2 * mean) / largest) : 0
}

/** Where a concept is, `[height, width]`, at most 1: the mean of its maps, each stretched to 0…1, by what they say. */
export function conceptMap(maps: readonly PlacedMap[], label: number, grid: Grid): Float64Array {
  const sum = new Float64Array(cellCount(grid))
  const own = maps.filter((placed) => placed.label === label)
  const total = own.reduce((weights, { weight }) => weights + weight, 0)
  for (const { map, weight } of own) {
    const smallest = map.reduce((least, value) => Math.min(least, value), Infinity)
    const range = map[largestCell(map)]! - smallest
    if (range === 0) continue
    map.forEach((value, cell) => (sum[cell]! += ((weight / total) * (value - smallest)) / range))
  }
  return sum
}

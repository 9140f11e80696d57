import { isInPart } from './method.ts'
import type { StepPosition, MaskOfGrid } from './plan.ts'
import { onceForEachGrid } from './regions/grid.ts'
import type { SharesOfGrid } from './regionalConcepts.ts'

/** Whether a step still forms the layout of the picture. */
export function isInLayout({ until }: { readonly until: number }, position: StepPosition): boolean {
  return isInPart({ from: 0, to: until }, position)
}

/**
 * Hides from the cells of a region those of the others in self-attention, by ln(1 − Σ over pairs of different regions);
 * `softness` stays visible. The background sees and is seen. Cells that regions share see each other.
 */
export function isolationMask(shares: SharesOfGrid, softness: number): MaskOfGrid {
  return onceForEachGrid((grid) => {
    const { shares: regions } = shares(grid)
    const cells = grid.height * grid.width
    const total = new Float32Array(cells)
    for (const share of regions) share.forEach((value, cell) => (total[cell]! += value))
    const mask = new Float32Array(cells * cells)
    for (let query = 0; query < cells; query++) {
      for (let key = 0; key < cells; key++) {
        let foreign = total[query]! * total[key]!
        for (const share of regions) foreign -= share[query]! * share[key]!
        mask[query * cells + key] = Math.log(Math.max(1 - foreign, softness, Number.MIN_VALUE))
      }
    }
    return mask
  })
}

/** What LoRA-Composer's program subtracts, which hides without making a row of all hidden keys undefined. */
const releasedPenalty = -1e6

/**
 * As LoRA-Composer's program does it (Yang et al. 2024, as released): a key in box j is hidden from a query in box k ≠
 * j, once for each such pair, so that cells where boxes overlap do not even see themselves. `masksOf` gives hard masks
 * of a grid.
 */
export function releasedIsolationMask(
  masksOf: (grid: Parameters<MaskOfGrid>[0]) => readonly Float32Array[],
): MaskOfGrid {
  return onceForEachGrid((grid) => {
    const masks = masksOf(grid)
    const cells = grid.height * grid.width
    const mask = new Float32Array(cells * cells)
    masks.forEach((own, region) =>
      masks.forEach((other, otherRegion) => {
        if (region === otherRegion) return
        for (let query = 0; query < cells; query++) {
          if (own[query] === 0) continue
          for (let key = 0; key < cells; key++) mask[query * cells + key]! += releasedPenalty * other[key]!
        }
      }),
    )
    return mask
  })
}

/**
 * Isolation reaches grids of up to so many cells, 64 x 64: each mask has a number for every pair of cells, and what
 * lies on finer grids looks no farther than its neighbourhood anyway.
 */
export const mostIsolatedCells = 4096

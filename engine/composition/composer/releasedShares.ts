import { layerRegions } from '../regions/layers.ts'
import { boxCells, boxFractions, boxMask } from '../regions/boxCells.ts'
import { hardMask } from '../regions/distance.ts'
import { cellCount, onceForEachGrid, type Grid } from '../regions/grid.ts'
import { rasterizeRegion } from '../regions/regionMask.ts'
import type { MethodConcept, MethodContext } from '../method.ts'
import type { SharesOfGrid } from '../regionalConcepts.ts'

/**
 * Masks of 0 and 1 of each region on a grid, as LoRA-Composer's program makes them of boxes; a small box may be empty.
 */
export function releasedMasks(
  { canvas, maskPixels }: Pick<MethodContext, 'canvas' | 'maskPixels'>,
  placed: readonly MethodConcept[],
  grid: Grid,
): Float32Array[] {
  return placed.map(({ concept }) => {
    const { region } = concept
    if (region.type === 'box') return boxMask(boxCells(boxFractions(region, canvas), grid, 'faithful'), grid)
    return hardMask(rasterizeRegion(region, grid, canvas, maskPixels(concept)))
  })
}

/** Who owns each cell by the rule of the program: where c boxes overlap, 1/c each. */
export function releasedShares(
  context: Pick<MethodContext, 'canvas' | 'maskPixels'>,
  placed: readonly MethodConcept[],
): SharesOfGrid {
  return onceForEachGrid((grid) => layerRegions(releasedMasks(context, placed, grid), 'average', cellCount(grid)))
}

import type { Fidelity } from '../fidelity.ts'
import { boxCells, boxFractions, boxMask } from '../regions/boxCells.ts'
import { boxCentreWeights, shapeCentreWeights } from '../regions/centreWeights.ts'
import { hardMask } from '../regions/distance.ts'
import type { Grid } from '../regions/grid.ts'

/** A region as the losses see it, on the guidance grid. */
export interface LossRegion {
  readonly grid: Grid
  /** 1 in the region, 0 outside, `[height, width]`. */
  readonly mask: ArrayLike<number>
  /** How much the middle counts, 0 to 1; 0 outside. */
  readonly centreWeights: Float64Array
  readonly cellCount: number
}

interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The region of a box in pixels of the canvas, with the Gaussian of the reference as its centre weight. */
export function boxLossRegion(box: Rectangle, canvas: Grid, grid: Grid, fidelity: Fidelity): LossRegion {
  const cells = boxCells(boxFractions(box, canvas), grid, fidelity)
  return lossRegion(boxMask(cells, grid), boxCentreWeights(cells, grid), grid)
}

/** The region of any shape, from its mask on the guidance grid, with a centre weight by distance. */
export function shapeLossRegion(mask: Float32Array, grid: Grid): LossRegion {
  const hard = hardMask(mask)
  return lossRegion(hard, shapeCentreWeights(hard, grid), grid)
}

function lossRegion(mask: Float32Array, centreWeights: Float64Array, grid: Grid): LossRegion {
  return { grid, mask, centreWeights, cellCount: mask.reduce((sum, value) => sum + value, 0) }
}

/** The cells of a region. */
export function cellsOf({ mask }: LossRegion): number[] {
  return Array.from({ length: mask.length }, (_, cell) => cell).filter((cell) => mask[cell]! > 0)
}

const topShare = 0.2

/**
 * k: how many of the strongest cells count, ⌊0.2 · cells⌋. `faithful` gives 0 for a region below five cells, and a mean
 * of nothing is no number; `fixed` takes one cell at least.
 */
export function topCount(region: LossRegion, fidelity: Fidelity): number {
  const count = Math.floor(topShare * region.cellCount)
  return fidelity === 'fixed' ? Math.max(1, count) : count
}

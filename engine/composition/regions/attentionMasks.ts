import type { Fidelity } from '../fidelity.ts'
import { cellCount, type Grid } from './grid.ts'
import { layerRegions } from './layers.ts'
import { applyMorphology, dilateBy, type Morphology } from './morphology.ts'
import { linearUpsample, nearestUpsample } from './resample.ts'

export interface AttentionMaskSettings {
  /** α: a cell belongs to a token where its attention exceeds this part of the token's largest. */
  readonly threshold: number
  readonly morphology?: readonly Morphology[]
}

/**
 * Masks from attention: CLoRA (Meral et al. 2024), as released. `tokenMaps[branch]` holds the cross-attention map of
 * each of the branch's own tokens, `[height, width]` on `grid`; branch 0 is the background and usually has none.
 *
 * A token's mask is 1 where map > α · max(map), a branch's mask is the union of its tokens' masks, then morphology.
 * Branch 0 gets every cell that nobody has, besides its own. Returns one mask of 0 and 1 for each branch.
 */
export function attentionMasks(
  tokenMaps: readonly (readonly ArrayLike<number>[])[],
  grid: Grid,
  { threshold, morphology = [] }: AttentionMaskSettings,
): Float32Array[] {
  const masks = tokenMaps.map((maps) => {
    const mask = new Float32Array(cellCount(grid))
    for (const map of maps) addAboveThreshold(mask, map, threshold)
    return applyMorphology(mask, grid, morphology)
  })
  const background = masks[0]
  if (background) {
    for (let cell = 0; cell < background.length; cell++) {
      if (masks.every((mask) => mask[cell] === 0)) background[cell] = 1
    }
  }
  return masks
}

function addAboveThreshold(mask: Float32Array, map: ArrayLike<number>, threshold: number): void {
  let largest = -Infinity
  for (const value of Array.from(map)) largest = Math.max(largest, value)
  for (let cell = 0; cell < map.length; cell++) {
    if (map[cell]! > threshold * largest) mask[cell] = 1
  }
}

/**
 * The grid by which a flat map of queries is read. CLoRA's released program takes height for width, which scrambles
 * the maps of pictures that are not square; `faithful` keeps that.
 */
export function readingGrid(guidanceGrid: Grid, fidelity: Fidelity): Grid {
  if (fidelity === 'fixed') return guidanceGrid
  return { height: guidanceGrid.width, width: guidanceGrid.height }
}

/**
 * How much each branch's prediction counts at each cell of the latents; the weights of a cell add up to 1.
 * - `faithful`: masks enlarged in whole cells, and equal parts where masks overlap, as released.
 * - `fixed`: soft edges, the later branch on top, and branch 0 below everything.
 *
 * `masks` lie on `grid`. Cells that no mask covers go to branch 0.
 */
export function fusionWeights(
  masks: readonly Float32Array[],
  grid: Grid,
  latentGrid: Grid,
  fidelity: Fidelity,
): Float32Array[] {
  if (fidelity === 'faithful') return equalParts(masks.map((mask) => nearestUpsample(mask, grid, latentGrid)))
  const concepts = masks.slice(1).map((mask) => linearUpsample(mask, grid, latentGrid))
  const { shares, background } = layerRegions(concepts, 'z-order', cellCount(latentGrid))
  return [background, ...shares]
}

/** m / Σ m for each of the masks; where all are 0 the first gets the cell. */
function equalParts(masks: readonly Float32Array[]): Float32Array[] {
  const weights = masks.map((mask) => Float32Array.from(mask))
  for (let cell = 0; cell < (weights[0]?.length ?? 0); cell++) {
    const sum = weights.reduce((total, weight) => total + weight[cell]!, 0)
    if (sum === 0) weights[0]![cell] = 1
    else for (const weight of weights) weight[cell]! /= sum
  }
  return weights
}

/** Attention that strays from a drawn mask is cut off `radius` cells around the drawing: map ∧ dilate(drawing). */
export function intersectWithDrawing(
  mask: Float32Array,
  drawing: Float32Array,
  grid: Grid,
  radius: number,
): Float32Array {
  const allowed = dilateBy(drawing, grid, radius)
  return mask.map((value, cell) => Math.min(value, allowed[cell]!))
}

/**
 * An exponential mean of maps over steps, against masks that flicker: keep · before + (1 - keep) · now. The first step
 * has no `before`.
 */
export function smoothOverSteps(
  before: ArrayLike<number> | undefined,
  now: ArrayLike<number>,
  keep: number,
): Float64Array {
  return Float64Array.from(now, (value, cell) => (before ? keep * before[cell]! + (1 - keep) * value : value))
}

import type { Fidelity } from '../fidelity.ts'
import { cellsOf, topCount, type LossRegion } from './lossRegion.ts'
import { smoothMap, smoothMapTransposed } from './smoothing.ts'
import { topCells } from './topCells.ts'

/** How much the three losses of LoRA-Composer count. */
export interface ComposerWeights {
  /** Of L_ce: the token's attention is strong in the middle of the region. */
  readonly concept: number
  /** Of L_fill: it reaches every row and column of the region. */
  readonly fill: number
  /** Of L_region: the region does not look at what is outside. */
  readonly region: number
}

/** `released`: as in the program, 1 : 0.25 : 1.25; `paper`: as printed, 1 : 0.25 : 0.8, at the same strength. */
export const composerWeights = {
  released: { concept: 8, fill: 2, region: 10 },
  paper: { concept: 8, fill: 2, region: 6.4 },
} as const satisfies Record<string, ComposerWeights>

export interface TokenLoss {
  readonly concept: number
  readonly fillAcross: number
  readonly fillDown: number
  /** The sum of the three. */
  readonly loss: number
  /** d loss / d map, `[height, width]`. */
  readonly gradient: Float64Array
}

/**
 * L_ce + L_fill of one token of a region (LoRA-Composer, Yang et al. 2024, as released). With the smoothed map I, the
 * region M, its centre weight G and k = ⌊0.2 · cells⌋:
 *
 *     L_ce   = 8 · max(0, 1 - mean of the k largest of I·M·G)
 *     L_fill = 2 · mean over columns | max down (I·M) - max down M |  +  the same over rows
 *
 * The means run over the whole width and height. `map` is the token's cross-attention, `[height, width]`.
 */
export function tokenLoss(
  map: ArrayLike<number>,
  region: LossRegion,
  fidelity: Fidelity,
  weights: ComposerWeights = composerWeights.released,
): TokenLoss {
  const smoothed = smoothMap(map, region.grid)
  const gradient = new Float64Array(map.length)
  const concept = addConceptLoss(smoothed, region, topCount(region, fidelity), weights.concept, gradient)
  const fillAcross = addFillLoss(smoothed, region, columnLines(region), weights.fill, gradient)
  const fillDown = addFillLoss(smoothed, region, rowLines(region), weights.fill, gradient)
  return {
    concept,
    fillAcross,
    fillDown,
    loss: concept + fillAcross + fillDown,
    gradient: smoothMapTransposed(gradient, region.grid),
  }
}

/** The cells that L_ce looks at, strongest first. */
export function strongestCells(smoothed: Float64Array, region: LossRegion, count: number): number[] {
  const weighted = smoothed.map((value, cell) => value * region.mask[cell]! * region.centreWeights[cell]!)
  return topCells(weighted, cellsOf(region), count)
}

function addConceptLoss(
  smoothed: Float64Array,
  region: LossRegion,
  count: number,
  weight: number,
  gradient: Float64Array,
): number {
  const cells = strongestCells(smoothed, region, count)
  const mean = cells.reduce((sum, cell) => sum + smoothed[cell]! * region.centreWeights[cell]!, 0) / count
  if (mean >= 1) return 0
  for (const cell of cells) gradient[cell]! -= (weight * region.centreWeights[cell]!) / count
  return weight * (1 - mean)
}

/** The cells of each line over which L_fill takes a maximum. */
function columnLines({ grid: { height, width } }: LossRegion): number[][] {
  return Array.from({ length: width }, (_, x) => Array.from({ length: height }, (_, y) => y * width + x))
}

function rowLines({ grid: { height, width } }: LossRegion): number[][] {
  return Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => y * width + x))
}

function addFillLoss(
  smoothed: Float64Array,
  region: LossRegion,
  lines: readonly (readonly number[])[],
  weight: number,
  gradient: Float64Array,
): number {
  let sum = 0
  for (const line of lines) {
    const inside = line.filter((cell) => region.mask[cell]! > 0)
    if (inside.length === 0) continue // |0 - 0|
    const strongest = inside.reduce((best, cell) => (smoothed[cell]! > smoothed[best]! ? cell : best))
    // Outside the region the masked map is 0, which is the maximum only where nothing inside is positive.
    const value = inside.length < line.length ? Math.max(0, smoothed[strongest]!) : smoothed[strongest]!
    sum += Math.abs(value - 1)
    if (value === smoothed[strongest]) gradient[strongest]! += (weight * Math.sign(value - 1)) / lines.length
  }
  return (weight * sum) / lines.length
}

import type { PlanRowAttention } from '../plan.ts'
import {
  attentionMasks,
  fusionWeights,
  intersectWithDrawing,
  readingGrid,
  smoothOverSteps,
} from '../regions/attentionMasks.ts'
import { cellCount, largestCell, type Grid } from '../regions/grid.ts'
import { layerRegions } from '../regions/layers.ts'
import { linearUpsample } from '../regions/resample.ts'
import { meanTokenMap } from './branchAttention.ts'
import type { Branch } from './branches.ts'
import type { CLoRASettings } from './cloraSettings.ts'
import type { DrawingPhase, Drawings } from './drawings.ts'
import { conceptMap, placedMaps } from './placeMaps.ts'

export interface WeighedBranches {
  readonly branches: readonly Branch[]
  readonly guidanceGrid: Grid
  readonly latentGrid: Grid
  /** On the guidance grid, and on that of the latents. */
  readonly coarseDrawings: Drawings
  readonly fineDrawings: Drawings
}

/** How much each branch counts at each cell of the latents, by what words look at. */
export interface BranchWeigher {
  weigh(attention: readonly PlanRowAttention[], phase: DrawingPhase): Float32Array[]
}

/** For one picture: `fixed` may smooth maps over its steps. */
export function createBranchWeigher(parts: WeighedBranches, settings: CLoRASettings): BranchWeigher {
  return settings.fidelity === 'faithful' ? releasedWeigher(parts, settings) : repairedWeigher(parts, settings)
}

/** As released: the tokens of each branch's own concept, as the mean of both halves of guidance. */
function releasedWeigher(
  { branches, guidanceGrid, latentGrid }: WeighedBranches,
  { threshold, morphology }: CLoRASettings,
): BranchWeigher {
  const grid = readingGrid(guidanceGrid, 'faithful')
  return {
    weigh(attention) {
      const tokenMaps = branches.map(({ ownTokens }, branch) => {
        const { conditional, unconditional } = attention[branch]!
        const halves = unconditional ? [conditional, unconditional] : [conditional]
        return ownTokens.map((token) => meanTokenMap(halves, guidanceGrid, token))
      })
      const masks = attentionMasks(tokenMaps, grid, { threshold, morphology })
      return fusionWeights(masks, grid, latentGrid, 'faithful')
    },
  }
}

function repairedWeigher(parts: WeighedBranches, settings: CLoRASettings): BranchWeigher {
  const { branches, guidanceGrid: grid, latentGrid, coarseDrawings, fineDrawings } = parts
  const { threshold, morphology, overlap, maskSmoothing, drawingReach } = settings
  const before = new Map<number, Float64Array>()
  const smooth = (branch: number, map: Float64Array) => {
    if (maskSmoothing === 0) return map
    const smoothed = smoothOverSteps(before.get(branch), map, maskSmoothing)
    before.set(branch, smoothed)
    return smoothed
  }
  return {
    weigh(attention, phase) {
      const placed = placedMaps(
        attention.map(({ conditional }) => conditional),
        branches,
        grid,
      )
      const maps = branches
        .slice(1)
        .map(({ ownLabel }, index) => smooth(index + 1, conceptMap(placed, ownLabel!, grid)))
      const claimed = attentionMasks([[], ...maps.map((map) => [map])], grid, { threshold, morphology }).slice(1)
      const masks = overlap === 'strongest' ? strongestOnly(claimed, maps) : claimed
      const fine = masks.map((mask, index) => {
        const [coarse, drawing] = [coarseDrawings[index + 1], fineDrawings[index + 1]]
        if (phase === 'drawn' && drawing) return drawing
        const isCut = phase === 'inside' && coarse
        return linearUpsample(isCut ? intersectWithDrawing(mask, coarse, grid, drawingReach) : mask, grid, latentGrid)
      })
      // Masks that share no cell still meet in their soft edges, where they have equal rights.
      const layering = overlap === 'z-order' || phase === 'drawn' ? 'z-order' : 'average'
      const { shares, background } = layerRegions(fine, layering, cellCount(latentGrid))
      return [background, ...shares]
    },
  }
}

/**
 * Takes a cell from all masks but that whose map, measured by its largest value, is largest there; of equal ones all
 * keep it.
 */
function strongestOnly(masks: readonly Float32Array[], maps: readonly Float64Array[]): Float32Array[] {
  const relative = maps.map((map) => {
    const largest = map[largestCell(map)]!
    return map.map((value) => (largest > 0 ? value / largest : 0))
  })
  return masks.map((mask, index) =>
    mask.map((value, cell) => {
      const rivals = masks.map((other, rival) => (other[cell]! > 0 ? relative[rival]![cell]! : 0))
      return relative[index]![cell]! >= Math.max(...rivals) ? value : 0
    }),
  )
}

import type { PlanRowAttention } from '../plan.ts'
import {
  attentionMasks,
  fusionWeights,
  intersectWithDrawing,
  readingGrid,
  smoothOverSteps,
} from '../regions/attentionMasks.ts'
import { cellCount, type Grid } from '../regions/grid.ts'
import { layerRegions } from '../regions/layers.ts'
import { linearUpsample } from '../regions/resample.ts'
import { halvesThatCount, meanTokenMap } from './branchAttention.ts'
import type { Branch } from './branches.ts'
import type { CLoRASettings } from './cloraSettings.ts'
import type { DrawingPhase, Drawings } from './drawings.ts'

export interface WeighedBranches {
  readonly branches: readonly Branch[]
  readonly guidanceGrid: Grid
  readonly latentGrid: Grid
  /** On the guidance grid, and on that of the latents. */
  readonly coarseDrawings: Drawings
  readonly fineDrawings: Drawings
}

/** How much each branch counts at each cell of the latents, by the attention of its own words. */
export interface BranchWeigher {
  weigh(attention: readonly PlanRowAttention[], phase: DrawingPhase): Float32Array[]
}

/** For one picture: maps may be smoothed over its steps. */
export function createBranchWeigher(parts: WeighedBranches, settings: CLoRASettings): BranchWeigher {
  const { branches, guidanceGrid, latentGrid, coarseDrawings, fineDrawings } = parts
  const { fidelity, threshold, morphology, maskSmoothing } = settings
  const before = new Map<string, Float64Array>()
  const smooth = (key: string, map: Float64Array) => {
    if (maskSmoothing === 0) return map
    const smoothed = smoothOverSteps(before.get(key), map, maskSmoothing)
    before.set(key, smoothed)
    return smoothed
  }
  return {
    weigh(attention, phase) {
      const tokenMaps = branches.map(({ ownTokens }, branch) =>
        ownTokens.map((token) =>
          smooth(
            `${branch} ${token}`,
            meanTokenMap(halvesThatCount(attention[branch]!, fidelity), guidanceGrid, token),
          ),
        ),
      )
      const grid = readingGrid(guidanceGrid, fidelity)
      const masks = attentionMasks(tokenMaps, grid, { threshold, morphology })
      if (phase === 'unused') return fusionWeights(masks, grid, latentGrid, fidelity)
      const fine = masks.slice(1).map((mask, index) => {
        const [coarseDrawing, fineDrawing] = [coarseDrawings[index + 1], fineDrawings[index + 1]]
        if (!coarseDrawing || !fineDrawing) return linearUpsample(mask, grid, latentGrid)
        if (phase === 'drawn') return fineDrawing
        const cut = intersectWithDrawing(mask, coarseDrawing, grid, settings.drawingReach)
        return linearUpsample(cut, grid, latentGrid)
      })
      const { shares, background } = layerRegions(fine, 'z-order', cellCount(latentGrid))
      return [background, ...shares]
    },
  }
}

import { assert, EngineError } from '../../errors/engineError.ts'
import type { Fidelity } from '../fidelity.ts'
import { cellsOf, topCount, type LossRegion } from './lossRegion.ts'
import { composerWeights } from './tokenLoss.ts'
import { topCells } from './topCells.ts'

export interface RegionLoss {
  readonly loss: number
  /** Pairs that count, as places query * cells + key in the self-attention map. */
  readonly pairs: readonly number[]
  /** d loss / d attention of each of those pairs; 0 for all others. */
  readonly pairGradient: number
}

/**
 * L_region (LoRA-Composer, Yang et al. 2024, as released): 10 · the mean of the k largest attention probabilities from
 * a query in the region to a key outside it, k = ⌊0.2 · cells of the region⌋.
 *
 * `selfAttention` is `[cells, cells]` (queries, keys), after masking. `fixed` gives 0 for a region that has no outside,
 * and takes no more pairs than there are.
 * @throws EngineError `setting-invalid` in `faithful` mode for a region that covers the grid: the released program
 * stops there.
 */
export function regionLoss(
  selfAttention: ArrayLike<number>,
  region: LossRegion,
  fidelity: Fidelity,
  weight: number = composerWeights.released.region,
): RegionLoss {
  const cells = region.mask.length
  assert(selfAttention.length === cells * cells, `self-attention over ${cells} cells has ${cells} x ${cells} values`)
  const wanted = topCount(region, fidelity)
  const available = region.cellCount * (cells - region.cellCount)
  if (fidelity === 'faithful' && wanted > available) throw noOutside()
  const count = Math.min(wanted, available)
  if (fidelity === 'fixed' && count === 0) return { loss: 0, pairs: [], pairGradient: 0 }
  const pairs = topCells(selfAttention, pairsToOutside(region), count)
  const sum = pairs.reduce((total, pair) => total + selfAttention[pair]!, 0)
  return { loss: (weight * sum) / count, pairs, pairGradient: pairs.length > 0 ? weight / count : 0 }
}

/** Adds d loss / d attention to a map of `[cells, cells]`. */
export function addRegionGradient({ pairs, pairGradient }: RegionLoss, selfAttentionGradient: Float64Array): void {
  for (const pair of pairs) selfAttentionGradient[pair]! += pairGradient
}

function* pairsToOutside(region: LossRegion): Generator<number> {
  const cells = region.mask.length
  for (const query of cellsOf(region)) {
    for (let key = 0; key < cells; key++) {
      if (region.mask[key] === 0) yield query * cells + key
    }
  }
}

function noOutside(): EngineError {
  return new EngineError(
    'setting-invalid',
    'LoRA-Composer as released cannot compute its region loss for a region that covers the whole canvas.',
    'Make the region smaller, or use the fixed mode.',
  )
}

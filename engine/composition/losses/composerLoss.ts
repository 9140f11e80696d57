import type { Fidelity } from '../fidelity.ts'
import type { LossRegion } from './lossRegion.ts'
import { addRegionGradient, regionLoss } from './regionLoss.ts'
import { composerWeights, tokenLoss, type ComposerWeights, type TokenLoss } from './tokenLoss.ts'

/** A region with the attention of its words. */
export interface GuidedRegion {
  readonly region: LossRegion
  /** The cross-attention map of each of its tokens, `[height, width]`, means over layers and heads. */
  readonly tokenMaps: readonly ArrayLike<number>[]
}

export interface ComposerLoss {
  readonly loss: number
  /** Of each region: the losses of its tokens with their gradients, and L_region. */
  readonly regions: readonly { readonly tokens: readonly TokenLoss[]; readonly regionLoss: number }[]
  /** d loss / d self-attention, `[cells, cells]`; missing where no self-attention was given. */
  readonly selfAttentionGradient?: Float64Array
}

/**
 * The whole loss of LoRA-Composer (Yang et al. 2024, as released): L_ce + L_fill of every token of every region, and
 * L_region once for each region. Gradients are with respect to the mean maps: for each of n maps that went into a mean,
 * divide by n. Without `selfAttention` there is no L_region.
 */
export function composerLoss(
  guided: readonly GuidedRegion[],
  selfAttention: ArrayLike<number> | undefined,
  fidelity: Fidelity,
  weights: ComposerWeights = composerWeights.released,
): ComposerLoss {
  const selfAttentionGradient = selfAttention && new Float64Array(selfAttention.length)
  let loss = 0
  const regions = guided.map(({ region, tokenMaps }) => {
    const tokens = tokenMaps.map((map) => tokenLoss(map, region, fidelity, weights))
    for (const token of tokens) loss += token.loss
    if (!selfAttention || weights.region === 0) return { tokens, regionLoss: 0 }
    const outside = regionLoss(selfAttention, region, fidelity, weights.region)
    addRegionGradient(outside, selfAttentionGradient!)
    loss += outside.loss
    return { tokens, regionLoss: outside.loss }
  })
  return { loss, regions, ...(selfAttentionGradient && { selfAttentionGradient }) }
}

import { composerLoss } from '../losses/composerLoss.ts'
import type { LossRegion } from '../losses/lossRegion.ts'
import type { ComposerWeights } from '../losses/tokenLoss.ts'
import { bestShift } from '../losses/reinitialise.ts'
import type { Fidelity } from '../fidelity.ts'
import type { AttentionLoss, RowAttention } from '../plan.ts'
import type { NoiseMove } from '../losses/reinitialise.ts'

/** A region that is guided: its shape, its place among the segments, and which of its tokens are looked at. */
export interface GuidedSegment {
  readonly region: LossRegion
  readonly segment: number
  readonly tokens: readonly number[]
}

/** What the losses of LoRA-Composer are computed with. */
export interface ComposerGuide {
  readonly segments: readonly GuidedSegment[]
  /** Tokens of a segment. */
  readonly segmentTokens: number
  readonly weights: ComposerWeights
  readonly fidelity: Fidelity
}

/** The attention of a segment's token in a map `[segments, cells, segmentTokens]`. */
function tokenMap(
  cross: Float32Array,
  { segment, region }: GuidedSegment,
  token: number,
  segmentTokens: number,
): Float64Array {
  const cells = region.mask.length
  const first = segment * cells * segmentTokens + token
  return Float64Array.from({ length: cells }, (_, cell) => cross[first + cell * segmentTokens]!)
}

function tokenMaps(guide: ComposerGuide, cross: Float32Array, segment: GuidedSegment): Float64Array[] {
  return segment.tokens.map((token) => tokenMap(cross, segment, token, guide.segmentTokens))
}

/** The losses of all regions, and their derivative by the maps of the one row that is read. */
export function guideLoss(guide: ComposerGuide, { cross, self }: RowAttention): AttentionLoss {
  const { segments, segmentTokens, weights, fidelity } = guide
  const guided = segments.map((segment) => ({ region: segment.region, tokenMaps: tokenMaps(guide, cross, segment) }))
  const { loss, regions, selfAttentionGradient } = composerLoss(guided, self, fidelity, weights)
  if (loss === 0) return { loss, gradients: [] }
  const crossGradient = new Float32Array(cross.length)
  segments.forEach((segment, index) => {
    const cells = segment.region.mask.length
    segment.tokens.forEach((token, place) => {
      const { gradient } = regions[index]!.tokens[place]!
      const first = segment.segment * cells * segmentTokens + token
      gradient.forEach((value, cell) => (crossGradient[first + cell * segmentTokens]! += value))
    })
  })
  const selfGradient = selfAttentionGradient && Float32Array.from(selfAttentionGradient)
  return { loss, gradients: [{ cross: crossGradient, ...(selfGradient && { self: selfGradient }) }] }
}

/** Where each region's noise is taken from. */
export function noiseMoves(guide: ComposerGuide, { cross }: RowAttention): NoiseMove[] {
  return guide.segments.map((segment) => ({
    region: segment.region,
    shift: bestShift(tokenMaps(guide, cross, segment), segment.region),
  }))
}

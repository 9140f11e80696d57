import type { Fidelity } from '../fidelity.ts'
import { minMaxEmbedding, minMaxGradient } from './minMaxEmbedding.ts'
import { ntXent } from './ntXent.ts'

/** A cross-attention map of one token of one branch, and the number of the concept that the token means. */
export interface LabelledMap {
  readonly map: ArrayLike<number>
  readonly label: number
}

export interface ContrastiveLossOptions {
  readonly fidelity: Fidelity
  /** τ. */
  readonly temperature?: number
  /**
   * Drawn masks on the same grid: each is one more embedding of its concept that does not change, so that attention is
   * drawn to the drawing. Without them the loss is exactly CLoRA's.
   */
  readonly drawings?: readonly LabelledMap[]
}

export interface MapLoss {
  readonly loss: number
  /** d loss / d map, one for each map; drawings have none. */
  readonly gradients: readonly Float64Array[]
}

/** As hard-coded in CLoRA's program. */
export const contrastiveTemperature = 0.5

/**
 * CLoRA's loss (Meral et al. 2024): maps of tokens that mean one concept shall be alike, those of different concepts
 * apart. NT-Xent over the min-max embeddings of the maps. Maps of one concept alone have loss 0.
 */
export function contrastiveLoss(maps: readonly LabelledMap[], options: ContrastiveLossOptions): MapLoss {
  const { fidelity, temperature = contrastiveTemperature, drawings = [] } = options
  const embeddings = maps.map(({ map }) => minMaxEmbedding(map, fidelity))
  // A drawing of the whole canvas is constant; it says nothing about a place and must not break the loss.
  const constants = drawings.map(({ map }) => minMaxEmbedding(map, 'fixed'))
  const { loss, gradients } = ntXent(
    [...embeddings, ...constants].map(({ values }) => values),
    [...maps, ...drawings].map(({ label }) => label),
    temperature,
  )
  return { loss, gradients: embeddings.map((embedding, index) => minMaxGradient(embedding, gradients[index]!)) }
}

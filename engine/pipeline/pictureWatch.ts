import type { PictureReading } from './readPicture.ts'
import type { EvaluationProgress } from './textToImage.ts'

/**
 * Whoever looks at a picture while it is made, as a window does, and makes events of its own of what there is to see.
 */
export interface PictureWatch<Extra> {
  /** See `LatentsSettings`. */
  readonly readsAttention: boolean
  /** After each evaluation. The time that it takes is not time of the step. */
  evaluation(progress: EvaluationProgress, seed: number): AsyncIterable<Extra>
  /** After the finished latents were read. */
  reading(reading: PictureReading, seed: number): Iterable<Extra>
}

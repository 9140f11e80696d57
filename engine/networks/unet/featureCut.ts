import type { UNetConfig } from '../../checkpoint/configs/unetConfig.ts'
import { EngineError } from '../../errors/engineError.ts'

/**
 * Where a UNet is cut in two for feature caching (DeepCache, Ma et al. 2023): the shallow part is everything up to the
 * output of one resnet and its transformer on the way down, and from where that output joins on the way up. Pair −1 of
 * block 0 is the first convolution alone.
 */
export interface FeatureCut {
  readonly downBlock: number
  readonly pair: number
}

/** All of the first down block: what CMLoRA and DeepCache's (0, 1) keep in SD 1.x. */
export function firstBlockCut(config: UNetConfig): FeatureCut {
  return { downBlock: 0, pair: config.layersPerBlock[0]! - 1 }
}

/**
 * The place of a cut among the skip connections, in the order in which they are made: the first convolution, then for
 * each block its pairs and, in all but the last, its downsampler.
 * @throws EngineError `setting-invalid` for a cut that the network does not have.
 */
export function skipIndexOf(config: UNetConfig, { downBlock, pair }: FeatureCut): number {
  const first = downBlock === 0 ? -1 : 0
  const layers = config.layersPerBlock[downBlock]
  if (layers === undefined || !Number.isInteger(pair) || pair < first || pair >= layers) {
    throw new EngineError(
      'setting-invalid',
      `This model has no cut at pair ${pair} of down block ${downBlock}.`,
      `Choose a down block from 0 to ${config.layersPerBlock.length - 1} and a pair below its number of layers.`,
    )
  }
  const before = config.layersPerBlock.slice(0, downBlock).reduce((sum, count) => sum + count + 1, 0)
  return 1 + before + pair
}

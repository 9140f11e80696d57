import type { Checkpoint } from '../../checkpoint/checkpoint.ts'
import type { TextEncoderOptions } from './textEncoder.ts'

type TextModel = Pick<Checkpoint, 'architecture' | 'textEncoders'>

/**
 * How a model reads its text encoders. SD 1 and 2 read a layer through the final norm; SDXL reads the layer before the
 * last bare, so that its clip skip of 1 is a 2 here, and takes the pooled embedding of the second encoder.
 */
export function textEncoderOptions({ architecture, textEncoders }: TextModel, clipSkip: number): TextEncoderOptions[] {
  const isXL = architecture === 'sdxl'
  return textEncoders.map((_, index) => ({
    clipSkip: isXL ? clipSkip + 1 : clipSkip,
    normalised: !isXL,
    pooled: isXL && index === textEncoders.length - 1,
    adaptable: true,
  }))
}

/** The greatest clip skip that the text encoders of a model have enough layers for. */
export function mostClipSkip(model: TextModel): number {
  const layers = Math.min(...model.textEncoders.map(({ config }) => config.layers))
  const deepestOfOne = Math.max(...textEncoderOptions(model, 1).map(({ clipSkip }) => clipSkip))
  return layers - deepestOfOne + 1
}

import { EngineError } from '../errors/engineError.ts'
import type { CLIPConfig } from './configs/clipConfig.ts'
import type { UNetConfig } from './configs/unetConfig.ts'

/** The kind of a model: how text reaches the network, not how large it is. */
export type Architecture = 'sd1' | 'sd2' | 'sdxl'

/** Width of OpenCLIP ViT-H, the text encoder of Stable Diffusion 2. */
const openClipWidth = 1024

/**
 * Tells the kind of a model from its structure:
 * - two text encoders and added text-time conditioning: 'sdxl';
 * - one text encoder and no added conditioning: 'sd2' where anything is as in Stable Diffusion 2 (text of width 1024,
 *   linear projections around attention, or an OpenCLIP encoder, which is the one with the exact GELU), else 'sd1'.
 *
 * Widths and depths are free otherwise, so that small models of the same kind work. `path` is for messages. Throws
 * 'model-unsupported' for any other combination.
 */
export function architectureOf(unet: UNetConfig, textEncoders: readonly CLIPConfig[], path: string): Architecture {
  if (unet.addition === null && textEncoders.length === 1) {
    const isSecond =
      unet.crossAttentionDim[0] === openClipWidth || unet.useLinearProjection || textEncoders[0]!.activation === 'gelu'
    return isSecond ? 'sd2' : 'sd1'
  }
  if (unet.addition !== null && textEncoders.length === 2) return 'sdxl'
  const [found, remedy] =
    unet.addition === null
      ? ['two text encoders, but a UNet that reads one', 'Use a complete model of the Stable Diffusion XL family.']
      : [
          'a UNet of the Stable Diffusion XL family, but one text encoder, as the refiner has it',
          'Use the base model instead of the refiner, or download the text encoder that is missing.',
        ]
  throw new EngineError('model-unsupported', `'${path}' has ${found}.`, remedy)
}

import { join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import type { CLIPConfig } from './configs/clipConfig.ts'
import type { UNetConfig } from './configs/unetConfig.ts'
import type { VAEConfig } from './configs/vaeConfig.ts'

/** The size-and-crop numbers of SDXL's added conditioning. */
const timeIdCount = 6

/** Pixels for each latent in either direction, in every model of the family. */
const pixelsOfLatent = 8

const mixed = 'The parts come from different models: take all folders from the same model.'

interface Parts {
  /** The model's folder, for messages. */
  readonly path: string
  readonly unet: UNetConfig
  readonly textEncoders: readonly CLIPConfig[]
  readonly vae: VAEConfig | undefined
}

/**
 * Checks what one component expects of another. Throws 'file-invalid' where parts of different models were put
 * together, and 'model-unsupported' where the UNet takes more than latents.
 */
export function requireMatchingComponents({ path, unet, textEncoders, vae }: Parts): void {
  const { inChannels, outChannels, crossAttentionDim, addition } = unet
  const unetPath = join(path, 'unet')
  if (inChannels !== outChannels) {
    throw new EngineError(
      'model-unsupported',
      `The UNet in '${unetPath}' takes ${inChannels} channels and gives ${outChannels}: ` +
        'it is made for inpainting, for editing or for depth.',
      'Use a text-to-image model of the same family.',
    )
  }
  const textWidth = textEncoders.reduce((sum, { hiddenSize }) => sum + hiddenSize, 0)
  const expectedWidth = crossAttentionDim.find((width) => width !== textWidth)
  if (expectedWidth !== undefined) {
    throw mismatch(
      `The UNet in '${unetPath}' reads text of width ${expectedWidth}; the text encoders give ${textWidth}.`,
    )
  }
  if (vae !== undefined && vae.latentChannels !== inChannels) {
    throw mismatch(
      `The UNet in '${unetPath}' works on ${inChannels} channels; ` +
        `the VAE in '${join(path, 'vae')}' has ${vae.latentChannels}.`,
    )
  }
  if (vae !== undefined && (2 ** (vae.blockOutChannels.length - 1) !== pixelsOfLatent || vae.outChannels !== 3)) {
    throw new EngineError(
      'model-unsupported',
      `The VAE in '${join(path, 'vae')}' makes ${vae.outChannels} channels at ${2 ** (vae.blockOutChannels.length - 1)} ` +
        `pixels for each latent; the engine draws 3 channels at ${pixelsOfLatent}.`,
      'Use a model of the Stable Diffusion family.',
    )
  }
  if (addition !== null) {
    const pooledWidth = textEncoders.at(-1)!.projectionDim
    const given = pooledWidth + timeIdCount * addition.timeEmbedDim
    if (given !== addition.projectionInputDim) {
      throw mismatch(
        `The UNet in '${unetPath}' reads added conditioning of width ${addition.projectionInputDim}; ` +
          `the text encoder in '${join(path, 'text_encoder_2')}' leads to ${given}.`,
      )
    }
  }
}

function mismatch(message: string): EngineError {
  return new EngineError('file-invalid', message, mixed)
}

import { encodePreview } from '../image/previewPicture.ts'
import { toPixels } from '../image/imageTensor.ts'
import type { ImagePixels } from '../image/readImage.ts'
import { decodeLatents, vaeDownsampleFactor } from './decodeLatents.ts'
import { decoderMemoryBound } from './finishPicture.ts'
import { createLatentColors } from './latentColors.ts'
import type { OpenProject } from './openProject.ts'
import type { PreparedRender } from './prepareRender.ts'
import type { EvaluationProgress } from './textToImage.ts'

/** A picture that is still being made, as the scheduler guesses it. */
export interface Preview {
  readonly width: number
  readonly height: number
  readonly mime: string
  readonly bytes: Uint8Array
}

export type Previewer = (progress: EvaluationProgress, signal: AbortSignal) => Promise<Preview>

/** The longer side of a preview, in pixels. */
const largestSide = 512
/** The part of the sampling time that decoding may take for previews. */
const decodingPart = 0.15

/**
 * Makes previews of a render. The VAE decodes the guess as often as it can within a part of the sampling time, the first time
 * at once; between, colours are computed from the latents by a linear map that those decodings have taught.
 */
export function createPreviewer(
  { model, vae }: Pick<OpenProject, 'model' | 'vae'>,
  { size }: Pick<PreparedRender, 'size'>,
): Previewer {
  const decoder = { vae, openGraph: model.openGraph, memoryBound: decoderMemoryBound }
  const colors = createLatentColors(vae.config.latentChannels)
  const shown = shownSize(size)
  let [sampling, decoding, dearest] = [0, 0, 0]

  const decode = async (latents: Float32Array, signal: AbortSignal): Promise<ImagePixels> => {
    const started = performance.now()
    const image = await decodeLatents(decoder, latents, size, signal)
    colors.learn(latents, image, size)
    const taken = performance.now() - started
    decoding += taken
    // The first decoding opens a session that the picture needs anyway: the next ones are cheaper.
    dearest = dearest === 0 ? taken / 2 : Math.max(taken, dearest / 2)
    return {
      width: size.width * vaeDownsampleFactor,
      height: size.height * vaeDownsampleFactor,
      pixels: toPixels(image),
    }
  }

  return async (progress, signal) => {
    sampling += progress.milliseconds
    const latents = progress.denoised()
    const mayDecode = !colors.isReady || decoding + dearest <= decodingPart * sampling
    const picture = mayDecode ? await decode(latents, signal) : { ...size, pixels: colors.colors(latents, size) }
    return { ...shown, mime: 'image/webp', bytes: await encodePreview(picture, shown) }
  }
}

function shownSize({ width, height }: PreparedRender['size']): { width: number; height: number } {
  const scale = Math.min(1, largestSide / (Math.max(width, height) * vaeDownsampleFactor)) * vaeDownsampleFactor
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

import { encodePreview } from '../image/previewPicture.ts'
import { toPixels } from '../image/imageTensor.ts'
import type { ImagePixels } from '../image/readImage.ts'
import { decodeLatents, vaeDownsampleFactor, type Size } from './decodeLatents.ts'
import { decoderMemoryBound } from './finishPicture.ts'
import { createLatentColors, type LatentColors } from './latentColors.ts'
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
const budget = 0.2
/** The part of the steps from which on guesses have the colours of finished pictures, and so teach them. */
const teaching = 0.35
/** How much an earlier guess counts. */
const early = 0.01

/** What decodings of earlier renders have taught of a model's colours. */
const knownColors = new WeakMap<object, LatentColors>()

/**
 * Makes previews of a render. The VAE decodes the guess as often as it can within a part of the sampling time; between,
 * colours are computed from the latents by a linear map that the last decoding has taught.
 */
export function createPreviewer(
  { model, vae }: Pick<OpenProject, 'model' | 'vae'>,
  { size }: Pick<PreparedRender, 'size'>,
): Previewer {
  const decoder = { vae, openGraph: model.openGraph, memoryBound: decoderMemoryBound }
  const colors = knownColors.get(vae) ?? createLatentColors(vae.config.latentChannels)
  knownColors.set(vae, colors)
  const shown = shownSize(size)
  let [sampling, spent, usual] = [0, 0, 0]

  const decode = async (latents: Float32Array, weight: number, signal: AbortSignal): Promise<ImagePixels> => {
    const started = performance.now()
    const image = await decodeLatents(decoder, latents, size, signal)
    colors.learn(latents, image, size, weight)
    usual = performance.now() - started
    spent += usual
    const [width, height] = [size.width * vaeDownsampleFactor, size.height * vaeDownsampleFactor]
    return { width, height, pixels: toPixels(image) }
  }

  return async (progress, signal) => {
    sampling += progress.milliseconds
    const latents = progress.denoised()
    const part = (progress.evaluationIndex + 1) / progress.evaluationCount
    const mayDecode = !colors.isReady || (part > teaching / 2 && spent + usual <= budget * sampling)
    const picture = mayDecode
      ? await decode(latents, part >= teaching ? 1 : early, signal)
      : { ...size, pixels: colors.colors(latents, size) }
    return { ...shown, mime: 'image/webp', bytes: await encodePreview(picture, shown) }
  }
}

function shownSize({ width, height }: Size): Size {
  const scale = Math.min(1, largestSide / (Math.max(width, height) * vaeDownsampleFactor)) * vaeDownsampleFactor
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

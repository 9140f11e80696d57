import type { Checkpoint } from './checkpoint.ts'

/** Of every Stable Diffusion, for models that bring no VAE of their own. */
const usualPixels = 8

/** Pixels along a side of a cell of the latents. */
export function pixelsPerLatent({ vae }: Pick<Checkpoint, 'vae'>): number {
  return vae === undefined ? usualPixels : 2 ** (vae.config.blockOutChannels.length - 1)
}

/** Side of the pictures that a model was trained on, in pixels; undefined where its config does not say. */
export function nativeSideOf(checkpoint: Pick<Checkpoint, 'vae' | 'unet'>): number | undefined {
  const { sampleSize } = checkpoint.unet.config
  return sampleSize === null ? undefined : sampleSize * pixelsPerLatent(checkpoint)
}

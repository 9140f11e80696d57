import sharp from 'sharp'
import type { ImagePixels } from './readImage.ts'

const quality = 80

/**
 * A picture as a small WebP for looking at while the real one is made: scaled to `width` × `height`, smoothly where it
 * grows.
 */
export async function encodePreview(
  { pixels, width, height }: ImagePixels,
  size: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(size.width, size.height, { fit: 'fill', kernel: 'cubic' })
    .webp({ quality, effort: 0 })
    .toBuffer()
}

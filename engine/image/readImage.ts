import sharp from 'sharp'
import type { Sharp } from 'sharp'
import { EngineError } from '../errors/engineError.ts'
import { readingFile } from '../files/readingFile.ts'
import { isReadFormat, mostPixels } from './pictureFile.ts'

export interface ImagePixels {
  readonly width: number
  readonly height: number
  /** `[height, width, 3]`, RGB. */
  readonly pixels: Uint8Array
}

const largestFile = 1_000_000_000

/**
 * Reads a PNG, JPEG or WebP picture in sRGB, upright. Transparent places keep the colour that lies beneath.
 *
 * Throws 'file-invalid' for damaged pictures, 'file-refused' for other formats, and as `readFailure`.
 */
export async function readImage(path: string): Promise<ImagePixels> {
  return decoding(path, async (image) => {
    const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, pixels: data }
  })
}

/**
 * Reads a picture as a mask: brightness times opacity, 0…1, `[height, width]`, whatever its own size. A picture of
 * another size is stretched. Throws as `readImage`.
 */
export async function readMask(path: string, width: number, height: number): Promise<Float32Array> {
  return decoding(path, async (image) => {
    const { data } = await image
      .resize(width, height, { fit: 'fill', kernel: 'linear' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const mask = new Float32Array(width * height)
    for (let i = 0; i < mask.length; i++) {
      mask[i] = (luma(data, i * 4) / 255) * (data[i * 4 + 3]! / 255)
    }
    return mask
  })
}

/** Weights of ITU-R BT.709. They add up to 1, so that white is 1 and a grey is itself. */
function luma(rgba: Uint8Array, offset: number): number {
  return 0.2126 * rgba[offset]! + 0.7152 * rgba[offset + 1]! + 0.0722 * rgba[offset + 2]!
}

/** Decodes from memory: sharp would remember a file by its name and miss that it has changed. */
async function decoding<T>(path: string, use: (image: Sharp) => Promise<T>): Promise<T> {
  const bytes = await readingFile(path, async (file) => {
    const { size } = await file.stat()
    if (size > largestFile) {
      throw new EngineError('file-refused', `'${path}' is too large for a picture.`, 'Choose a smaller picture.')
    }
    return file.readFile()
  })
  try {
    const settings = { limitInputPixels: mostPixels, failOn: 'error' } as const
    const { format } = await sharp(bytes, settings).metadata()
    if (!isReadFormat(format)) throw otherFormat(path, format)
    return await use(sharp(bytes, settings).autoOrient().toColourspace('srgb'))
  } catch (error) {
    if (error instanceof EngineError) throw error
    throw new EngineError(
      'file-invalid',
      `'${path}' is not a picture that can be read: ${error instanceof Error ? error.message : String(error)}.`,
      'Save it again as a PNG.',
      { cause: error },
    )
  }
}

function otherFormat(path: string, format: string): EngineError {
  return new EngineError(
    'file-refused',
    `'${path}' is a picture of the format ${format}; PNG, JPEG and WebP are read.`,
    'Save it as a PNG.',
  )
}

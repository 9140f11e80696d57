import sharp from 'sharp'
import { EngineError } from '../errors/engineError.ts'
import { readingFile } from '../files/readingFile.ts'

const mostPixels = 16_384 * 16_384
const quality = 82

/**
 * A small WebP of a picture, at most `side` pixels wide and high, never larger than the picture. Throws 'file-invalid'
 * for what is no picture, and as `readFailure`.
 */
export async function makeThumbnail(path: string, side: number): Promise<Uint8Array> {
  const bytes = await readingFile(path, (file) => file.readFile())
  try {
    return await sharp(bytes, { limitInputPixels: mostPixels })
      .autoOrient()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality })
      .toBuffer()
  } catch (error) {
    throw new EngineError('file-invalid', `'${path}' is not a picture that can be read.`, 'Use another picture.', {
      cause: error,
    })
  }
}

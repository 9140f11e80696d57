import sharp from 'sharp'
import { EngineError } from '../errors/engineError.ts'
import { isReadFormat, mostPixels } from './pictureFile.ts'

/** A PNG of a PNG, JPEG or WebP picture, upright, with its transparency. Throws 'file-invalid' for everything else. */
export async function toPng(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    const { format } = await sharp(bytes, { limitInputPixels: mostPixels }).metadata()
    if (isReadFormat(format)) return await sharp(bytes, { limitInputPixels: mostPixels }).autoOrient().png().toBuffer()
  } catch (error) {
    throw new EngineError('file-invalid', 'The picture is damaged.', 'Use another copy of it.', { cause: error })
  }
  throw new EngineError('file-invalid', 'The file is not a picture that can be shown.', 'Use a PNG, JPEG or WebP.')
}

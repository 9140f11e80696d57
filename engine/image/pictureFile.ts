import sharp from 'sharp'
import { EngineError } from '../errors/engineError.ts'
import { readingFile } from '../files/readingFile.ts'

/**
 * Formats that are decoded, with the extensions that files of them get. Others, such as SVG, may pull in further files.
 */
const extensions: Readonly<Record<string, string>> = { png: '.png', jpeg: '.jpg', webp: '.webp' }

const signatureBytes = 12
/** Of PNG, JPEG and WebP, each byte a character. */
const signatures = /^(\x89PNG|\xff\xd8\xff|RIFF[^]{4}WEBP)/

/** A picture may have at most this many pixels. */
export const mostPixels = 16_384 * 16_384

export function isReadFormat(format: string | undefined): boolean {
  return format !== undefined && Object.hasOwn(extensions, format)
}

/**
 * The bytes of a picture, if the file at `path` is one: a PNG, JPEG or WebP by its contents, of at most `mostBytes`.
 * Undefined for everything else, also where nothing lies. Pipes and devices are never opened.
 */
export async function readPictureFile(
  path: string,
  mostBytes: number,
): Promise<{ readonly bytes: Uint8Array; readonly extension: string } | undefined> {
  try {
    const bytes = await readingFile(path, async (file) => {
      const { size } = await file.stat()
      if (size > mostBytes) return undefined
      const { buffer } = await file.read(Buffer.alloc(signatureBytes), 0, signatureBytes, 0)
      return signatures.test(buffer.toString('latin1')) ? file.readFile() : undefined // a model is not read whole
    })
    const extension = bytes && (await extensionOf(bytes))
    return bytes && extension ? { bytes, extension } : undefined
  } catch (error) {
    if (error instanceof EngineError) return undefined
    throw error
  }
}

async function extensionOf(bytes: Uint8Array): Promise<string | undefined> {
  const { format = '' } = await sharp(bytes, { limitInputPixels: mostPixels })
    .metadata()
    .catch(() => ({ format: '' }))
  return isReadFormat(format) ? extensions[format] : undefined
}

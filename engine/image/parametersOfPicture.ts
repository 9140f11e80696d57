import sharp from 'sharp'
import { EngineError } from '../errors/engineError.ts'
import { readingFile } from '../files/readingFile.ts'
import { readPngTexts } from './pngTexts.ts'

const mostBytes = 256_000_000

/**
 * The text in which most programs say how a picture was made: `parameters` of a PNG, the comment of a JPEG or WebP.
 * Undefined where there is none. Errors as `readPngTexts` and `readFailure`; 'file-invalid' for damaged pictures.
 */
export async function parametersOfPicture(path: string, extension: string): Promise<string | undefined> {
  if (extension === '.png') return (await readPngTexts(path)).get('parameters')
  const bytes = await readingFile(path, async (file) => {
    const { size } = await file.stat()
    return size > mostBytes ? Buffer.alloc(0) : file.readFile()
  })
  try {
    const { exif } = await sharp(bytes).metadata()
    return exif === undefined ? undefined : userComment(exif)
  } catch (error) {
    throw new EngineError('file-invalid', `'${path}' is not a picture that can be read.`, 'Use another copy.', {
      cause: error,
    })
  }
}

/** The marks of eight bytes that tell the encoding of `UserComment` (Exif 2.3, 4.6.5, table 9). */
const unicodeMark = Buffer.from('UNICODE\0', 'latin1')
const asciiMark = Buffer.from('ASCII\0\0\0', 'latin1')

function userComment(exif: Buffer): string | undefined {
  const unicode = exif.indexOf(unicodeMark)
  if (unicode !== -1) return decodeUtf16(exif.subarray(unicode + unicodeMark.length))
  const ascii = exif.indexOf(asciiMark)
  if (ascii === -1) return undefined
  const [text] = exif
    .subarray(ascii + asciiMark.length)
    .toString('utf8')
    .split('\0', 1)
  return text || undefined
}

/** The order of bytes is not told; the first letter of a prompt is nearly always of the Latin alphabet. */
function decodeUtf16(bytes: Buffer): string | undefined {
  const isBigEndian = bytes[0] === 0
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
  const text = (isBigEndian ? even.swap16() : even).toString('utf16le')
  return text.split('\0', 1)[0] || undefined
}

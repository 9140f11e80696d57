import { isUtf8 } from 'node:buffer'
import { crc32, inflateSync } from 'node:zlib'
import { EngineError } from '../errors/engineError.ts'
import { readingFile } from '../files/readingFile.ts'

/** Where a PNG is read from, piece by piece: pixels are passed over. */
interface PngSource {
  readonly name: string
  readonly byteLength: number
  readonly read: (offset: number, length: number) => Promise<Buffer>
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex')
/** Bounds for files that mean harm. Honest ones stay far below. */
const mostChunks = 100_000
const longestTextChunk = 16_000_000
const mostTextBytes = 64_000_000

/**
 * The texts of a PNG by keyword, of a file or of its bytes: `tEXt`, `zTXt` and `iTXt` (PNG Specification, third
 * edition, 11.3.3). Of several with one keyword the first counts. Pixels are neither read nor checked.
 *
 * Throws 'file-invalid' for what is no PNG, ends early or holds a damaged text, and as `readFailure`.
 */
export async function readPngTexts(source: Uint8Array | string): Promise<Map<string, string>> {
  if (typeof source !== 'string') {
    const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    const read = (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length))
    return readTexts({ name: 'The picture', byteLength: bytes.length, read })
  }
  return readingFile(source, async (file) => {
    const { size } = await file.stat()
    const read = async (offset: number, length: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
      return buffer.subarray(0, bytesRead)
    }
    return readTexts({ name: `'${source}'`, byteLength: size, read })
  })
}

async function readTexts(source: PngSource): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  if (!(await source.read(0, signature.length)).equals(signature)) {
    throw new EngineError('file-invalid', `${source.name} is not a PNG picture.`, 'Choose a PNG picture.')
  }
  let bytesLeft = mostTextBytes
  let offset = signature.length
  for (let count = 0; ; count++) {
    if (count === mostChunks) throw damaged(source, `it has more than ${mostChunks} parts`)
    const head = await source.read(offset, 8)
    if (head.length < 8) throw damaged(source, 'it ends early')
    const length = head.readUInt32BE(0)
    const type = head.toString('latin1', 4, 8)
    if (offset + 12 + length > source.byteLength) throw damaged(source, 'it ends early')
    if (type === 'IEND') return texts
    const decode = textDecoders[type]
    if (decode !== undefined) {
      if (length > longestTextChunk) throw damaged(source, `it holds a text of ${length} bytes`)
      const [keyword, text] = decode(await readChunk(source, offset, length, head), source, bytesLeft)
      bytesLeft -= text.length
      if (bytesLeft < 0) throw damaged(source, 'its texts are too long')
      if (!texts.has(keyword)) texts.set(keyword, text)
    }
    offset += 12 + length
  }
}

/** The data of a chunk whose CRC fits. */
async function readChunk(source: PngSource, offset: number, length: number, head: Buffer): Promise<Buffer> {
  const data = await source.read(offset + 8, length + 4)
  if (data.length < length + 4) throw damaged(source, 'it ends early')
  const body = data.subarray(0, length)
  const expected = data.readUInt32BE(length)
  if (crc32(body, crc32(head.subarray(4, 8))) !== expected) throw damaged(source, 'a text does not fit its checksum')
  return body
}

type TextDecoder = (data: Buffer, source: PngSource, mostBytes: number) => [keyword: string, text: string]

const textDecoders: Readonly<Record<string, TextDecoder>> = {
  tEXt(data, source) {
    const [keyword, text] = splitAtNul(data, source)
    return [keyword.toString('latin1'), decodeText(text)]
  },
  zTXt(data, source, mostBytes) {
    const [keyword, rest] = splitAtNul(data, source)
    return [keyword.toString('latin1'), decodeText(inflate(rest.subarray(0, 1), rest.subarray(1), source, mostBytes))]
  },
  iTXt(data, source, mostBytes) {
    const [keyword, rest] = splitAtNul(data, source)
    if (rest.length < 2) throw damaged(source, 'a text ends early')
    const [_language, afterLanguage] = splitAtNul(rest.subarray(2), source)
    const [_translatedKeyword, text] = splitAtNul(afterLanguage, source)
    const bytes = rest[0] === 0 ? text : inflate(rest.subarray(1, 2), text, source, mostBytes)
    return [keyword.toString('latin1'), bytes.toString('utf8')]
  },
}

function splitAtNul(data: Buffer, source: PngSource): [Buffer, Buffer] {
  const end = data.indexOf(0)
  if (end === -1) throw damaged(source, 'a text has no keyword')
  return [data.subarray(0, end), data.subarray(end + 1)]
}

/** Latin-1 by the specification; UTF-8 where some programs have written that instead. */
function decodeText(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1')
}

function inflate(method: Buffer, bytes: Buffer, source: PngSource, mostBytes: number): Buffer {
  if (method[0] !== 0) throw damaged(source, 'a text is compressed by an unknown method')
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(1, mostBytes) })
  } catch (error) {
    throw damaged(source, 'a compressed text is damaged or too long', error)
  }
}

function damaged(source: PngSource, reason: string, cause?: unknown): EngineError {
  return new EngineError('file-invalid', `${source.name} is damaged: ${reason}.`, 'Use another copy of the picture.', {
    cause,
  })
}

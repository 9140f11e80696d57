import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { assert } from '../errors/engineError.ts'

/** Longer texts are compressed. */
const longestPlainText = 2048
/** A setting, not a measure: the same pixels must give the same bytes from release to release. */
const compressionLevel = 6

const signatureAndHeaderBytes = 8 + 25

/**
 * A PNG of RGB pixels `[height, width, 3]` with texts by keyword, in their order. The same input gives the same bytes.
 *
 * Texts are written as `iTXt`, in UTF-8, compressed when they are long (PNG Specification, third edition, 11.3.3.4).
 * They stand before the pixels, so that reading them is fast.
 */
export async function encodePng(
  pixels: Uint8Array,
  width: number,
  height: number,
  texts: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  assert(pixels.length === width * height * 3, `${pixels.length} bytes are not a picture of ${width}x${height}`)
  const png = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel, adaptiveFiltering: true, palette: false })
    .toBuffer()
  assert(png.toString('latin1', 12, 16) === 'IHDR', 'a PNG begins with its header')
  const chunks = Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text))
  return Buffer.concat([png.subarray(0, signatureAndHeaderBytes), ...chunks, png.subarray(signatureAndHeaderBytes)])
}

function textChunk(keyword: string, text: string): Buffer {
  assert(/^[!-~](?:[ -~]{0,77}[!-~])?$/.test(keyword), `'${keyword}' is no keyword of a PNG text`)
  assert(!text.includes('\0'), `the text '${keyword}' holds a NUL`)
  const start = Buffer.from(`${keyword}\0`, 'latin1')
  const bytes = Buffer.from(text, 'utf8')
  const compressed = bytes.length > longestPlainText
  // Whether and how it is compressed, then language and translated keyword, both empty.
  const head = Buffer.of(compressed ? 1 : 0, 0, 0, 0)
  return chunk('iTXt', Buffer.concat([start, head, compressed ? deflateSync(bytes, { level: 9 }) : bytes]))
}

/** Length, type, data, and the CRC of type and data. */
function chunk(type: string, data: Buffer): Buffer {
  const result = Buffer.alloc(12 + data.length)
  result.writeUInt32BE(data.length, 0)
  result.write(type, 4, 'latin1')
  data.copy(result, 8)
  result.writeUInt32BE(crc32(result.subarray(4, 8 + data.length)), 8 + data.length)
  return result
}

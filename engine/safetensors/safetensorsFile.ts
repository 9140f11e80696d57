import { isUtf8 } from 'node:buffer'
import type { FileHandle } from 'node:fs/promises'
import { resolve } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { describeByteSize } from '../files/byteSize.ts'
import { readingFile } from '../files/readingFile.ts'
import { parseHeader } from './header.ts'
import type { TensorEntry } from './header.ts'
import { foreignContentError, refusePickleName } from './refusedFormats.ts'

export type { TensorEntry } from './header.ts'

/** What the header of a safetensors file says, checked against the file. The file itself is not kept open. */
export interface SafetensorsFile {
  /** Absolute path. */
  readonly path: string
  /** Size of the whole file. */
  readonly byteLength: number
  /** Position of the first byte after the header. */
  readonly dataOffset: number
  readonly metadata: ReadonlyMap<string, string>
  readonly tensors: ReadonlyMap<string, TensorEntry>
}

const lengthFieldBytes = 8
/** The limit of the format's own implementation. */
const largestHeader = 100_000_000
/** Enough to tell what a file is that is not safetensors. */
const bytesToRecognise = 512
const openingBrace = 0x7b

/**
 * Reads the header of a safetensors file, and nothing else of it, whatever its size.
 *
 * Layout: 8 bytes little-endian header length, JSON header, tensors. Throws 'file-refused' for pickles, by name before
 * anything is opened and by content, 'file-missing' or 'file-unreadable', and 'file-invalid' for anything else that is
 * not a complete file of the format.
 */
export async function openSafetensors(path: string): Promise<SafetensorsFile> {
  refusePickleName(path)
  const absolutePath = resolve(path)
  return readingFile(absolutePath, (file) => readHeader(file, absolutePath))
}

async function readHeader(file: FileHandle, path: string): Promise<SafetensorsFile> {
  const { size: byteLength } = await file.stat()
  const start = await readBytes(file, 0, Math.min(bytesToRecognise, byteLength))
  if (start.length === 0) {
    throw new EngineError('file-invalid', `'${path}' is empty.`, 'Download it again.')
  }
  if (start.length <= lengthFieldBytes) throw foreignContentError(path, start)

  const headerLength = start.readBigUInt64LE(0)
  if (start[lengthFieldBytes] !== openingBrace) throw foreignContentError(path, start)
  if (headerLength > BigInt(largestHeader)) throw foreignContentError(path, start)
  const dataOffset = lengthFieldBytes + Number(headerLength)
  if (dataOffset > byteLength) {
    const missing = describeByteSize(dataOffset - byteLength)
    throw new EngineError(
      'file-invalid',
      `'${path}' is not a valid safetensors file: it ends inside its header, ${missing} early or more.`,
      'The download or copy was cut short: download it again.',
    )
  }
  const header = await readBytes(file, lengthFieldBytes, Number(headerLength))
  if (!isUtf8(header)) throw foreignContentError(path, start)
  return { path, byteLength, dataOffset, ...parseHeader(header.toString(), { path, byteLength, dataOffset }) }
}

/** Up to `length` bytes from `position`; fewer where the file ends before. */
async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}

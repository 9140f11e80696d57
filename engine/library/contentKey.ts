import { createHash } from 'node:crypto'
import { readingFile } from '../files/readingFile.ts'
import type { SafetensorsFile } from '../safetensors/safetensorsFile.ts'

const sampleBytes = 4096

/**
 * Tells the tensors of a file from those of others by their size and two samples, at a third and at two thirds. It
 * stays the same when a file is moved, renamed or gets other metadata, and takes no time for large files. Errors as
 * `readFailure`.
 */
export async function contentKeyOf(file: SafetensorsFile): Promise<string> {
  const length = file.byteLength - file.dataOffset
  return readingFile(file.path, async (handle) => {
    const hash = createHash('sha256').update(`${length}:`)
    const buffer = new Uint8Array(sampleBytes)
    for (const part of [1 / 3, 2 / 3]) {
      const { bytesRead } = await handle.read(buffer, 0, sampleBytes, file.dataOffset + Math.floor(length * part))
      hash.update(buffer.subarray(0, bytesRead))
    }
    return hash.digest('base64url').slice(0, 22)
  })
}

import { createHash } from 'node:crypto'
import { readingFile } from './readingFile.ts'

const bytesPerRead = 1 << 20

/** SHA-256 of a whole file as 64 lower-case hexadecimal digits, read piece by piece. Errors as `readFailure`. */
export function sha256OfFile(path: string): Promise<string> {
  return sha256OfFileRange(path, 0)
}

/** The same of bytes that were read already. */
export function sha256OfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** SHA-256 of the bytes of a file from `start` to its end. Errors as `readFailure`. */
export async function sha256OfFileRange(path: string, start: number): Promise<string> {
  return readingFile(path, async (file) => {
    const hash = createHash('sha256')
    const buffer = new Uint8Array(bytesPerRead)
    for (let position = start; ;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(buffer.subarray(0, bytesRead))
      position += bytesRead
    }
  })
}

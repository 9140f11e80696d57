import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFailure } from './fileErrors.ts'

const bytesPerRead = 1 << 20

/** SHA-256 of a whole file as 64 lower-case hexadecimal digits, read piece by piece. Errors as `readFailure`. */
export function sha256OfFile(path: string): Promise<string> {
  return sha256OfFileRange(path, 0)
}

/** SHA-256 of the bytes of a file from `start` to its end. Errors as `readFailure`. */
export async function sha256OfFileRange(path: string, start: number): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path, { start, highWaterMark: bytesPerRead })) {
      hash.update(chunk as Uint8Array) // without an encoding the stream yields bytes
    }
  } catch (error) {
    throw readFailure(error, path)
  }
  return hash.digest('hex')
}

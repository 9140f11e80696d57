import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { writeFailure } from '../files/fileErrors.ts'
import { largestUpload } from '../protocol/window/messages.ts'

/** Bytes that windows send ahead of a call. */
export interface Uploads {
  /** Takes bytes as they come. @throws EngineError `file-refused` above `largestUpload`, and as `writeFailure`. */
  take(bytes: AsyncIterable<Uint8Array>): Promise<string>
  /** Where they lie. @throws EngineError `file-missing` for one that has expired. */
  pathOf(upload: string): string
  close(): Promise<void>
}

const keptForMs = 3_600_000

export async function openUploads(dataFolder: string, mostBytes = largestUpload): Promise<Uploads> {
  const folder = join(dataFolder, 'uploads')
  await rm(folder, { recursive: true, force: true }) // those of an earlier run belong to no window
  await mkdir(folder, { recursive: true })
  const expiries = new Map<string, NodeJS.Timeout>()
  const nameOf = (upload: string) => join(folder, upload.slice('upload:'.length))

  return {
    async take(bytes) {
      const upload = `upload:${randomBytes(18).toString('base64url')}`
      const path = nameOf(upload)
      try {
        await writeFile(path, bounded(bytes, mostBytes), { flag: 'wx' }) // closed, whatever happens
      } catch (error) {
        await rm(path, { force: true })
        throw writeFailure(error, path)
      }
      const expire = () => {
        expiries.delete(upload)
        void rm(path, { force: true })
      }
      expiries.set(upload, setTimeout(expire, keptForMs).unref())
      return upload
    },
    pathOf(upload) {
      if (!expiries.has(upload)) {
        throw new EngineError('file-missing', 'What was sent ahead is no longer there.', 'Choose the file again.')
      }
      return nameOf(upload)
    },
    async close() {
      for (const expiry of expiries.values()) clearTimeout(expiry)
      expiries.clear()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function* bounded(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array, void> {
  let length = 0
  for await (const chunk of bytes) {
    length += chunk.length
    if (length > most) {
      throw new EngineError(
        'file-refused',
        `The file is larger than ${Math.floor(most / 1_000_000)} MB.`,
        'Put large files into a folder of the library instead.',
      )
    }
    yield chunk
  }
}

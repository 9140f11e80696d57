import { mkdir } from 'node:fs/promises'
import { writeFailure } from '../files/fileErrors.ts'

/** Errors as `writeFailure`. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    throw writeFailure(error, path)
  }
}

import { open, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { EngineError } from '../errors/engineError.ts'
import { readFailure } from './fileErrors.ts'

/**
 * Opens a file for reading, hands it to `use` and closes it again. Folders, devices and pipes are refused before they
 * are opened, because opening a pipe waits for its other end. Throws as `readFailure`.
 */
export async function readingFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  try {
    const found = await stat(path)
    if (!found.isFile()) {
      throw new EngineError(
        'file-unreadable',
        `'${path}' is a ${found.isDirectory() ? 'folder' : 'device or pipe'}, where a file is needed.`,
        'Choose a file.',
      )
    }
    const file = await open(path, 'r')
    try {
      return await use(file)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw readFailure(error, path)
  }
}

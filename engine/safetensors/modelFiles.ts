import { readdir, readFile, stat } from 'node:fs/promises'
import { EngineError } from '../errors/engineError.ts'
import { isSystemError, readFailure } from '../files/fileErrors.ts'
import { sha256OfFile, sha256OfFileRange } from '../files/hashing.ts'
import type { SafetensorsFile } from './safetensorsFile.ts'

/** What lies at a path, links followed. Throws as `readFailure`, but not for a path where nothing is. */
export async function kindOfPath(path: string): Promise<'file' | 'folder' | 'missing'> {
  try {
    const found = await stat(path)
    return found.isDirectory() ? 'folder' : 'file'
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return 'missing'
    throw readFailure(error, path)
  }
}

/** The names in a folder, sorted. Throws as `readFailure`. */
export async function namesInFolder(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).sort()
  } catch (error) {
    throw readFailure(error, path)
  }
}

/** Model folders hold JSON of a few megabytes at most: the index of a sharded file, a vocabulary. */
const largestJson = 64_000_000

/** The object in a JSON file that lies beside weights. Throws 'file-invalid', or as `readFailure`. */
export async function readModelJson(path: string): Promise<Readonly<Record<string, unknown>>> {
  let parsed: unknown
  try {
    const { size } = await stat(path)
    parsed = size > largestJson ? undefined : JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw readFailure(error, path)
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new EngineError(
      'file-invalid',
      `'${path}' does not hold a JSON object.`,
      'The file is damaged or was cut short: download it again.',
    )
  }
  return parsed as Readonly<Record<string, unknown>>
}

/** Hashes of this run by path and the signs of a change: a model of gigabytes is read once. */
const knownHashes = new Map<string, Promise<string>>()

/** SHA-256 of a file in lower-case hexadecimal, remembered while the file keeps its size and time of change. */
export function hashOfModelFile(path: string): Promise<string> {
  return remembered(path, 0, () => sha256OfFile(path))
}

/**
 * SHA-256 of everything behind the header: the identity of the tensors, which edits of the metadata do not change. Its
 * first 12 digits are known as AutoV3.
 */
export function hashOfTensors(file: SafetensorsFile): Promise<string> {
  return remembered(file.path, file.dataOffset, () => sha256OfFileRange(file.path, file.dataOffset))
}

async function remembered(path: string, start: number, hash: () => Promise<string>): Promise<string> {
  let key: string
  try {
    const { size, mtimeMs, ino } = await stat(path)
    key = JSON.stringify([path, start, size, mtimeMs, ino]) // a file put in the place of another has its own number
  } catch (error) {
    throw readFailure(error, path)
  }
  const known = knownHashes.get(key)
  if (known !== undefined) return known
  const pending = hash()
  knownHashes.set(key, pending)
  pending.catch(() => knownHashes.delete(key))
  return pending
}

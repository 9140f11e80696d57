import { readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isSystemError, writeFailure } from '../files/fileErrors.ts'
import { makeFolder } from './makeFolder.ts'
import { pathsOf } from './galleryFolder.ts'

const keptForMs = 30 * 24 * 3_600_000

/** Moves a picture with what lies beside it. Errors as `writeFailure`. */
export async function movePicture(from: string, to: string, id: string): Promise<void> {
  await makeFolder(to)
  const [source, target] = [pathsOf(from, id), pathsOf(to, id)]
  // The picture first: a sidecar alone is nothing, a picture alone is found again.
  for (const part of ['picture', 'sidecar', 'maps'] as const) {
    try {
      await rename(source[part], target[part])
    } catch (error) {
      if (part !== 'picture' && isSystemError(error) && error.code === 'ENOENT') continue
      throw writeFailure(error, target[part])
    }
  }
}

/** Notes when a picture came into the bin: as the time of its sidecar. */
export async function stampDeleted(bin: string, id: string): Promise<void> {
  const now = new Date()
  await utimes(pathsOf(bin, id).sidecar, now, now).catch(() => undefined)
}

/** Removes for good what has been in the bin for 30 days. What cannot be removed stays for the next time. */
export async function emptyBin(bin: string, now = Date.now()): Promise<void> {
  const names = await readdir(bin).catch(() => [])
  for (const name of names.filter((candidate) => candidate.endsWith('.png'))) {
    const { picture, sidecar, maps } = pathsOf(bin, basename(name, '.png'))
    const found = await stat(sidecar).catch(() => stat(join(bin, name)).catch(() => undefined))
    if (found === undefined || now - found.mtimeMs < keptForMs) continue
    for (const path of [picture, sidecar, maps]) await rm(path, { force: true }).catch(() => undefined)
  }
}

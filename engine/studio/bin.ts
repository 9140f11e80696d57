import { readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename } from 'node:path'
import { isSystemError, writeFailure } from '../files/fileErrors.ts'
import { makeFolder } from './makeFolder.ts'
import { pathsOf } from './galleryFolder.ts'

const keptForMs = 30 * 24 * 3_600_000

/** A picture and what lies beside it. */
const parts = ['picture', 'sidecar', 'maps'] as const

/**
 * Moves a picture with what lies beside it. Where the program ends in between, `finishMoves` does the rest. Errors as
 * `writeFailure`.
 */
export async function movePicture(from: string, to: string, id: string): Promise<void> {
  await makeFolder(to)
  const [source, target] = [pathsOf(from, id), pathsOf(to, id)]
  // The picture first: a sidecar alone is nothing, a picture alone is found again.
  for (const part of parts) {
    try {
      await rename(source[part], target[part])
    } catch (error) {
      if (part !== 'picture' && isSystemError(error) && error.code === 'ENOENT') continue
      throw writeFailure(error, target[part])
    }
  }
}

/**
 * Notes when a picture goes into the bin: as the time of its sidecar, and before it is moved, so that nothing lies in
 * the bin with an older time. Errors as `writeFailure`.
 */
export async function stampDeleted(folder: string, id: string): Promise<void> {
  const now = new Date()
  const { sidecar } = pathsOf(folder, id)
  await utimes(sidecar, now, now).catch((error: unknown) => {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw writeFailure(error, sidecar)
  })
}

/** Moves after pictures in `to` what lies beside them and stayed in `from`, as when the program ended meanwhile. */
export async function finishMoves(from: string, to: string): Promise<void> {
  const [left, arrived] = await Promise.all([namesIn(from), namesIn(to)])
  for (const name of arrived) {
    if (!name.endsWith('.png') || left.has(name)) continue
    const id = basename(name, '.png')
    const [source, target] = [pathsOf(from, id), pathsOf(to, id)]
    for (const part of parts) {
      const file = basename(source[part])
      if (!left.has(file) || arrived.has(file)) continue
      await rename(source[part], target[part]).catch(() => undefined) // it is tried again at the next start
    }
  }
}

/** Removes for good what has been in the bin for 30 days. What cannot be removed stays for the next time. */
export async function emptyBin(bin: string, now = Date.now()): Promise<void> {
  for (const name of await namesIn(bin)) {
    if (!name.endsWith('.png')) continue
    const { picture, sidecar, maps } = pathsOf(bin, basename(name, '.png'))
    const since = (await stampOf(sidecar)) ?? (await movedAt(picture))
    if (since === undefined || now - since < keptForMs) continue
    // The picture last: without it, the others would never be looked at again.
    for (const path of [maps, sidecar, picture]) await rm(path, { force: true }).catch(() => undefined)
  }
}

async function namesIn(folder: string): Promise<ReadonlySet<string>> {
  return new Set(await readdir(folder).catch(() => []))
}

async function stampOf(sidecar: string): Promise<number | undefined> {
  return (await stat(sidecar).catch(() => undefined))?.mtimeMs
}

/** Of a picture without a sidecar: its contents are older than the time at which it came here. */
async function movedAt(picture: string): Promise<number | undefined> {
  const found = await stat(picture).catch(() => undefined)
  return found && Math.max(found.mtimeMs, found.ctimeMs)
}

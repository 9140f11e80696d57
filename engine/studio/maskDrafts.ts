import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { exists } from '../files/exists.ts'
import { isSystemError, writeFailure } from '../files/fileErrors.ts'
import type { Project } from '../protocol/project.ts'
import { makeFolder } from './makeFolder.ts'

/*
 * A stroke makes a new mask, and most are drafts: no picture was rendered with them, and no project saved. A draft has
 * a mark beside it. A mask without one stays for ever, whatever becomes of the mark: a picture that was passed on, and
 * a project whose masks were lost, find it by its contents.
 */

const mark = '.draft'
const keptForMs = 30 * 24 * 3_600_000
const mostLookedAt = 64

/** Before the mask at `path` is written: it is a draft unless it is there and is none. Errors as `writeFailure`. */
export async function markDraft(path: string): Promise<void> {
  const isNew = !(await exists(path))
  const now = new Date()
  try {
    await makeFolder(dirname(path))
    if (isNew) await writeFile(path + mark, '')
    else await utimes(path + mark, now, now)
  } catch (error) {
    if (isNew || !isSystemError(error) || error.code !== 'ENOENT') throw writeFailure(error, path + mark)
  }
}

/**
 * Before a render or a saved project has the masks of `project`, whose paths are absolute: they are drafts no more.
 * Errors as `writeFailure`.
 */
export async function keepMasks(project: Project, maskFolder: string): Promise<void> {
  const kept = masksOf(project).filter((path) => dirname(path) === maskFolder)
  for (const path of kept) {
    await rm(path + mark, { force: true }).catch((error: unknown) => {
      throw writeFailure(error, path + mark)
    })
  }
}

/**
 * Removes drafts that are thirty days old and not among `wanted`, before any window can ask for them. What cannot be
 * removed stays for the next time.
 */
export async function sweepDrafts(maskFolder: string, wanted: Iterable<string>, now = Date.now()): Promise<void> {
  const kept = new Set(wanted)
  const names = (await readdir(maskFolder).catch(() => [])).filter((name) => name.endsWith(mark))
  for (let first = 0; first < names.length; first += mostLookedAt) {
    await Promise.all(
      names.slice(first, first + mostLookedAt).map(async (name) => {
        const marked = join(maskFolder, name)
        const path = marked.slice(0, -mark.length)
        const found = await stat(marked).catch(() => undefined)
        if (found === undefined || now - found.mtimeMs < keptForMs || kept.has(path)) return
        // The mark last: a draft without one would stay.
        await rm(path, { force: true })
          .then(() => rm(marked, { force: true }))
          .catch(() => undefined)
      }),
    )
  }
}

/** The paths or handles of the masks of a project. */
export function masksOf({ concepts }: Project): string[] {
  return concepts.flatMap(({ region }) => (region.type === 'mask' ? [region.file.path] : []))
}

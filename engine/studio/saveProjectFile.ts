import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { FileHashes } from '../project/fileHashes.ts'
import { toReferencePath } from '../project/fileReferences.ts'
import { formatProject, writeProject } from '../project/projectFile.ts'
import { saveHashes } from '../project/resolveFiles.ts'
import type { Project } from '../protocol/project.ts'
import { bringMasks } from './maskFiles.ts'
import type { Nowhere } from './nowhere.ts'
import { eachReference } from './projectFiles.ts'

/** The artist does not wait longer for hashes of files that were never hashed: they follow when they are known. */
const longestHashingMs = 1_000

export interface SaveSettings {
  readonly hashes: FileHashes
  readonly maskFolder: string
  readonly nowhere: Nowhere
}

/**
 * Saves a project whose paths are absolute, with its masks beside it. Returns it with the paths and hashes that it was
 * saved with, the paths still absolute. A file without hashes is written again as soon as they are known, unless it was
 * changed meanwhile. Errors as `writeProject`.
 */
export async function saveProjectFile(
  path: string,
  project: Project,
  { hashes, maskFolder, nowhere }: SaveSettings,
): Promise<Project> {
  const folder = dirname(path)
  const withMasks = await bringMasks(project, path, maskFolder)
  const hashing = saveHashes(withMasks, folder, hashes)
  hashing.catch(() => undefined)
  const hashed = await Promise.race([hashing.catch(() => withMasks), after(longestHashingMs)])
  const saved = hashed ?? withMasks
  await writeProject(path, asWritten(saved, folder, nowhere))
  if (hashed === undefined) {
    const written = formatProject(asWritten(saved, folder, nowhere))
    void hashing
      .then(async (complete) => {
        if ((await readFile(path, 'utf8')) !== written) return
        await writeProject(path, asWritten(complete, folder, nowhere))
      })
      .catch(() => undefined) // the file is whole without them
  }
  return saved
}

/**
 * With paths from `folder`. What lies nowhere keeps the text that it came with, and is marked, so that it is not
 * followed.
 */
function asWritten(project: Project, folder: string, nowhere: Nowhere): Project {
  return eachReference(project, ({ name, path, ...reference }) => {
    const text = nowhere.textOf(path)
    return {
      ...reference,
      path: text ?? toReferencePath(folder, path),
      ...(name !== undefined && name !== basename(path) && { name }),
      ...(text !== undefined && { elsewhere: true }),
    }
  })
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds, undefined).unref()
  })
}

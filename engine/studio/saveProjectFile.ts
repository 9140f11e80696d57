import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { FileHashes } from '../project/fileHashes.ts'
import { toReferencePath } from '../project/fileReferences.ts'
import { formatProject, writeProject } from '../project/projectFile.ts'
import { saveHashes } from '../project/resolveFiles.ts'
import type { Project } from '../protocol/project.ts'
import { bringMasks } from './maskFiles.ts'
import { eachReference } from './projectFiles.ts'

/** The artist does not wait longer for hashes of files that were never hashed: they follow when they are known. */
const longestHashingMs = 1_000

/**
 * Saves a project whose paths are absolute, with its masks beside it. Returns it as it was saved. A file without hashes is
 * written again as soon as they are known, unless it was changed meanwhile. Errors as `writeProject`.
 */
export async function saveProjectFile(
  path: string,
  project: Project,
  { hashes, maskFolder }: { readonly hashes: FileHashes; readonly maskFolder: string },
): Promise<Project> {
  const folder = dirname(path)
  const withMasks = await bringMasks(project, path, maskFolder)
  const relative = eachReference(withMasks, ({ name, ...reference }) => ({
    ...reference,
    path: toReferencePath(folder, reference.path),
    ...(name !== undefined && name !== basename(reference.path) && { name }),
  }))
  const hashing = saveHashes(relative, folder, hashes)
  hashing.catch(() => undefined)
  const hashed = await Promise.race([hashing.catch(() => relative), after(longestHashingMs)])
  const saved = hashed ?? relative
  await writeProject(path, saved)
  if (hashed === undefined) {
    const written = formatProject(saved)
    void hashing
      .then(async (complete) => {
        if ((await readFile(path, 'utf8')) === written) await writeProject(path, complete)
      })
      .catch(() => undefined) // the file is whole without them
  }
  return saved
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds, undefined).unref()
  })
}

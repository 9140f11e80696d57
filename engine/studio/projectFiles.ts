import { basename, isAbsolute, parse, resolve } from 'node:path'
import { exists } from '../files/exists.ts'
import { fileReferencesOf, replaceFileReferences, type PlacedReference } from '../project/fileReferences.ts'
import type { FileReference, Project } from '../protocol/project.ts'
import type { FileHandles } from './fileHandles.ts'
import type { Nowhere } from './nowhere.ts'

/** `project`, whose paths are absolute, as windows have it: handles in the place of paths, names filled in. */
export function toWindow(project: Project, handles: FileHandles): Project {
  return eachReference(project, (reference, kind) => ({
    ...reference,
    path: handles.handleOf(reference.path, kind === 'mask' ? 'mask' : 'file'),
    name: reference.name ?? basename(reference.path),
  }))
}

/** `project` of a window with absolute paths. @throws EngineError `file-missing` for unknown handles. */
export function toEngine(project: Project, handles: FileHandles): Project {
  return eachReference(project, (reference) => ({ ...reference, path: handles.pathOf(reference.path) }))
}

/** Which files of this machine a document may name. */
export interface Reach {
  readonly nowhere: Nowhere
  /** Whether a path is one of the library, of masks or of projects: whoever wrote the document. */
  has(path: string): boolean
}

/**
 * `project` of a file in `folder` with absolute paths. No other machine and no device is asked for what it names,
 * unless it lies there itself.
 */
export function placedProject(project: Project, folder: string, reach: Reach): Promise<Project> {
  const driveOf = (path: string) => parse(path).root.toLowerCase()
  const mayName = (path: string) => isOfThisMachine(path) || driveOf(path) === driveOf(folder) || reach.has(path)
  return withAbsolutePaths(project, folder, reach, mayName)
}

/**
 * `project` that has no place on this machine, such as an upload or the recipe in a picture, with absolute paths.
 * Relative ones begin in `folder`. Whoever made it may have written any path: it gets what is in reach, and of
 * everything else not even learns whether it exists.
 */
export function foreignProject(project: Project, folder: string, reach: Reach): Promise<Project> {
  return withAbsolutePaths(project, folder, reach, (path) => reach.has(path))
}

/**
 * References that were saved without having been in reach are not followed later either, wherever their project lies.
 */
async function withAbsolutePaths(
  project: Project,
  folder: string,
  reach: Reach,
  mayName: (path: string) => boolean,
): Promise<Project> {
  const replacements = new Map<FileReference, FileReference>()
  for (const { reference } of fileReferencesOf(project, { hidden: true })) {
    const { elsewhere, ...plain } = reference
    const follows = elsewhere ? (path: string) => reach.has(path) : mayName
    replacements.set(reference, { ...plain, path: await placeOf(reference.path, folder, reach.nowhere, follows) })
  }
  return replaceFileReferences(project, replacements)
}

/** Backslashes of another system count as slashes where that helps. */
async function placeOf(
  text: string,
  folder: string,
  nowhere: Nowhere,
  mayName: (path: string) => boolean,
): Promise<string> {
  if (!isOfThisMachine(text) && !mayName(text)) return nowhere.pathOf(text)
  const spellings = [...new Set([text, text.replaceAll('\\', '/')])]
  const paths = spellings
    .map((spelling) => (isAbsolute(spelling) ? resolve(spelling) : resolve(folder, spelling)))
    .filter(mayName)
  for (const path of paths.length > 1 ? paths : []) if (await exists(path)) return path
  return paths[0] ?? nowhere.pathOf(text)
}

/** Not so where Windows would ask another machine, with the name and password hash of the artist, or a device. */
function isOfThisMachine(path: string): boolean {
  return !/^[\\/]{2}/.test(path)
}

/** `project` with every reference changed, whichever kind of file it names. */
export function eachReference(
  project: Project,
  change: (reference: FileReference, kind: PlacedReference['kind']) => FileReference,
): Project {
  const placed = fileReferencesOf(project, { hidden: true })
  return replaceFileReferences(
    project,
    new Map(placed.map(({ reference, kind }) => [reference, change(reference, kind)])),
  )
}

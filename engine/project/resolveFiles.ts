import { stat } from 'node:fs/promises'
import { basename, isAbsolute, join, resolve } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { kindOfPath } from '../safetensors/modelFiles.ts'
import type { FileReference, Project } from '../protocol/project.ts'
import { createFileHashes } from './fileHashes.ts'
import type { FileHashes } from './fileHashes.ts'
import { fileReferencesOf, replaceFileReferences, toReferencePath } from './fileReferences.ts'
import type { PlacedReference } from './fileReferences.ts'
import { createFileSearch } from './fileSearch.ts'
import type { FileSearch } from './fileSearch.ts'
import { sha256OfFolder } from './modelHash.ts'

export interface ResolvedFile {
  /** Absolute path. */
  readonly path: string
  /** Of the file, or the content hash of a model folder. */
  readonly sha256: string
}

export interface ResolvedFiles {
  /** The project with the hashes that were found, the changes that were accepted and the paths that were relinked. */
  readonly project: Project
  readonly model: ResolvedFile
  /** Every file that a render needs, by the `path` of its reference in `project`. */
  readonly files: ReadonlyMap<string, ResolvedFile>
  /** One sentence for each file that was accepted or relinked. */
  readonly warnings: readonly string[]
}

export interface ResolveSettings {
  /** Folders in which files that have moved are looked for, besides the project's own and the model's `loras`. */
  readonly searchFolders?: readonly string[] | undefined
  /** Use files that have changed since the project was saved. */
  readonly acceptChanged?: boolean | undefined
  /** Use the same file from another place where it has moved. */
  readonly relink?: boolean | undefined
  readonly hashes?: FileHashes | undefined
  /**
   * Without it, files that have moved are looked for nowhere, and sentences name files without their folders: the host
   * of a window has looked for them itself, and a window may learn no places.
   */
  readonly search?: boolean | undefined
}

/** What became of one reference. */
type Outcome =
  | { readonly type: 'resolved'; readonly file: ResolvedFile; readonly reference: FileReference; warning?: string }
  | { readonly type: 'failed'; readonly error: EngineError }

interface Surroundings {
  readonly projectFolder: string
  readonly settings: ResolveSettings
  readonly hashes: FileHashes
  readonly search: FileSearch
}

/**
 * Finds every file that a render of `project` needs and compares it with the hash that the project was saved with.
 * Files of hidden concepts are not needed. `projectFolder` is absolute.
 *
 * Throws 'file-missing' or 'file-changed', naming every such file and, where a copy was found elsewhere, its place; and
 * as `readFailure`.
 */
export async function resolveProjectFiles(
  project: Project,
  projectFolder: string,
  settings: ResolveSettings = {},
): Promise<ResolvedFiles> {
  const hashes = settings.hashes ?? createFileHashes()
  const loras = join(resolve(projectFolder, project.model.path), 'loras')
  const otherFolders = (settings.searchFolders ?? []).map((folder) => resolve(folder))
  const searchFolders = settings.search === false ? [] : [projectFolder, loras, ...otherFolders]
  const search = createFileSearch(searchFolders, hashes)
  const surroundings = { projectFolder, settings, hashes, search }

  const replacements = new Map<FileReference, FileReference>()
  const files = new Map<string, ResolvedFile>()
  const warnings: string[] = []
  const errors: EngineError[] = []
  for (const placed of fileReferencesOf(project, { hidden: false })) {
    const outcome = await resolveReference(placed, surroundings)
    if (outcome.type === 'failed') {
      errors.push(outcome.error)
      continue
    }
    replacements.set(placed.reference, outcome.reference)
    files.set(outcome.reference.path, outcome.file)
    if (outcome.warning !== undefined) warnings.push(outcome.warning)
  }
  await hashes.save()
  if (errors.length > 0) throw joinErrors(errors)
  const resolvedProject = replaceFileReferences(project, replacements)
  return { project: resolvedProject, model: files.get(resolvedProject.model.path)!, files, warnings }
}

async function resolveReference(placed: PlacedReference, surroundings: Surroundings): Promise<Outcome> {
  const { reference } = placed
  const { hashes, settings } = surroundings
  const path = await existingPath(surroundings.projectFolder, reference.path)
  if (path === undefined) return resolveMissing(placed, surroundings)

  const sha256 = await hashOf(path, hashes)
  const file = { path, sha256 }
  if (reference.sha256 === sha256) return { type: 'resolved', file, reference }
  const updated = await withHash(reference, file)
  if (reference.sha256 === undefined) return { type: 'resolved', file, reference: updated }
  const change = `has changed since the project was saved (was ${short(reference.sha256)}, is ${short(sha256)})`
  if (settings.acceptChanged) {
    const warning = `${placed.place}: '${basename(path)}' ${change} and is used as it is.`
    return { type: 'resolved', file, reference: updated, warning }
  }
  return resolveChanged(placed, change, path, surroundings)
}

async function resolveChanged(
  { reference, place }: PlacedReference,
  change: string,
  path: string,
  { projectFolder, settings, search }: Surroundings,
): Promise<Outcome> {
  const { same } = await search.find(reference)
  if (same !== undefined && settings.relink) return relinked(reference, place, same, projectFolder)
  const message = `${place}: '${basename(path)}' ${change}.`
  const restore = 'Restore the file, or accept it as it is with --accept-changed.'
  const remedy = same === undefined ? restore : `${offer(toReferencePath(projectFolder, same))} ${restore}`
  return { type: 'failed', error: new EngineError('file-changed', message, remedy) }
}

async function resolveMissing(
  { reference, place }: PlacedReference,
  { projectFolder, settings, search }: Surroundings,
): Promise<Outcome> {
  const { same, sameName } = await search.find(reference)
  if (same !== undefined && settings.relink) return relinked(reference, place, same, projectFolder)
  const path = resolve(projectFolder, reference.path)
  const message = `${place}: '${settings.search === false ? basename(path) : path}' does not exist.`
  let remedy = 'Put the file back, or change the path.'
  if (same !== undefined) {
    remedy = offer(toReferencePath(projectFolder, same))
  } else if (sameName !== undefined) {
    const difference = reference.sha256 === undefined ? 'which may be another' : 'but it has other contents'
    remedy = `A file of this name lies at '${toReferencePath(projectFolder, sameName)}', ${difference}. ${remedy}`
  }
  return { type: 'failed', error: new EngineError('file-missing', message, remedy) }
}

function offer(path: string): string {
  return `Found the same file at '${path}': change the path, or run with --relink.`
}

function relinked(reference: FileReference, place: string, path: string, projectFolder: string): Outcome {
  const newPath = toReferencePath(projectFolder, path)
  return {
    type: 'resolved',
    file: { path, sha256: reference.sha256! },
    reference: { ...reference, path: newPath },
    warning: `${place}: '${reference.path}' was not there or had changed; the same file at '${newPath}' is used.`,
  }
}

/** The absolute path of what a reference names. Backslashes of another system count as slashes where that helps. */
async function existingPath(projectFolder: string, path: string): Promise<string | undefined> {
  for (const spelling of new Set([path, path.replaceAll('\\', '/')])) {
    const absolutePath = isAbsolute(spelling) ? spelling : resolve(projectFolder, spelling)
    if ((await kindOfPath(absolutePath)) !== 'missing') return absolutePath
  }
  return undefined
}

async function hashOf(path: string, hashes: FileHashes): Promise<string> {
  return (await kindOfPath(path)) === 'folder' ? sha256OfFolder(path, hashes) : hashes.sha256(path)
}

async function withHash(reference: FileReference, { path, sha256 }: ResolvedFile): Promise<FileReference> {
  const found = await stat(path)
  return { ...reference, sha256, ...(found.isFile() && { size: found.size }) }
}

function short(sha256: string): string {
  return `${sha256.slice(0, 8)}…`
}

/** One error for several files: the code of the first, a line for each. */
function joinErrors(errors: readonly EngineError[]): EngineError {
  const [first] = errors
  if (errors.length === 1) return first!
  const remedies = new Set(errors.map(({ remedy }) => remedy))
  return new EngineError(first!.code, errors.map(({ message }) => message).join('\n'), [...remedies].join('\n'))
}

/**
 * `project` with the hash and size of every file that has none yet and is there. Called on saving, so that a later
 * render can tell whether it still has the same files. A missing file is left for the render to report. Errors as
 * `sha256OfFile`.
 */
export async function saveHashes(
  project: Project,
  projectFolder: string,
  hashes: FileHashes = createFileHashes(),
): Promise<Project> {
  const replacements = new Map<FileReference, FileReference>()
  for (const { reference } of fileReferencesOf(project, { hidden: true })) {
    if (reference.sha256 !== undefined) continue
    const path = await existingPath(projectFolder, reference.path)
    if (path === undefined) continue
    replacements.set(reference, await withHash(reference, { path, sha256: await hashOf(path, hashes) }))
  }
  await hashes.save()
  return replaceFileReferences(project, replacements)
}

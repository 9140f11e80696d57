import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileReferencesOf, replaceFileReferences } from '../project/fileReferences.ts'
import { createFileSearch } from '../project/fileSearch.ts'
import type { FileHashes } from '../project/fileHashes.ts'
import type { FileReference, Project } from '../protocol/project.ts'
import type { FileProblem } from '../protocol/window/documents.ts'
import type { FileHandles } from './fileHandles.ts'

/**
 * Files up to this size are hashed while a document opens; of larger ones a change shows in their size, or when
 * rendered.
 */
const mostHashedBytes = 16_000_000
/** A document opens after this time, whether or not lost files were found by then. */
const longestSearchMs = 2_000

export interface ProblemSettings {
  readonly hashes: FileHashes
  readonly handles: FileHandles
  /** Where files that have moved may lie. */
  readonly searchFolders: readonly string[]
}

/** What is wrong with the files of a project whose paths are absolute, and where they may be instead. */
export async function findFileProblems(project: Project, settings: ProblemSettings): Promise<FileProblem[]> {
  const { handles, hashes } = settings
  const search = createFileSearch([...new Set([...settings.searchFolders, join(project.model.path, 'loras')])], hashes)
  const problems = new Map<string, FileProblem>()
  for (const { reference, kind } of fileReferencesOf(project, { hidden: true })) {
    const handleKind = kind === 'mask' ? 'mask' : 'file'
    const handle = handles.handleOf(reference.path, handleKind)
    const problem = problems.has(handle) ? undefined : await problemOf(reference, hashes)
    if (problem === undefined) continue
    const found = await withinTime(search.find(reference).then(({ same, sameName }) => same ?? sameName))
    const name = reference.name ?? basename(reference.path)
    problems.set(handle, {
      handle,
      kind,
      problem,
      name,
      ...(found !== undefined && found !== reference.path && { found: handles.handleOf(found, handleKind) }),
    })
  }
  return [...problems.values()]
}

/** `project`, whose paths are absolute, with the same files from elsewhere in the place of those that are missing. */
export async function relinkMissing(project: Project, { hashes, searchFolders }: ProblemSettings): Promise<Project> {
  const search = createFileSearch(searchFolders, hashes)
  const replacements = new Map<FileReference, FileReference>()
  for (const { reference } of fileReferencesOf(project, { hidden: true })) {
    if ((await problemOf(reference, hashes)) === undefined) continue
    const same = await withinTime(search.find(reference).then((found) => found.same))
    if (same !== undefined) replacements.set(reference, { ...reference, path: same })
  }
  return replaceFileReferences(project, replacements)
}

async function problemOf(reference: FileReference, hashes: FileHashes): Promise<FileProblem['problem'] | undefined> {
  const found = await stat(reference.path).catch(() => undefined)
  if (found === undefined) return 'missing'
  if (!found.isFile() || reference.sha256 === undefined) return undefined
  if (reference.size !== undefined && reference.size !== found.size) return 'changed'
  if (found.size > mostHashedBytes) return undefined
  const sha256 = await hashes.sha256(reference.path).catch(() => undefined)
  return sha256 === undefined || sha256 === reference.sha256 ? undefined : 'changed'
}

function withinTime<T>(search: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout
  const timeout = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, longestSearchMs, undefined)))
  return Promise.race([search.catch(() => undefined), timeout]).finally(() => clearTimeout(timer))
}

import { existsSync } from 'node:fs'
import { basename, isAbsolute, resolve } from 'node:path'
import { fileReferencesOf, replaceFileReferences } from '../project/fileReferences.ts'
import type { FileReference, Project } from '../protocol/project.ts'
import type { FileHandles } from './fileHandles.ts'

/** `project` of a file in `projectFolder` as windows have it: handles in the place of paths, names filled in. */
export function toWindow(project: Project, projectFolder: string, handles: FileHandles): Project {
  return eachReference(project, (reference) => {
    const path = absolutePathOf(reference.path, projectFolder)
    return { ...reference, path: handles.handleOf(path), name: reference.name ?? basename(path) }
  })
}

/** `project` of a window with absolute paths. @throws EngineError `file-missing` for unknown handles. */
export function toEngine(project: Project, handles: FileHandles): Project {
  return eachReference(project, (reference) => ({ ...reference, path: handles.pathOf(reference.path) }))
}

/** `project` of a file in `projectFolder` with absolute paths. */
export function absoluteProject(project: Project, projectFolder: string): Project {
  return eachReference(project, (reference) => ({ ...reference, path: absolutePathOf(reference.path, projectFolder) }))
}

/** `project` with every reference changed, whichever kind of file it names. */
export function eachReference(project: Project, change: (reference: FileReference) => FileReference): Project {
  const references = fileReferencesOf(project, { hidden: true }).map(({ reference }) => reference)
  return replaceFileReferences(project, new Map(references.map((reference) => [reference, change(reference)])))
}

/** Backslashes of another system count as slashes where that helps. */
function absolutePathOf(path: string, folder: string): string {
  const asWritten = isAbsolute(path) ? path : resolve(folder, path)
  const withSlashes = resolve(folder, path.replaceAll('\\', '/'))
  return path.includes('\\') && !existsSync(asWritten) && existsSync(withSlashes) ? withSlashes : asWritten
}

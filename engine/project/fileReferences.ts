import { isAbsolute, relative, sep } from 'node:path'
import type { FileReference, Project } from '../protocol/project.ts'
import { describePlace } from './projectProblems.ts'

/** A file that a project names, and where it names it: `concepts[0].adapters[1].file`. */
export interface PlacedReference {
  readonly reference: FileReference
  readonly place: string
  readonly kind: 'model' | 'adapter' | 'mask'
}

/** Every file that a project names, in the order of the file. Those of hidden concepts on request. */
export function fileReferencesOf(project: Project, { hidden }: { hidden: boolean }): PlacedReference[] {
  const placed: PlacedReference[] = [{ reference: project.model, place: 'model', kind: 'model' }]
  for (const [index, concept] of project.concepts.entries()) {
    if (concept.hidden && !hidden) continue
    for (const [adapterIndex, { file }] of concept.adapters.entries()) {
      const place = describePlace(['concepts', index, 'adapters', adapterIndex, 'file'])
      placed.push({ reference: file, place, kind: 'adapter' })
    }
    if (concept.region.type === 'mask') {
      const place = describePlace(['concepts', index, 'region', 'file'])
      placed.push({ reference: concept.region.file, place, kind: 'mask' })
    }
  }
  return placed
}

/** `project` with other references in the place of those that `replacements` names. */
export function replaceFileReferences(
  project: Project,
  replacements: ReadonlyMap<FileReference, FileReference>,
): Project {
  const replaced = (reference: FileReference) => replacements.get(reference) ?? reference
  return {
    ...project,
    model: replaced(project.model),
    concepts: project.concepts.map((concept) => ({
      ...concept,
      adapters: concept.adapters.map((adapter) => ({ ...adapter, file: replaced(adapter.file) })),
      region:
        concept.region.type === 'mask' ? { ...concept.region, file: replaced(concept.region.file) } : concept.region,
    })),
  }
}

/** How a project in `projectFolder` names the file at `path`: relative, unless it lies on another drive. */
export function toReferencePath(projectFolder: string, path: string): string {
  const fromProject = relative(projectFolder, path)
  return (isAbsolute(fromProject) ? path : fromProject || '.').split(sep).join('/')
}

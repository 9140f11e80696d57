import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { readProject } from '../project/projectFile.ts'
import type { DocumentCard } from '../protocol/window/documents.ts'
import { projectExtension } from './projectNames.ts'

/** The projects that come with the program. */
export interface Examples {
  readonly cards: readonly DocumentCard[]
  /** @throws EngineError `file-missing` for an id that is none of theirs. */
  pathOf(id: string): string
  thumbnailOf(id: string): string | undefined
}

/** How the notes of an example end for those who read it in the repository. */
const commandLine = /\s*Render it with: .*$/s

export async function openExamples(folder: string): Promise<Examples> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(projectExtension)).sort()
  const paths = new Map(names.map((name) => [basename(name, projectExtension), join(folder, name)]))
  const thumbnails = new Map<string, string>()
  const cards: DocumentCard[] = []
  for (const [id, path] of paths) {
    const { project } = await readProject(path)
    const thumbnail = join(folder, 'thumbnails', `${id}.webp`)
    if (existsSync(thumbnail)) thumbnails.set(id, thumbnail)
    const description = project.notes?.replace(commandLine, '')
    cards.push({
      id,
      name: project.title ?? id,
      ...(description && { description }),
      ...(thumbnails.has(id) && { thumbnail: `asset/example/${id}` }),
    })
  }
  return {
    cards,
    pathOf(id) {
      const path = paths.get(id)
      if (path === undefined) {
        throw new EngineError('file-missing', `There is no example '${id}'.`, 'Choose another example.')
      }
      return path
    },
    thumbnailOf: (id) => thumbnails.get(id),
  }
}

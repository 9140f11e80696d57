import { join } from 'node:path'
import { z } from 'zod'
import { EngineError } from '../errors/engineError.ts'
import type { PathLooks } from '../files/pathLooks.ts'
import type { DocumentCard } from '../protocol/window/documents.ts'
import type { FileHandles } from './fileHandles.ts'
import { thumbnailAddress } from './galleryItem.ts'
import { createJsonWriter, readJsonFile } from './jsonFile.ts'
import { nameOfProject, placeOf } from './projectNames.ts'

/** The project files that were opened or saved last. */
export interface RecentProjects {
  /** Newest first, without those that are gone: their drive may come back. */
  cards(): Promise<DocumentCard[]>
  add(path: string): void
  /** @throws EngineError `file-missing` for an id that is none of theirs. */
  pathOf(id: string): string
  flush(): Promise<void>
}

/** What a card of a project is made with. */
export interface CardParts {
  readonly handles: FileHandles
  readonly looks: PathLooks
  /** The id of a picture in the gallery that shows a project file. */
  readonly pictureOf: (path: string) => string | undefined
}

const mostKept = 12

/** Calls `onChange` after every change of the list. */
export async function openRecentProjects(
  dataFolder: string,
  parts: CardParts,
  onChange: () => void,
): Promise<RecentProjects> {
  const file = join(dataFolder, 'recent.json')
  const writer = createJsonWriter(file)
  let paths = (await readJsonFile(file, z.array(z.string()))) ?? []

  return {
    async cards() {
      const cards = await Promise.all(paths.map((path) => projectCard(path, parts)))
      return cards.filter((card) => card !== undefined)
    },
    add(path) {
      paths = [path, ...paths.filter((other) => other !== path)].slice(0, mostKept)
      writer.write(paths)
      onChange()
    },
    pathOf(id) {
      const path = paths.find((candidate) => parts.handles.handleOf(candidate) === id)
      if (path === undefined) {
        throw new EngineError('file-missing', 'This project is no longer in the list.', 'Open it from its folder.')
      }
      return path
    },
    flush: () => writer.flush(),
  }
}

/** How a project file is listed; undefined where it is gone. One whose drive does not answer has no time. */
export async function projectCard(
  path: string,
  { handles, looks, pictureOf }: CardParts,
): Promise<DocumentCard | undefined> {
  const found = await looks.look(path)
  if (found === 'missing') return undefined
  const picture = pictureOf(path)
  return {
    id: handles.handleOf(path),
    name: nameOfProject(path),
    place: placeOf(path),
    ...(found !== 'unknown' && { changedAt: found.mtime.toISOString() }),
    ...(picture !== undefined && { thumbnail: thumbnailAddress(picture) }),
  }
}

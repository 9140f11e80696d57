import { join } from 'node:path'
import type { Choices } from './choicesFile.ts'
import { readChoices, writeChoices } from './choicesFile.ts'
import { addedSource, filesSource, ownSource, starterSource } from './folderSources.ts'
import type { FolderSource } from './folderSources.ts'
import { filesFolderId } from './libraryFolder.ts'
import type { Application } from './libraryFolder.ts'
import type { IdOfPath } from './pathIds.ts'

/** The folders of the library and what the artist marked in it, kept on disk. */
export interface FolderList {
  /** In the order in which they own files: Polyptych's own first. */
  sources(): readonly FolderSource[]
  source(id: string): FolderSource | undefined
  /** The absolute paths of all folders, those of programs as a whole. */
  paths(): readonly string[]
  /** Errors of all changes as `writeFileAtomically`. */
  addFolder(path: string, application: Application): Promise<FolderSource>
  /** A file or a model folder by itself. */
  addFile(path: string): Promise<FolderSource>
  /** Only those that were added. */
  remove(id: string): Promise<void>
  isFavourite(key: string): boolean
  setFavourite(key: string, favourite: boolean): Promise<void>
}

export interface FolderListSettings {
  readonly dataFolder: string
  readonly ownFolder: string
  readonly starterFolder: string
  readonly idOf: IdOfPath
}

/** Opens the list in the data folder. Errors as `readChoices`. */
export async function openFolderList({
  dataFolder,
  ownFolder,
  starterFolder,
  idOf,
}: FolderListSettings): Promise<FolderList> {
  const path = join(dataFolder, 'library.json')
  let choices = await readChoices(path)
  let favourites = new Set(choices.favourites)
  let writing: Promise<void> = Promise.resolve()
  const always = [ownSource(ownFolder), starterSource(starterFolder)]
  const files = filesSource(() => choices.files)
  const toSource = ({ path, application }: Choices['folders'][number]) => addedSource(idOf(path), path, application)
  let added = choices.folders.map(toSource)

  /** One after the other, so that the last change is the one that stays. */
  function change(changes: Partial<Choices>): Promise<void> {
    choices = { ...choices, ...changes }
    added = choices.folders.map(toSource)
    favourites = new Set(choices.favourites)
    const write = writing.catch(() => undefined).then(() => writeChoices(path, choices))
    writing = write
    return write
  }

  const sources = () => [...always, ...added, ...(choices.files.length > 0 ? [files] : [])]
  return {
    sources,
    source: (id) => sources().find((source) => source.id === id),
    paths: () => [ownFolder, starterFolder, ...choices.folders.map((folder) => folder.path)],
    async addFolder(path, application) {
      if (!choices.folders.some((folder) => folder.path === path)) {
        await change({ folders: [...choices.folders, { path, application }] })
      }
      return toSource({ path, application })
    },
    async addFile(path) {
      if (!choices.files.includes(path)) await change({ files: [...choices.files, path] })
      return files
    },
    async remove(id) {
      if (id === filesFolderId) await change({ files: [] })
      else await change({ folders: choices.folders.filter((folder) => idOf(folder.path) !== id) })
    },
    isFavourite: (key) => favourites.has(key),
    async setFavourite(key, favourite) {
      const others = choices.favourites.filter((other) => other !== key)
      await change({ favourites: favourite ? [...others, key] : others })
    },
  }
}

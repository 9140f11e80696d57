import { join, resolve } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import type { FileHandle } from '../protocol/window/files.ts'
import type {
  AdapterDetails,
  Compatibility,
  LibraryChange,
  Library as LibraryContents,
  LibraryFolder,
  ModelDetails,
  TokenCount,
} from '../protocol/window/library.ts'
import { kindOfPath } from '../safetensors/modelFiles.ts'
import { describeDetails } from './adapterDetails.ts'
import { addFile } from './addFile.ts'
import type { AddedFile, FileToAdd } from './addFile.ts'
import { recogniseApplication } from './applications.ts'
import { createCatalogue } from './catalogue.ts'
import { createChangeFeed } from './changeFeed.ts'
import { createCompatibilityTable } from './compatibility.ts'
import { findApplications, usualPlaces } from './findApplications.ts'
import { openFolderList } from './folderList.ts'
import { createIndexKeeper, readIndex } from './indexFile.ts'
import { nameOfFolder, ownFolderId, starterFolderId } from './libraryFolder.ts'
import type { Application } from './libraryFolder.ts'
import { describeModel } from './modelDetails.ts'
import { createOpenAdapters } from './openAdapters.ts'
import { createOpenModels } from './openModels.ts'
import { openPathIds } from './pathIds.ts'
import { createPreviews } from './previews.ts'
import { scanFolder } from './scanFolder.ts'
import type { ScanResult } from './scanFolder.ts'
import { createScanQueue } from './scanQueue.ts'
import { favouriteKey, isAdapter, isModel, toEntry, toModel } from './views.ts'
import type { AdapterItem } from './views.ts'
import { watchFolders } from './watchFolders.ts'

export type { AddedFile, FileToAdd } from './addFile.ts'

/** Adapters and models on disk, wherever they lie, read in place. */
export interface Library {
  /** What is known now; `onChange` tells of everything that follows. */
  read(): LibraryContents
  rescan(): void
  /** Until every scan that was asked for is done. */
  settled(): Promise<void>
  /** Programs on this machine whose folders are not in the library yet. */
  findFolders(): Promise<FoundFolder[]>
  /**
   * Adds a folder of the artist's, or one that was found, and begins to read it; a program's folder adds its folders of
   * adapters and models, and a file is added by itself. Returns the id of the folder of the library.
   * @throws EngineError as `writeFileAtomically`, `file-missing` for an id that was not found.
   */
  addFolder(folder: { readonly path: string } | { readonly found: string }): Promise<string>
  /**
   * Adds a file or model folder by itself and reads it. Uploads are moved into the own folder.
   * @throws EngineError for what is neither an adapter nor a model: the reason why it cannot be read.
   */
  addFile(file: FileToAdd): Promise<AddedFile>
  /** Takes a folder that was added out of the library; on disk nothing changes. */
  removeFolder(folderId: string): Promise<void>
  setFavourite(id: string, favourite: boolean): Promise<void>
  /** Ids that are not in the library are left out. Errors as `openCheckpoint` for the model. */
  matchAdapters(modelPath: string, ids: readonly string[]): Promise<Compatibility[]>
  /** Errors as `readAdapter` for the adapter. */
  readAdapterDetails(id: string, modelPath?: string): Promise<AdapterDetails>
  /** Of any model, also one outside of the library. Errors as `openCheckpoint`. */
  readModelDetails(modelPath: string): Promise<ModelDetails>
  /** How long a text is to a model; undefined for one that its prompts cannot hold. Errors as `openCheckpoint`. */
  countTokens(modelPath: string, text: string): Promise<TokenCount | undefined>
  /** Whether an adapter or a model of the library lies at `path`. */
  has(path: string): boolean
  /** Where an adapter or a model lies. @throws EngineError `file-missing` for an id that is not in the library. */
  pathOf(id: string): string
  /** All folders of the library: absolute. */
  folders(): readonly string[]
  /** The small picture of an adapter as WebP, if it has one. */
  preview(id: string): Promise<Uint8Array | undefined>
  onChange(listener: (change: LibraryChange) => void): () => void
  close(): Promise<void>
}

export interface LibrarySettings {
  /** Where the library keeps its own folder, its index and its previews: absolute. */
  readonly dataFolder: string
  /** The model that comes with Polyptych: absolute. */
  readonly starterFolder: string
  readonly handleOf: (path: string) => FileHandle
  /** Where programs are looked for; the usual places of the system. */
  readonly places?: readonly string[]
}

export interface FoundFolder {
  readonly id: string
  readonly application: Application
  readonly name: string
  /** Files in its folders of adapters and models. */
  readonly count: number
}

/**
 * Opens the library: what the last run knew is there at once, and scans bring it up to date.
 * @throws EngineError as `readFailure` where the data folder cannot be read, and as `writeFileAtomically`.
 */
export async function createLibrary(settings: LibrarySettings): Promise<Library> {
  const { dataFolder, starterFolder, handleOf } = settings
  const ownFolder = join(dataFolder, 'library')
  const idOf = await openPathIds(dataFolder)
  const list = await openFolderList({ dataFolder, ownFolder, starterFolder, idOf })
  const indexPath = join(dataFolder, 'library-index.jsonl')
  const remembered = await readIndex(indexPath)

  const listeners = new Set<(change: LibraryChange) => void>()
  const scanned = new Map<string, ScanResult>()
  const view = { handleOf, isFavourite: list.isFavourite }
  let pending = 0
  let isLoading = true // what was remembered is no change
  const catalogue = createCatalogue(
    () => list.sources().map(({ id }) => id),
    (path, id) => {
      if (isLoading) return
      feed.noteItem(path, id)
      index.note()
    },
  )
  const entryOf = (path: string) => {
    const item = catalogue.ofPath(path)
    return item !== undefined && isAdapter(item) ? toEntry(item, view) : undefined
  }
  const feed = createChangeFeed({ entryOf, folders, models, pending: () => pending }, (change) => {
    for (const listener of listeners) listener(change)
  })
  const index = createIndexKeeper(indexPath, catalogue.allItems)
  for (const item of remembered) {
    // Another key, as after its file was lost, gives other ids.
    if (list.source(item.folderId) !== undefined) catalogue.set({ ...item, id: idOf(item.path) })
  }
  isLoading = false

  const watch = watchFolders((folderId) => queue.request(folderId))
  const queue = createScanQueue(async (folderId, signal) => {
    const source = list.source(folderId)
    if (source === undefined) return
    try {
      const onPending = (count: number) => {
        pending = count
        feed.noteFolders()
      }
      const result = await scanFolder(source, catalogue, { signal, idOf, onPending })
      scanned.set(folderId, result)
      await watch.follow(folderId, result.visited, { isAway: result.problem !== undefined })
    } finally {
      pending = 0
      feed.noteFolders()
    }
  })
  const openModels = createOpenModels()
  const openAdapters = createOpenAdapters()
  const compatibility = createCompatibilityTable(openModels, openAdapters)
  const previews = createPreviews(join(dataFolder, 'previews'))
  /** Paths by the ids under which windows were told of them. */
  const found = new Map<string, string>()
  const stopped = new AbortController()

  function folders(): LibraryFolder[] {
    const counts = new Map<string, number>()
    for (const { folderId } of catalogue.items()) counts.set(folderId, (counts.get(folderId) ?? 0) + 1)
    return list.sources().map(({ id, name, application, removable }) => {
      const problem = scanned.get(id)?.problem
      return { id, name, application, removable, count: counts.get(id) ?? 0, ...(problem && { problem }) }
    })
  }

  function models() {
    return [...catalogue.items()].filter(isModel).map((item) => toModel(item, view))
  }

  function adapterOf(id: string): AdapterItem {
    const item = catalogue.ofId(id)
    if (item === undefined || !isAdapter(item)) throw notInLibrary()
    return item
  }

  async function add(file: FileToAdd): Promise<AddedFile> {
    const added = await addFile(file, { catalogue, list, ownFolder, idOf })
    queue.request(added.folderId) // which also begins to watch it
    return added
  }

  function rescan(): void {
    for (const { id } of list.sources()) queue.request(id)
  }
  rescan()

  return {
    rescan,
    settled: queue.idle,
    read: () => ({
      folders: folders(),
      entries: [...catalogue.items()].filter(isAdapter).map((item) => toEntry(item, view)),
      models: models(),
      pending,
    }),
    async findFolders() {
      const applications = await findApplications(settings.places ?? usualPlaces(), stopped.signal)
      const known = new Set(list.paths())
      for (const { path } of applications) found.set(idOf(path), path)
      return applications
        .filter(({ path }) => !known.has(path))
        .map(({ application, path, count }) => ({ id: idOf(path), application, name: nameOfFolder(path), count }))
    },
    async addFolder(folder) {
      const given = 'path' in folder ? resolve(folder.path) : found.get(folder.found)
      if (given === undefined) throw notInLibrary()
      if (given === ownFolder) return ownFolderId
      if (given === starterFolder) return starterFolderId
      if ((await kindOfPath(given)) !== 'folder') return (await add({ path: given })).folderId
      const { application, path } = (await recogniseApplication(given)) ?? { application: 'folder', path: given }
      const source = await list.addFolder(path, application)
      queue.request(source.id)
      feed.noteFolders()
      return source.id
    },
    addFile: add,
    async removeFolder(folderId) {
      if (list.source(folderId)?.removable !== true) throw notInLibrary()
      await list.remove(folderId)
      await queue.cancel(folderId)
      catalogue.removeFolder(folderId)
      scanned.delete(folderId)
      await watch.follow(folderId, new Set(), { isAway: false })
      feed.noteFolders()
    },
    async setFavourite(id, favourite) {
      const key = favouriteKey(adapterOf(id))
      await list.setFavourite(key, favourite)
      for (const item of catalogue.items()) {
        if (isAdapter(item) && favouriteKey(item) === key) feed.noteItem(item.path, item.id)
      }
    },
    matchAdapters(modelPath, ids) {
      const items = ids.flatMap((id) => catalogue.ofId(id) ?? []).filter(isAdapter)
      return compatibility.match(modelPath, items)
    },
    async readAdapterDetails(id, modelPath) {
      const item = adapterOf(id)
      const details = await describeDetails(await openAdapters.open(item))
      const [match] = modelPath === undefined ? [] : await compatibility.match(modelPath, [item])
      return { id, ...details, ...(match && { compatibility: match }) }
    },
    async countTokens(modelPath, text) {
      return (await openModels.open(modelPath)).countTokens(text)
    },
    async readModelDetails(modelPath) {
      return describeModel(idOf(modelPath), await openModels.open(modelPath))
    },
    has: (path) => catalogue.ofPath(path) !== undefined,
    pathOf(id) {
      const item = catalogue.ofId(id)
      if (item === undefined) throw notInLibrary()
      return item.path
    },
    folders: list.paths,
    preview: (id) => previews.read(adapterOf(id)),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      stopped.abort()
      feed.close()
      watch.close()
      await queue.close()
      await index.close()
    },
  }
}

function notInLibrary(): EngineError {
  return new EngineError(
    'file-missing',
    'This is not in the library any more.',
    'Look through the library again: the file may have been moved, or its folder removed.',
  )
}

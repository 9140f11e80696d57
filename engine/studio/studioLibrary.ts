import type { Library } from '../protocol/window/library.ts'
import type { ImportedFile } from '../protocol/window/restore.ts'
import type { Asset } from './assets.ts'
import type { GivenPlace } from './given.ts'
import type { StudioMethods } from './studioMethods.ts'

export type LibraryMethod =
  | 'readLibrary'
  | 'rescanLibrary'
  | 'findLibraryFolders'
  | 'addLibraryFolder'
  | 'removeLibraryFolder'
  | 'setFavourite'
  | 'matchAdapters'
  | 'readAdapterDetails'
  | 'measureAdapter'
  | 'revealAdapter'
  | 'readModelDetails'
  | 'addModel'

/** What the studio needs of the library. */
export interface StudioLibrary {
  readonly methods: Pick<StudioMethods, LibraryMethod>
  /** What is known now. */
  read(): Pick<Library, 'entries' | 'models'>
  /** Folders in which files that have moved may lie: absolute. */
  folders(): readonly string[]
  /** Takes in an adapter or a model. @throws EngineError for files that are neither. */
  add(place: GivenPlace): Promise<ImportedFile>
  /** The small picture of an entry. */
  preview(id: string): Promise<Asset | undefined>
  close(): Promise<void>
}

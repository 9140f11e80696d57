import type { Library, LibraryChange } from '../protocol/window/library.ts'
import type { GivenFile } from '../protocol/window/files.ts'
import type { ImportedFile } from '../protocol/window/restore.ts'
import type { Asset } from './assets.ts'
import type { FileHandles } from './fileHandles.ts'
import type { GivenPlace } from './given.ts'
import type { HostFacilities } from './studio.ts'
import type { LibraryMethod, StudioMethods } from './studioMethods.ts'

/** The library as the studio uses it. */
export interface StudioLibrary {
  readonly methods: Pick<StudioMethods, LibraryMethod>
  /** What is known now. */
  read(): Pick<Library, 'entries' | 'models'>
  /** Folders in which files that have moved may lie: absolute. */
  folders(): readonly string[]
  /** Whether an adapter or a model of the library lies at `path`. */
  has(path: string): boolean
  /** @throws EngineError `file-missing` for an id that is not in the library. */
  pathOf(id: string): string
  /** Takes in an adapter or a model. @throws EngineError for files that are neither. */
  add(place: GivenPlace): Promise<ImportedFile>
  /** The small picture of an entry: `asset/adapter/<id>`. */
  preview(id: string): Promise<Asset | undefined>
  close(): Promise<void>
}

/** What the studio gives a library when it opens it. */
export interface LibraryNeeds {
  readonly dataFolder: string
  readonly starterModel: string
  /** Of the artist's, to be read as well from now on: absolute. */
  readonly addedFolders: readonly string[]
  readonly handles: FileHandles
  readonly facilities: HostFacilities
  readonly placeOfGiven: (file: GivenFile) => GivenPlace
  readonly tell: (change: LibraryChange) => void
}

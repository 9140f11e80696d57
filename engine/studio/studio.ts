import type { WindowEvent, WindowEventData, WindowMethod } from '../protocol/window/index.ts'

/**
 * The service behind every window: documents, library, renders and gallery. It knows neither Electron nor HTTP. Paths
 * stay inside; windows have handles, tokens and addresses.
 */
export interface Studio {
  /**
   * Checks the request, does it and checks the answer.
   * @throws EngineError, whose texts name files without their folders; `setting-invalid` for a request that breaks its
   * schema. A bug is thrown as StudioError, with the code `bug`. `errorReport` makes either ready for the way to a
   * window.
   *
   * Hosts of several windows give each a signal of its own, which aborts when it is gone: what one window shows is not
   * offered to another as lost work.
   */
  call(method: WindowMethod | string, request: unknown, window?: AbortSignal): Promise<unknown>
  onEvent(listener: <Event extends WindowEvent>(event: Event, data: WindowEventData<Event>) => void): () => void
  /** Answers `GET asset/…`; `path` is what stands behind `asset/`, as the window sent it, with its query. */
  asset(path: string): Promise<AssetAnswer>
  /** Takes the bytes of `POST upload`. @throws EngineError `file-refused` above `largestUpload`. */
  upload(bytes: AsyncIterable<Uint8Array>): Promise<string>
  /** A token for a path that the artist chose outside of the window. */
  tokenOf(path: string): string
  close(): Promise<void>
}

export interface AssetAnswer {
  readonly status: 200 | 400 | 404
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

/** What a host can ask the artist, and show. Missing parts are those that the host cannot do. */
export interface HostFacilities {
  readonly name: 'electron' | 'web'
  readonly hasMenu: boolean
  /** Absolute paths, or undefined where the artist closed the dialog. */
  readonly dialogs?: {
    openProject(): Promise<string | undefined>
    /** `suggestedName` is that of the file, with its extension. */
    saveProject(suggestedName: string): Promise<string | undefined>
    openFolder(purpose: 'library' | 'model'): Promise<string | undefined>
    exportFolder(): Promise<string | undefined>
  }
  readonly reveal?: (path: string) => void
  readonly languages: () => readonly string[]
  readonly tellTitle?: (title: {
    readonly documentId: string
    readonly name: string
    readonly isChanged: boolean
  }) => void
  readonly confirmClose?: () => void
}

export interface StudioSettings {
  /** Where settings, library, gallery and recoveries are kept: absolute. */
  readonly dataFolder: string
  /** Folder of projects for hosts without dialogs, such as `~/Polyptych`: absolute. */
  readonly projectFolder: string
  readonly facilities: HostFacilities
  /** Folders that the program was started with, for the library: absolute. */
  readonly libraryFolders?: readonly string[]
  /** A path that the program was started with. */
  readonly opens?: string
  /** The folder that holds `models/starter` and `examples`: absolute. Missing, that of the program. */
  readonly resources?: string
}

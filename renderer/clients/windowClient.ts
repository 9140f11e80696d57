import type {
  GivenFile,
  WindowEvent,
  WindowEventData,
  WindowMethod,
  WindowRequest,
  WindowResponse,
} from '../../engine/protocol/window/index.ts'

/** The window's line to its host: the same for Electron and for a browser. */
export interface WindowClient {
  /**
   * @throws WindowError with the code, sentence and remedy of the host; `engine-gone` style codes pass through
   * unchanged.
   */
  call<Method extends WindowMethod>(method: Method, request: WindowRequest<Method>): Promise<WindowResponse<Method>>
  /** Returns what ends the listening. */
  on<Event extends WindowEvent>(event: Event, listener: (data: WindowEventData<Event>) => void): () => void
  /** Sends bytes ahead of a call that names them. */
  upload(bytes: Blob): Promise<string>
  /**
   * A file that the artist dragged in or chose, as the host's methods take it: by its place on the disk where the host
   * may.
   */
  give(file: File): Promise<GivenFile>
  /** `lost` while the line to the host is down and it tries to come back. */
  readonly connection: () => 'open' | 'lost'
  onConnection(listener: (connection: 'open' | 'lost') => void): () => void
}

/** What a call can end with. */
export class WindowError extends Error {
  readonly code: string
  readonly remedy: string

  constructor(code: string, message: string, remedy: string) {
    super(message)
    this.name = 'WindowError'
    this.code = code
    this.remedy = remedy
  }
}

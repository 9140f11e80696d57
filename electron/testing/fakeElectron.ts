import { EventEmitter } from 'node:events'
import type { ElectronModule } from '../main/electronModule.ts'

type Handler = (...args: never[]) => unknown

export interface FakeOptions {
  /** Whether this is the only shell. */
  readonly isFirst?: boolean
  readonly isPackaged?: boolean
  readonly languages?: readonly string[]
  readonly dataFolder: string
}

class FakeContents extends EventEmitter {
  readonly sent: unknown[][] = []
  openHandler: ((details: { url: string }) => { action: string }) | undefined

  send(...args: unknown[]): void {
    this.sent.push(args)
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler
  }
  getURL(): string {
    return 'app://ui/'
  }
  reloads = 0
  reload(): void {
    this.reloads += 1
  }
}

export interface FakeWindow extends EventEmitter {
  readonly options: Electron.BrowserWindowConstructorOptions
  readonly webContents: FakeContents
  readonly title: string
  /** As the artist does it: asks the listeners first. */
  userCloses(): void
  isDestroyed(): boolean
}

/** Electron as far as the shell uses it: it refuses what Electron refuses and remembers what it was told. */
export function fakeElectron(options: FakeOptions) {
  const { isFirst = true, isPackaged = false, languages = ['en'], dataFolder } = options
  const log: string[] = []
  const windows: FakeWindow[] = []
  const schemes: { readonly scheme: string; readonly privileges?: object }[] = []
  const schemeHandlers = new Map<string, (request: Request) => Promise<Response>>()
  const ipc = new Map<string, Handler>()
  const permissions = new Map<string, Handler>()
  const opened: string[] = []
  const recent: string[] = []
  const questions: Electron.MessageBoxOptions[] = []
  const suggested: (string | undefined)[] = []
  const answers = { message: 0, openFiles: [] as string[], saveFile: '' }
  let menu: Electron.MenuItemConstructorOptions[] = []
  let ready = false

  const app = Object.assign(new EventEmitter(), {
    isPackaged,
    requestSingleInstanceLock: () => isFirst,
    whenReady: () =>
      new Promise<void>((resolve) =>
        setImmediate(() => {
          ready = true
          log.push('ready')
          resolve()
        }),
      ),
    getPath: () => dataFolder,
    getPreferredSystemLanguages: () => [...languages],
    addRecentDocument: (path: string) => void recent.push(path),
    quit() {
      log.push('quit')
      if (!ready) return
      app.emit('before-quit', {})
      for (const window of windows) if (!window.isDestroyed()) window.userCloses()
      if (windows.some((window) => !window.isDestroyed())) return
      let prevented = false
      app.emit('will-quit', { preventDefault: () => (prevented = true) })
      if (!prevented) log.push('ended')
    },
    exit: (code: number) => void log.push(`exit ${code}`),
  })

  class BrowserWindow extends EventEmitter implements FakeWindow {
    readonly options: Electron.BrowserWindowConstructorOptions
    readonly webContents = new FakeContents()
    title = ''
    private destroyed = false

    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super()
      if (!ready) throw new Error('a window needs a ready app')
      this.options = options
      windows.push(this)
      log.push('window')
      app.emit('web-contents-created', {}, this.webContents)
    }
    async loadURL(url: string): Promise<void> {
      log.push(`load ${url}`)
    }
    userCloses(): void {
      let prevented = false
      this.emit('close', { preventDefault: () => (prevented = true) })
      if (!prevented) this.destroy()
    }
    destroy(): void {
      if (this.destroyed) return
      this.destroyed = true
      this.emit('closed')
      if (windows.every((window) => window.isDestroyed())) app.emit('window-all-closed')
    }
    setTitle(title: string): void {
      this.title = title
    }
    isDestroyed = () => this.destroyed
    isMinimized = () => false
    isMaximized = () => false
    getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 })
    setDocumentEdited(): void {
      log.push('edited')
    }
    focus(): void {
      log.push('focus')
    }
    show(): void {
      log.push('show')
    }
    maximize(): void {
      log.push('maximize')
    }
    restore(): void {
      log.push('restore')
    }
  }

  const needsReady = () => {
    if (!ready) throw new Error('only after the app is ready')
  }
  const electron = {
    app,
    BrowserWindow,
    dialog: {
      async showMessageBox(_window: unknown, options: Electron.MessageBoxOptions) {
        questions.push(options)
        return { response: answers.message }
      },
      showOpenDialog: async () => ({ canceled: answers.openFiles.length === 0, filePaths: answers.openFiles }),
      async showSaveDialog(...asked: [unknown, Electron.SaveDialogOptions] | [Electron.SaveDialogOptions]) {
        const options = asked.at(-1) as Electron.SaveDialogOptions // over a window, or where there is none
        suggested.push(options.defaultPath)
        return { canceled: answers.saveFile === '', filePath: answers.saveFile }
      },
      showErrorBox: (_title: string, text: string) => void log.push(`error ${text}`),
    },
    ipcMain: {
      handle(channel: string, handler: Handler) {
        if (ipc.has(channel)) throw new Error(`a second handler for ${channel}`)
        ipc.set(channel, handler)
      },
    },
    Menu: {
      buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (template: Electron.MenuItemConstructorOptions[]) => (menu = template),
    },
    protocol: {
      registerSchemesAsPrivileged(added: typeof schemes) {
        if (ready) throw new Error('only before the app is ready')
        schemes.push(...added)
      },
      handle(scheme: string, handler: (request: Request) => Promise<Response>) {
        needsReady()
        schemeHandlers.set(scheme, handler)
      },
    },
    screen: {
      getAllDisplays() {
        needsReady()
        return [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }]
      },
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: Handler) => permissions.set('request', handler),
        setPermissionCheckHandler: (handler: Handler) => permissions.set('check', handler),
        setDevicePermissionHandler: (handler: Handler) => permissions.set('device', handler),
      },
    },
    shell: {
      openExternal: async (url: string) => void opened.push(url),
      showItemInFolder: (path: string) => void log.push(`show ${path}`),
    },
  }

  return {
    electron: electron as unknown as ElectronModule,
    app,
    log,
    windows,
    schemes,
    schemeHandlers,
    permissions,
    opened,
    recent,
    questions,
    suggested,
    answers,
    menu: () => menu,
    /** A message of a page, as Electron brings it. */
    invoke: (channel: string, senderFrame: object | null, ...args: unknown[]) =>
      (ipc.get(channel) as (...all: unknown[]) => Promise<unknown>)({ senderFrame }, ...args),
  }
}

export const ownFrame = { origin: 'app://ui', parent: null }

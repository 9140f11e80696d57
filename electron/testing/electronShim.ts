import { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { Browser, Frame, Page, Request as PageRequest, Route } from 'playwright-core'
import type { ElectronModule } from '../main/electronModule.ts'
import { sandboxedPreload } from './sandboxedPreload.ts'

type Handler = (...args: unknown[]) => unknown

export interface ElectronShim {
  readonly electron: ElectronModule
  /** The page of the window, once it is loaded; another one after its process has ended. */
  page(): Promise<Page>
  /** As the system or the artist does it. */
  readonly app: EventEmitter & { quit(): void }
  /** Errors that the page printed or threw: violations of the policy among them. */
  readonly complaints: readonly string[]
  /** Everything that the page was given, by answers and by events, as text. */
  readonly told: readonly string[]
  /** What the artist answers in dialogs of the system. */
  readonly dialogs: ShimDialogs
  /** Addresses that the browser of the system was given. */
  readonly opened: readonly string[]
  /** The title of the window. */
  title(): string
  /** The menu bar as the shell wants it. */
  menu(): readonly Electron.MenuItemConstructorOptions[]
  /** The artist closes the window. */
  closeWindow(): void
  /** When the last window and all services are gone. */
  readonly ended: Promise<void>
}

export interface ShimDialogs {
  /** Where to save; undefined cancels. */
  savesTo: string | undefined
  /** What to open; undefined cancels. */
  opensFrom: string | undefined
  /** The button that is pressed in a question. */
  answer: number
  /** The questions that were asked. */
  readonly asked: string[]
}

export interface ShimSettings {
  readonly dataFolder: string
  /** Where the files lie that the artist drags into the window. */
  readonly draggedFolder: string
}

/** Chromium knows no scheme of ours: `app://ui/x` becomes a secure origin that only this shim answers. */
export const shimOrigin = 'https://ui.app.localhost'
const pageOrigin = 'app://ui'
const inShell = (address: string) =>
  address === shimOrigin || address.startsWith(`${shimOrigin}/`) ? address.replace(shimOrigin, pageOrigin) : address

/**
 * Electron for Node, as far as the shell uses it: main and preload bundles run as they are, windows are pages of a real
 * Chromium, which enforces the policy of the page. It refuses what would be unsafe in Electron.
 */
export async function createElectronShim(browser: Browser, settings: ShimSettings): Promise<ElectronShim> {
  const { dataFolder, draggedFolder } = settings
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const ipc = new Map<string, Handler>()
  const complaints: string[] = []
  const told: string[] = []
  const dialogs: ShimDialogs = { savesTo: undefined, opensFrom: undefined, answer: 2, asked: [] }
  const opened: string[] = []
  let title = ''
  let menu: readonly Electron.MenuItemConstructorOptions[] = []
  const windows = new Set<BrowserWindow>()
  let answerScheme: ((request: Request) => Promise<Response>) | undefined
  let isReady = false
  let isEnding = false
  let [page, showPage] = later<Page>()
  const [ended, end] = later<undefined>()

  await context.route('**/*', async (route) => {
    const asked = route.request()
    if (asked.isNavigationRequest() && !isLetGo(asked)) return route.abort('aborted')
    if (!asked.url().startsWith(`${shimOrigin}/`) || !answerScheme) return route.abort()
    return answerRoute(route, answerScheme)
  })

  /** Asks the shell, as Electron does, where a page is about to go to another address or to open one. */
  function isLetGo(asked: PageRequest): boolean {
    const frame = frameOf(asked)
    const window = [...windows].find(({ page: shown }) => shown !== undefined && shown === frame?.page())
    if (window && frame) return window.webContents.mayNavigate(inShell(asked.url()), frame.parentFrame() === null)
    for (const { webContents } of windows) webContents.mayOpen(inShell(asked.url()))
    return false
  }

  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    requestSingleInstanceLock: () => true,
    whenReady: async () => void (isReady = true),
    getPath: () => dataFolder,
    getPreferredSystemLanguages: () => ['en'],
    addRecentDocument: () => undefined,
    exit: () => end(undefined),
    quit() {
      app.emit('before-quit', {})
      for (const window of [...windows]) window.close()
      if (windows.size > 0) return
      let isPrevented = false
      app.emit('will-quit', { preventDefault: () => (isPrevented = true) })
      if (isPrevented || isEnding) return
      isEnding = true
      void closeContext().then(() => end(undefined))
    },
  })

  async function closeContext(): Promise<void> {
    await context.unrouteAll({ behavior: 'ignoreErrors' }) // the page may just be asking for something
    await context.close()
  }

  class WebContents extends EventEmitter {
    readonly window: BrowserWindow
    /** The shell itself asked for the address that is loaded next: it is not asked about it. */
    isSent = false
    private openHandler: ((details: { url: string }) => { action: string }) | undefined

    constructor(window: BrowserWindow) {
      super()
      this.window = window
    }
    setWindowOpenHandler(handler: typeof this.openHandler): void {
      this.openHandler = handler
    }
    mayOpen(url: string): void {
      const action = this.openHandler?.({ url }).action
      if (action !== 'deny') complaints.push(`${url} was opened in a window of the program`)
    }
    mayNavigate(url: string, isMainFrame: boolean): boolean {
      this.emit('did-start-loading')
      let isPrevented = false
      if (!(this.isSent && isMainFrame)) {
        const details = { url, isMainFrame, preventDefault: () => (isPrevented = true) }
        this.emit('will-frame-navigate', details)
        if (isMainFrame) this.emit('will-navigate', details)
      }
      this.isSent = false
      if (isPrevented) setImmediate(() => this.emit('did-stop-loading'))
      return !isPrevented
    }
    reload(): void {
      void this.window.page?.close()
      void this.window.loadURL(`${pageOrigin}/`)
    }
    getURL = () => `${pageOrigin}/`
    send(channel: string, ...args: unknown[]): void {
      const { page } = this.window
      if (!page || page.isClosed()) throw new Error(`${channel} was sent to a page that is not there`)
      told.push(JSON.stringify(args))
      const received = page.evaluate(
        ([name, all]) => (globalThis as never as { shimReceive: Handler }).shimReceive(name, ...(all as unknown[])),
        [channel, args] as const,
      )
      received.catch(() => undefined) // the page is closing
    }
  }

  class BrowserWindow extends EventEmitter {
    readonly webContents: WebContents
    readonly options: Electron.BrowserWindowConstructorOptions
    page: Page | undefined
    private isGone = false

    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super()
      requireSafe(options.webPreferences)
      this.options = options
      this.webContents = new WebContents(this)
      windows.add(this)
      app.emit('web-contents-created', {}, this.webContents)
    }
    async loadURL(url: string): Promise<void> {
      const opened = await context.newPage()
      this.page = opened
      opened.on('popup', (popup) => void popup.close())
      opened.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      opened.on('pageerror', (error) => complaints.push(error.message))
      opened.on('load', () => {
        this.webContents.emit('did-finish-load')
        this.webContents.emit('did-stop-loading')
      })
      opened.on('crash', () => {
        ;[page, showPage] = later<Page>()
        this.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
      })
      await opened.exposeBinding('shimInvoke', async ({ frame }, channel: string, args: unknown[]) => {
        const handler = ipc.get(channel)
        if (!handler) throw new Error(`No handler registered for '${channel}'`)
        const answer = await handler({ senderFrame: describeFrame(frame) }, ...args)
        told.push(JSON.stringify(answer) ?? '')
        return answer
      })
      const preload = await readFile(this.options.webPreferences!.preload!, 'utf8')
      await opened.addInitScript({ content: sandboxedPreload(preload, draggedFolder) })
      this.webContents.isSent = true
      await opened.goto(url.replace(pageOrigin, shimOrigin))
      this.emit('ready-to-show')
      showPage(opened)
    }
    close(): void {
      let isPrevented = false
      this.emit('close', { preventDefault: () => (isPrevented = true) })
      if (!isPrevented) this.destroy()
    }
    destroy(): void {
      if (this.isGone) return
      this.isGone = true
      windows.delete(this)
      this.emit('closed')
      if (windows.size === 0) app.emit('window-all-closed')
    }
    isDestroyed = () => this.isGone
    isMinimized = () => false
    isMaximized = () => false
    getNormalBounds = () => ({ x: 0, y: 0, width: 1440, height: 900 })
    setTitle = (text: string) => void (title = text)
    setDocumentEdited = () => undefined
    show = () => undefined
    focus = () => undefined
    restore = () => undefined
    maximize = () => undefined
  }

  const electron = {
    app,
    BrowserWindow,
    dialog: {
      showMessageBox: async (_over: unknown, { message }: Electron.MessageBoxOptions) => {
        dialogs.asked.push(message)
        return { response: dialogs.answer }
      },
      showOpenDialog: async () => ({
        canceled: dialogs.opensFrom === undefined,
        filePaths: dialogs.opensFrom === undefined ? [] : [dialogs.opensFrom],
      }),
      showSaveDialog: async () => ({ canceled: dialogs.savesTo === undefined, filePath: dialogs.savesTo ?? '' }),
      showErrorBox: (_title: string, text: string) => void complaints.push(text),
    },
    ipcMain: { handle: (channel: string, handler: Handler) => ipc.set(channel, handler) },
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: (template: typeof menu) => void (menu = template),
    },
    protocol: {
      registerSchemesAsPrivileged() {
        if (isReady) throw new Error('schemes are registered before the app is ready')
      },
      handle: (_scheme: string, handler: typeof answerScheme) => (answerScheme = handler),
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1440, height: 900 } }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: () => undefined,
        setPermissionCheckHandler: () => undefined,
        setDevicePermissionHandler: () => undefined,
      },
    },
    shell: { openExternal: async (url: string) => void opened.push(url), showItemInFolder: () => undefined },
  }
  return {
    electron: electron as unknown as ElectronModule,
    page: () => page,
    app,
    complaints,
    told,
    dialogs,
    opened,
    title: () => title,
    menu: () => menu,
    closeWindow: () => [...windows][0]?.close(),
    ended: ended as Promise<never>,
  }
}

/** @throws Error for a window that would give the page more than a page has. */
export function requireSafe(preferences: Electron.WebPreferences | undefined): void {
  const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag, preload } = preferences ?? {}
  const isSafe = sandbox && contextIsolation && nodeIntegration === false && webSecurity !== false && !webviewTag
  if (!isSafe || preload === undefined) throw new Error('The window would not be safe.')
}

async function answerRoute(route: Route, answerScheme: (request: Request) => Promise<Response>): Promise<void> {
  const asked = route.request()
  const body = asked.postDataBuffer()
  const request = new Request(inShell(asked.url()), {
    method: asked.method(),
    ...(body && { body: new Uint8Array(body) }),
  })
  const response = await answerScheme(request)
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })
}

/** A page that is being opened has no frame yet. */
function frameOf(asked: PageRequest): Frame | undefined {
  try {
    return asked.frame()
  } catch {
    return undefined
  }
}

function describeFrame(frame: Frame) {
  return { origin: inShell(new URL(frame.url()).origin), parent: frame.parentFrame() }
}

function later<Value>(): [Promise<Value>, (value: Value) => void] {
  let settle: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((resolve) => (settle = resolve))
  return [promise, settle]
}

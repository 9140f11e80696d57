import { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import type { ElectronModule } from '../main/electronModule.ts'
import { sandboxedPreload } from './sandboxedPreload.ts'

type Handler = (...args: unknown[]) => unknown

export interface ElectronShim {
  readonly electron: ElectronModule
  /** The page of the window, once it is loaded. */
  page(): Promise<Page>
  /** As the system or the artist does it. */
  readonly app: EventEmitter & { quit(): void }
  /** What messages of the page ended with that it did not like: violations of the policy among them. */
  readonly complaints: readonly string[]
  /** Everything that the page was given, by answers and by events, as text. */
  readonly told: readonly string[]
  /** What the artist answers in dialogs of the system. */
  readonly dialogs: ShimDialogs
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
  /** The button that is pressed in a question. */
  answer: number
  /** The questions that were asked. */
  readonly asked: string[]
}

/** Chromium knows no scheme of ours: `app://ui/x` becomes a secure origin that only this shim answers. */
const shimOrigin = 'https://ui.app.localhost'
const pageOrigin = 'app://ui'

/**
 * Electron for Node, as far as the shell uses it: main and preload bundles run as they are, windows are pages of a real
 * Chromium, which enforces the policy of the page. It refuses what would be unsafe in Electron.
 */
export async function createElectronShim(browser: Browser, dataFolder: string): Promise<ElectronShim> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const ipc = new Map<string, Handler>()
  const complaints: string[] = []
  const told: string[] = []
  const dialogs: ShimDialogs = { savesTo: undefined, answer: 2, asked: [] }
  let menu: readonly Electron.MenuItemConstructorOptions[] = []
  const windows = new Set<BrowserWindow>()
  let answerScheme: ((request: Request) => Promise<Response>) | undefined
  let isReady = false
  let isEnding = false
  const [page, showPage] = later<Page>()
  const [ended, end] = later<undefined>()

  await answerAddresses(context, () => answerScheme)

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
    constructor(window: BrowserWindow) {
      super()
      this.window = window
    }
    setWindowOpenHandler(): void {
      // pop-ups are closed as they open, see below
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
      await opened.exposeBinding('shimInvoke', async ({ frame }, channel: string, args: unknown[]) => {
        const handler = ipc.get(channel)
        if (!handler) throw new Error(`No handler registered for '${channel}'`)
        const answer = await handler({ senderFrame: describeFrame(frame) }, ...args)
        told.push(JSON.stringify(answer) ?? '')
        return answer
      })
      await opened.addInitScript({
        content: sandboxedPreload(await readFile(this.options.webPreferences!.preload!, 'utf8')),
      })
      this.webContents.emit('did-start-loading')
      await opened.goto(url.replace(pageOrigin, shimOrigin))
      this.webContents.emit('did-finish-load')
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
    setTitle = () => undefined
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
      showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
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
    shell: { openExternal: async () => undefined, showItemInFolder: () => undefined },
  }
  return {
    electron: electron as unknown as ElectronModule,
    page: () => page,
    app,
    complaints,
    told,
    dialogs,
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

async function answerAddresses(
  context: BrowserContext,
  handler: () => ((request: Request) => Promise<Response>) | undefined,
): Promise<void> {
  await context.route('**/*', async (route) => {
    const asked = route.request()
    const answer = handler()
    if (!asked.url().startsWith(`${shimOrigin}/`) || !answer) return route.abort()
    const body = asked.postDataBuffer()
    const request = new Request(asked.url().replace(shimOrigin, pageOrigin), {
      method: asked.method(),
      ...(body && { body: new Uint8Array(body) }),
    })
    const response = await answer(request)
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  })
}

function describeFrame(frame: Frame) {
  const { origin } = new URL(frame.url())
  return { origin: origin === shimOrigin ? pageOrigin : origin, parent: frame.parentFrame() }
}

function later<Value>(): [Promise<Value>, (value: Value) => void] {
  let settle: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((resolve) => (settle = resolve))
  return [promise, settle]
}

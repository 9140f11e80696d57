import type { BrowserWindow } from 'electron'
import { resolve } from 'node:path'
import type { HostFacilities, Studio } from '../../engine/studio/studio.ts'
import { answerWindow } from './answerWindow.ts'
import { createClosing, type ShownDocument } from './closing.ts'
import { desktopFacilities, fileOfArguments } from './desktopFacilities.ts'
import type { ElectronModule } from './electronModule.ts'
import { confineContents, denyPermissions } from './lockDown.ts'
import { menuLanguage, menuTemplate } from './menuTemplate.ts'
import { openWindow } from './openWindow.ts'
import { revivePage } from './pageRevival.ts'
import { registerScheme, serveScheme } from './pageScheme.ts'
import { createWindowEvents } from './windowEvents.ts'

export interface ShellServices {
  readonly studio: Studio
  close(): Promise<void>
}

export interface ShellSettings {
  /** Folder of the built window: absolute. */
  readonly rendererFolder: string
  /** The bundled preload script: absolute. */
  readonly preload: string
  readonly projectFolder: string
  readonly args: readonly string[]
  readonly platform: string
  /** Starts studio and engine; called once, when this is the only shell of the artist. */
  readonly startServices: (facilities: HostFacilities, opens: string | undefined) => Promise<ShellServices>
}

/**
 * The program as the desktop sees it. The page loads while the engine starts. Answers when the window is there;
 * undefined where another shell runs already, which was told of the arguments.
 */
export function startShell(electron: ElectronModule, settings: ShellSettings): Promise<BrowserWindow> | undefined {
  const { app, Menu, shell } = electron
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return undefined
  }
  registerScheme(electron.protocol)

  const events = createWindowEvents()
  let window: BrowserWindow | undefined
  let opening: Promise<BrowserWindow> | undefined
  let shown: ShownDocument | undefined
  let recent: readonly { readonly id: string; readonly name: string }[] = []
  /** Electron is ending the program, until a window is kept from closing. */
  let isQuitting = false
  /** The window was last asked to close because the program ends. */
  let quitsOnceClosed = false
  let firstFile = fileOfArguments(settings.args, app.isPackaged)
  let services: Promise<ShellServices> | undefined
  const language = () => menuLanguage(app.getPreferredSystemLanguages())

  const closing = createClosing({
    dialog: electron.dialog,
    language,
    shown: () => shown,
    save: () => events.send('saveAndClose', {}),
    discard: async ({ documentId }) => {
      const { studio } = await services!
      await studio.call('dropRecovery', { documentId })
    },
    stay: () => (quitsOnceClosed = false),
  })
  const facilities = desktopFacilities({
    electron,
    window: () => window,
    projectFolder: settings.projectFolder,
    tellTitle(title) {
      shown = title
      window?.setTitle(`${title.name}${title.isChanged ? ' •' : ''} – Polyptych`)
      window?.setDocumentEdited(title.isChanged)
    },
    confirmClose: () => closing.confirm(),
  })

  function drawMenu(): void {
    const actions = {
      command: (id: string) => events.send('command', { id }),
      openRecent: (id: string) => events.send('open', { source: { type: 'recent', id } }),
    }
    const template = menuTemplate({ platform: settings.platform, language: language(), recent, actions })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  async function openFile(path: string): Promise<void> {
    if (services === undefined) {
      firstFile = path // the system asks before the program is ready
      return
    }
    const { studio } = await services
    app.addRecentDocument(path)
    if (window === undefined) await showWindow()
    events.send('open', { source: { type: 'given', file: { token: studio.tokenOf(path) } } })
    bringToFront()
  }

  function bringToFront(): void {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  }

  /** One window, also where it is asked for again before it is there: macOS activates the program while it starts. */
  function showWindow(): Promise<BrowserWindow> {
    opening ??= openAndWatch().finally(() => (opening = undefined))
    return opening
  }

  async function openAndWatch(): Promise<BrowserWindow> {
    const opened = await openWindow(electron, settings.preload)
    window = opened
    opened.on('close', () => {
      quitsOnceClosed = isQuitting
      isQuitting = false // of a window that stays open Electron gives up as well, and what closes later only closes
    })
    closing.watch(opened)
    revivePage(opened, { dialog: electron.dialog, language })
    events.attach(opened)
    opened.on('closed', () => {
      window = undefined
      shown = undefined
      if (isQuitting || quitsOnceClosed) app.quit()
    })
    return opened
  }

  app.on('web-contents-created', (_event, contents) => confineContents(contents, shell))
  app.on('second-instance', (_event, args, workingFolder) => {
    const file = fileOfArguments(args, app.isPackaged)
    if (file !== undefined) void openFile(resolve(workingFolder, file))
    else bringToFront()
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    void openFile(path)
  })
  app.on('activate', () => {
    if (window === undefined && services !== undefined) void showWindow()
  })
  app.on('before-quit', () => (isQuitting = true))
  app.on('window-all-closed', () => {
    if (settings.platform !== 'darwin' || isQuitting) app.quit()
  })
  endServicesAtQuit(app, () => services)

  return app.whenReady().then(async () => {
    denyPermissions(electron.session.defaultSession)
    const starting = settings.startServices(facilities, firstFile === undefined ? undefined : resolve(firstFile))
    services = starting
    const studio = starting.then((started) => started.studio)
    serveScheme(electron.protocol, { rendererFolder: settings.rendererFolder, studio })
    answerWindow(electron.ipcMain, studio)
    drawMenu()
    starting.then(
      ({ studio: started }) =>
        started.onEvent((event, data) => {
          events.send(event, data)
          if (event !== 'recent') return
          recent = (data as { recent: typeof recent }).recent
          drawMenu()
        }),
      (error: unknown) => {
        electron.dialog.showErrorBox('Polyptych', error instanceof Error ? error.message : String(error))
        app.exit(1)
      },
    )
    return showWindow()
  })
}

/** Renders stop and files are written before the process ends. */
function endServicesAtQuit(app: ElectronModule['app'], services: () => Promise<ShellServices> | undefined): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('will-quit', (event) => {
    const running = services()
    if (state === 'closed' || running === undefined) return
    event.preventDefault()
    if (state === 'closing') return // every window that closes meanwhile asks again
    state = 'closing'
    void running
      .then(({ close }) => close())
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        state = 'closed'
        app.quit()
      })
  })
}

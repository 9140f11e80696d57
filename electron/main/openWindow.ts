import type { BrowserWindow } from 'electron'
import type { ElectronModule } from './electronModule.ts'
import { pageAddress } from './pageScheme.ts'
import { boundsFor, readPlace, rememberPlace, smallestWindow } from './windowPlace.ts'

/** The window's own grey: nothing flashes before the page is drawn. */
const background = '#1b1b1c'

/** Opens the window where it was and loads the page. */
export async function openWindow(electron: ElectronModule, preload: string): Promise<BrowserWindow> {
  const dataFolder = electron.app.getPath('userData')
  const place = await readPlace(dataFolder)
  const screens = electron.screen.getAllDisplays().map(({ workArea }) => workArea)
  const window = new electron.BrowserWindow({
    ...boundsFor(place, screens),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    backgroundColor: background,
    title: 'Polyptych',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (place?.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  rememberPlace(window, dataFolder)
  void window.loadURL(pageAddress)
  return window
}

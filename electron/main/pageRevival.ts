import type { BrowserWindow } from 'electron'
import type { ElectronModule } from './electronModule.ts'
import type { MenuLanguage } from './menuTemplate.ts'

export interface RevivalSettings {
  readonly dialog: ElectronModule['dialog']
  readonly language: () => MenuLanguage
}

const texts = {
  en: {
    message: 'The window has stopped again.',
    detail: 'Your unsaved work was kept, and is offered when the window is back.',
    buttons: ['Try Again', 'Close'],
  },
  de: {
    message: 'Das Fenster ist erneut abgestürzt.',
    detail: 'Nicht gespeicherte Arbeit ist aufgehoben und wird angeboten, sobald das Fenster wieder da ist.',
    buttons: ['Noch einmal', 'Schließen'],
  },
} as const
const [triesAgain, closes] = [0, 1]
const soonMs = 30_000

/**
 * Loads the page again when its process has ended; unsaved work was kept and is offered. Where that happens again soon,
 * the artist is asked first.
 */
export function revivePage(window: BrowserWindow, { dialog, language }: RevivalSettings): void {
  let last = -Infinity

  async function isWanted(): Promise<boolean> {
    const isFirst = performance.now() - last > soonMs
    last = performance.now()
    if (isFirst) return true
    const { message, detail, buttons } = texts[language()]
    const options = { message, detail, buttons: [...buttons], defaultId: triesAgain, cancelId: closes, noLink: true }
    return (await dialog.showMessageBox(window, { type: 'error', ...options })).response === triesAgain
  }

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    void isWanted().then((wanted) => {
      if (window.isDestroyed()) return
      if (wanted) window.webContents.reload()
      else window.destroy()
    })
  })
}

import type { BrowserWindow } from 'electron'
import type { MenuLanguage } from './menuTemplate.ts'
import type { ElectronModule } from './electronModule.ts'

export interface ShownDocument {
  readonly documentId: string
  readonly name: string
  readonly isChanged: boolean
}

export interface ClosingSettings {
  readonly dialog: ElectronModule['dialog']
  readonly language: () => MenuLanguage
  readonly shown: () => ShownDocument | undefined
  /** Asks the window to save; it answers by `confirm`. */
  readonly save: () => void
  /** The artist gives the changes up. */
  readonly discard: (document: ShownDocument) => Promise<void>
  /** The artist stays. */
  readonly stay: () => void
}

export interface Closing {
  /** Asks before a window with changes closes. */
  watch(window: BrowserWindow): void
  /** The window has saved, or need not. */
  confirm(): void
}

const texts = {
  en: {
    message: (name: string) => `Save the changes to “${name}”?`,
    detail: 'They are lost if you do not save them.',
    buttons: ['Save', 'Don’t Save', 'Cancel'],
  },
  de: {
    message: (name: string) => `Änderungen an „${name}“ speichern?`,
    detail: 'Sie gehen verloren, wenn du sie nicht speicherst.',
    buttons: ['Speichern', 'Nicht speichern', 'Abbrechen'],
  },
} as const
const [saves, discards, cancels] = [0, 1, 2]

export function createClosing({ dialog, language, shown, save, discard, stay }: ClosingSettings): Closing {
  let watched: BrowserWindow | undefined
  let asking = false

  async function ask(window: BrowserWindow, document: ShownDocument): Promise<void> {
    const { message, detail, buttons } = texts[language()]
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: message(document.name),
      detail,
      buttons: [...buttons],
      defaultId: saves,
      cancelId: cancels,
      noLink: true,
    })
    if (response === saves) return save()
    if (response !== discards) return stay()
    await discard(document).catch((error: unknown) => console.error(error)) // offered once too often is no harm
    window.destroy()
  }

  return {
    watch(window) {
      watched = window
      window.on('close', (event) => {
        const document = shown()
        if (!document?.isChanged) return
        event.preventDefault()
        if (asking) return
        asking = true
        void ask(window, document).finally(() => (asking = false))
      })
    },
    confirm() {
      if (watched && !watched.isDestroyed()) watched.destroy()
    },
  }
}

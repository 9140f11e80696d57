import type { IpcMainInvokeEvent } from 'electron'
import { answerCall } from '../../engine/web/answerCall.ts'
import { toHostSchema } from '../../engine/protocol/window/index.ts'
import type { Studio } from '../../engine/studio/studio.ts'
import { channels, type BridgeAnswer } from '../bridge/desktopBridge.ts'
import type { ElectronModule } from './electronModule.ts'
import { isOwnPage } from './lockDown.ts'

/** A browser's line would be closed: Electron's has no end, so it answers. */
const notUnderstood = {
  code: 'setting-invalid',
  message: 'The window sent what the program cannot take.',
  remedy: 'Reload the window.',
} as const

const longestPathLength = 32_768

/** One handler for calls and one for files that were dragged in, for the window's own page alone. */
export function answerWindow(ipcMain: ElectronModule['ipcMain'], studio: Promise<Studio>): void {
  ipcMain.handle(channels.call, async (event, method: unknown, request: unknown): Promise<BridgeAnswer> => {
    requireOwnPage(event)
    const message = toHostSchema.safeParse({ id: 0, method, request })
    if (!message.success) return { error: notUnderstood }
    return answerCall(studio, message.data.method, message.data.request)
  })
  // The preload script asks Electron for the path of a file that the artist dragged: no page can name one.
  ipcMain.handle(channels.token, async (event, path: unknown): Promise<string | undefined> => {
    requireOwnPage(event)
    if (typeof path !== 'string' || path === '' || path.length > longestPathLength) return undefined
    return (await studio).tokenOf(path)
  })
}

function requireOwnPage({ senderFrame }: IpcMainInvokeEvent): void {
  if (!isOwnPage(senderFrame)) throw new Error('This page may not ask.')
}

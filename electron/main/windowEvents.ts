import type { BrowserWindow } from 'electron'
import type { WindowEvent } from '../../engine/protocol/window/index.ts'
import { channels } from '../bridge/desktopBridge.ts'

/** Whole states: a page that loads needs the newest of each. */
const states: readonly WindowEvent[] = ['engine', 'jobs', 'settings', 'recent']
/** These ask for something, and wait for a page that can do it. */
const requests: readonly WindowEvent[] = ['open', 'command', 'saveAndClose']

/** Sends events to the page. What is sent before its preload script runs would be lost, so it waits here. */
export interface WindowEvents {
  send(event: WindowEvent, data: unknown): void
  attach(window: BrowserWindow): void
}

export function createWindowEvents(): WindowEvents {
  const newest = new Map<WindowEvent, unknown>()
  let waiting: { readonly event: WindowEvent; readonly data: unknown }[] = []
  let page: BrowserWindow | undefined

  return {
    send(event, data) {
      if (states.includes(event)) newest.set(event, data)
      if (page && !page.isDestroyed()) page.webContents.send(channels.event, event, data)
      else if (requests.includes(event)) waiting.push({ event, data })
    },
    attach(window) {
      window.webContents.on('did-start-loading', () => (page = undefined))
      // Also when the page was kept from leaving: then it started to load, and will not finish.
      window.webContents.on('did-stop-loading', () => {
        page = window
        for (const [event, data] of newest) window.webContents.send(channels.event, event, data)
        for (const { event, data } of waiting) window.webContents.send(channels.event, event, data)
        waiting = []
      })
      window.on('closed', () => (page = undefined))
    },
  }
}

import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { WindowEvent } from '../../engine/protocol/window/index.ts'
import { bridgeName, channels, type BridgeAnswer, type DesktopBridge } from '../bridge/desktopBridge.ts'

type Listener = (data: unknown) => void

const listeners = new Map<WindowEvent, Set<Listener>>()
const last = new Map<WindowEvent, unknown>()

/** Events that ask for something: it is done once, by who listens first. */
const requests: readonly WindowEvent[] = ['command', 'open', 'saveAndClose']

ipcRenderer.on(channels.event, (_event, name: WindowEvent, data: unknown) => {
  const listening = listeners.get(name) ?? new Set()
  if (listening.size === 0 || !requests.includes(name)) last.set(name, data)
  for (const listener of listening) listener(data)
})

const bridge: DesktopBridge = Object.freeze<DesktopBridge>({
  call: (method, request) => ipcRenderer.invoke(channels.call, method, request) as Promise<BridgeAnswer>,
  on(event, listener) {
    const own: Listener = (data) => listener(data)
    const all = listeners.get(event) ?? new Set()
    listeners.set(event, all.add(own))
    if (last.has(event)) own(last.get(event))
    if (requests.includes(event)) last.delete(event)
    return () => void all.delete(own)
  },
  async tokenOf(file) {
    const path = file instanceof File ? webUtils.getPathForFile(file) : ''
    return path === '' ? undefined : ((await ipcRenderer.invoke(channels.token, path)) as string | undefined)
  },
})

contextBridge.exposeInMainWorld(bridgeName, bridge)

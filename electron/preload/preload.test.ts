import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { DesktopBridge } from '../bridge/desktopBridge.ts'

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  receivers: new Map<string, (...args: unknown[]) => void>(),
  invoked: [] as unknown[][],
}))
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => electron.exposed.set(name, value) },
  ipcRenderer: {
    on: (channel: string, receiver: (...args: unknown[]) => void) => electron.receivers.set(channel, receiver),
    invoke: async (...args: unknown[]) => {
      electron.invoked.push(args)
      return { response: 'done' }
    },
  },
  webUtils: { getPathForFile: ({ name }: File) => (name === 'pasted.png' ? '' : `/home/kim/${name}`) },
}))

describe('the preload script', () => {
  let bridge: DesktopBridge
  const tell = (event: string, data: unknown) => electron.receivers.get('polyptych:event')!({}, event, data)

  beforeEach(async () => {
    vi.resetModules()
    electron.invoked.length = 0
    await import('./preload.ts')
    bridge = electron.exposed.get('polyptych') as DesktopBridge
  })

  it('gives the page the bridge, frozen, and nothing else', () => {
    expect([...electron.exposed.keys()]).toEqual(['polyptych'])
    expect(Object.keys(bridge).sort()).toEqual(['call', 'on', 'tokenOf'])
    expect(Object.isFrozen(bridge)).toBe(true)
  })

  it('passes calls to their one channel', async () => {
    expect(await bridge.call('start', { a: 1 })).toEqual({ response: 'done' })
    expect(electron.invoked).toEqual([['polyptych:call', 'start', { a: 1 }]])
  })

  it('tells who listens later of the last state, until it stops', () => {
    tell('engine', { status: 'ready' })
    const heard: unknown[] = []
    const stop = bridge.on('engine', (data) => heard.push(data))
    tell('engine', { status: 'failed' })
    stop()
    tell('engine', { status: 'ready' })
    expect(heard).toEqual([{ status: 'ready' }, { status: 'failed' }])
  })

  it('tells of what is asked for once', () => {
    const [first, second]: unknown[][] = [[], []]
    tell('open', { early: true })
    bridge.on('open', (data) => first!.push(data))
    tell('open', { early: false })
    bridge.on('open', (data) => second!.push(data))
    expect(first).toEqual([{ early: true }, { early: false }])
    expect(second).toEqual([])
  })

  it('asks for tokens of files that lie on a disk alone', async () => {
    expect(await bridge.tokenOf(new File([], 'pasted.png'))).toBeUndefined()
    expect(await bridge.tokenOf('/etc/passwd')).toBeUndefined()
    expect(electron.invoked).toEqual([])
    await bridge.tokenOf(new File([], 'kiki.safetensors'))
    expect(electron.invoked).toEqual([['polyptych:token', '/home/kim/kiki.safetensors']])
  })
})

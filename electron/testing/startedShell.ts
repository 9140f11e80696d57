import type { EventEmitter } from 'node:events'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, vi } from 'vitest'
import type { HostFacilities, Studio } from '../../engine/studio/studio.ts'
import { startShell } from '../main/startShell.ts'
import { fakeElectron, type FakeOptions } from './fakeElectron.ts'

export interface StartOptions extends Partial<FakeOptions> {
  readonly args?: string[]
  readonly platform?: string
  /** As soon as services are asked for. */
  readonly whenStarting?: (app: EventEmitter) => void
}

export type StartedShell = Awaited<ReturnType<typeof startIn>>

export interface ShellsForTests {
  /** Of the test that runs: settings, the page, and a file that no page may read. */
  readonly folder: string
  /** Starts the shell as its program does, on an Electron that writes down what it is told. */
  start(options?: StartOptions): Promise<StartedShell>
}

/** Gives each test of a file a folder of its own, and shells that start in it. */
export function shellsForTests(): ShellsForTests {
  const state = { folder: '' }
  beforeEach(async () => {
    state.folder = await mkdtemp(join(tmpdir(), 'polyptych-shell-'))
    await mkdir(join(state.folder, 'renderer', 'assets'), { recursive: true })
    await writeFile(join(state.folder, 'renderer', 'index.html'), '<title>Window</title>')
    await writeFile(join(state.folder, 'secret.json'), '{}')
  })
  afterEach(() => rm(state.folder, { recursive: true }))
  return {
    get folder() {
      return state.folder
    },
    start: (options = {}) => startIn(state.folder, options),
  }
}

/** Until what was begun has run through. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

async function startIn(folder: string, options: StartOptions) {
  const fake = fakeElectron({ dataFolder: folder, ...options })
  const calls: [string, unknown][] = []
  const failing = new Set<string>()
  const state = { facilities: undefined as HostFacilities | undefined, opens: undefined as string | undefined }
  const listeners = new Set<(event: never, data: never) => void>()
  const studio: Studio = {
    async call(method, request) {
      calls.push([method, request])
      if (failing.has(method)) throw new Error(`${method} fails`)
      return { done: method }
    },
    onEvent(listener) {
      listeners.add(listener as never)
      return () => undefined
    },
    asset: async (path) => ({ status: 200, headers: { 'content-type': 'image/png' }, body: Buffer.from(path) }),
    async upload(bytes) {
      const parts: Uint8Array[] = []
      for await (const part of bytes) parts.push(part)
      return `upload:${Buffer.concat(parts)}`
    },
    tokenOf: (path) => `token:${path}`,
    close: async () => undefined,
  }
  const close = vi.fn(async (): Promise<void> => {
    fake.log.push('services closed')
  })
  const started = startShell(fake.electron, {
    rendererFolder: join(folder, 'renderer'),
    preload: join(folder, 'preload.cjs'),
    projectFolder: folder,
    args: ['electron', '.', ...(options.args ?? [])],
    platform: options.platform ?? 'linux',
    async startServices(facilities, opens) {
      Object.assign(state, { facilities, opens })
      options.whenStarting?.(fake.app)
      return { studio, close }
    },
  })
  await started
  const window = fake.windows[0]!
  const tell = (event: string, data: unknown) =>
    listeners.forEach((listener) => listener(event as never, data as never))
  const page = (path: string, init?: RequestInit) =>
    fake.schemeHandlers.get('app')!(new Request(`app://ui${path}`, init))
  return { ...fake, started, window, calls, failing, state, close, tell, page }
}

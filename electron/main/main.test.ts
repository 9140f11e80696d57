import { chmod, mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Start } from '../../engine/protocol/window/index.ts'
import { scriptedEngine, type ScriptedEngine } from '../../engine/testing/scriptedEngine.ts'
import { channels } from '../bridge/desktopBridge.ts'
import { fakeElectron, ownFrame } from '../testing/fakeElectron.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const answersHello = `if (message.type === 'ping') return post({ type: 'pong', id: message.id })
  if (message.method === 'hello') return hello(message)`

describe.skipIf(process.platform === 'win32')('a packaged program', () => {
  let folder: string
  let resources: string
  let engine: ScriptedEngine
  let fake: ReturnType<typeof fakeElectron>

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyptych-main-'))
    engine = await scriptedEngine(answersHello)
    resources = join(folder, 'resources')
    for (const name of ['runtime', 'models', 'examples', 'app.asar.unpacked/dist']) {
      await mkdir(join(resources, name), { recursive: true })
    }
    await symlink(join(root, 'models', 'starter'), join(resources, 'models', 'starter'))
    await symlink(join(root, 'examples', 'duo.polyptych'), join(resources, 'examples', 'packaged.polyptych'))
    await symlink(engine.entry, join(resources, 'app.asar.unpacked', 'dist', 'engine.js'))
    const node = join(resources, 'runtime', 'node')
    await writeFile(node, `#!/bin/sh\necho "$@" > "${folder}/started"\nexec "${process.execPath}" "$@"\n`)
    await chmod(node, 0o755)

    vi.stubEnv('HOME', folder)
    Object.defineProperty(process, 'resourcesPath', { value: resources, configurable: true })
    fake = fakeElectron({ dataFolder: join(folder, 'data'), isPackaged: true })
    vi.doMock('electron', () => fake.electron)
    await import('./main.ts')
  })
  afterEach(async () => {
    fake.app.quit()
    await vi.waitFor(() => expect(fake.log).toContain('ended'), 5000)
    vi.unstubAllEnvs()
    vi.doUnmock('electron')
    Reflect.deleteProperty(process, 'resourcesPath')
    await engine.remove()
    await rm(folder, { recursive: true, force: true })
  })

  it('starts its own Node with the engine that lies outside of the archive, and has its examples there', async () => {
    const start = async () => (await fake.invoke(channels.call, ownFrame, 'start', {})) as { response: Start }
    await vi.waitFor(async () => expect((await start()).response.engine.status).toBe('ready'), 5000)
    const entry = join(resources, 'app.asar.unpacked', 'dist', 'engine.js')
    expect((await readFile(join(folder, 'started'), 'utf8')).trim()).toBe(entry)
    expect((await start()).response.examples.map(({ id }) => id)).toEqual(['packaged'])
  })
})

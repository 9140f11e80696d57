import { chmod, mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Library, Start } from '../../engine/protocol/window/index.ts'
import { scriptedEngine, type ScriptedEngine } from '../../engine/testing/scriptedEngine.ts'
import { startDesktopServices } from './desktopServices.ts'
import type { ShellServices } from './startShell.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const answersHello = `if (message.type === 'ping') return post({ type: 'pong', id: message.id })
  if (message.method === 'hello') return hello(message)`

/** As a package lies on a disk: an archive, and outside of it what a plain Node reads. */
describe.skipIf(process.platform === 'win32')('the services of a packaged program', () => {
  let folder: string
  let engine: ScriptedEngine
  let services: ShellServices

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyptych-package-'))
    engine = await scriptedEngine(answersHello)
    const resources = join(folder, 'resources')
    await mkdir(join(resources, 'models'), { recursive: true })
    await mkdir(join(resources, 'examples'))
    await symlink(join(root, 'models', 'starter'), join(resources, 'models', 'starter'))
    await symlink(join(root, 'examples', 'duo.polyptych'), join(resources, 'examples', 'packaged.polyptych'))
    const nodePath = join(resources, 'node')
    await writeFile(nodePath, `#!/bin/sh\necho "$@" > "${folder}/started"\nexec "${process.execPath}" "$@"\n`)
    await chmod(nodePath, 0o755)
    services = await startDesktopServices({
      facilities: { name: 'electron', hasMenu: true, languages: () => ['en'] },
      opens: undefined,
      dataFolder: join(folder, 'data'),
      projectFolder: join(folder, 'projects'),
      packaged: { nodePath, entry: engine.entry, resources },
    })
  })
  afterEach(async () => {
    await services.close()
    await engine.remove()
    await rm(folder, { recursive: true, force: true })
  })

  const start = async () => (await services.studio.call('start', {})) as Start

  it('run the script beside the archive, in the Node of the package', async () => {
    await vi.waitFor(async () => expect((await start()).engine.status).toBe('ready'), 5000)
    expect((await readFile(join(folder, 'started'), 'utf8')).trim()).toBe(engine.entry)
  })

  it('have the examples and the model of the package', async () => {
    expect((await start()).examples.map(({ name }) => name)).toEqual([expect.stringContaining('Bruno')])
    const models = async () => ((await services.studio.call('readLibrary', {})) as Library).models
    await vi.waitFor(async () => expect(await models()).toHaveLength(1), 5000)
  })
})

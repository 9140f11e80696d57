import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { settle, shellsForTests } from '../testing/startedShell.ts'

const shells = shellsForTests()

describe('the start', () => {
  it('registers its scheme before Electron is ready and shows one confined window', async () => {
    const { schemes, log, window } = await shells.start()
    expect(schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
      },
    ])
    expect(log).toEqual(['ready', 'window', 'load app://ui/'])
    expect(window.options).toMatchObject({
      minWidth: 900,
      minHeight: 600,
      show: false,
      webPreferences: {
        preload: join(shells.folder, 'preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
      },
    })
    window.emit('ready-to-show')
    expect(log.at(-1)).toBe('show')
  })

  it('shows one window also where the system activates the program meanwhile', async () => {
    const { windows } = await shells.start({
      platform: 'darwin',
      whenStarting: (app) => process.nextTick(() => app.emit('activate')),
    })
    await settle()
    expect(windows).toHaveLength(1)
  })

  it('leaves to the shell that runs already', async () => {
    const { started, log, schemes } = await shells.start({ isFirst: false })
    expect(started).toBeUndefined()
    expect(log).toEqual(['quit'])
    expect(schemes).toEqual([])
  })

  it('opens the file that it was started with', async () => {
    const path = join(shells.folder, 'duo.polyptych')
    expect((await shells.start({ args: ['--flag', path] })).state.opens).toBe(path)
    expect((await shells.start({ args: ['--flag'] })).state.opens).toBeUndefined()
  })

  it('remembers where the window was, and forgets a place that no screen shows', async () => {
    const { window } = await shells.start()
    window.emit('move')
    await vi.waitFor(async () => JSON.parse(await readFile(join(shells.folder, 'window.json'), 'utf8')), {
      timeout: 3000,
    })
    const place = JSON.parse(await readFile(join(shells.folder, 'window.json'), 'utf8'))
    expect(place).toEqual({ x: 10, y: 20, width: 1000, height: 700, isMaximized: false })
    expect((await shells.start()).window.options).toMatchObject({ x: 10, y: 20, width: 1000, height: 700 })
    await writeFile(join(shells.folder, 'window.json'), JSON.stringify({ ...place, x: 5000, isMaximized: true }))
    const elsewhere = await shells.start()
    expect(elsewhere.window.options).not.toHaveProperty('x')
    expect(elsewhere.log).toContain('maximize')
  })
})

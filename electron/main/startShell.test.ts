import type { EventEmitter } from 'node:events'
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { longestMessage } from '../../engine/protocol/window/messages.ts'
import type { HostFacilities, Studio } from '../../engine/studio/studio.ts'
import { channels } from '../bridge/desktopBridge.ts'
import { fakeElectron, ownFrame, type FakeOptions } from '../testing/fakeElectron.ts'
import { startShell } from './startShell.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-shell-'))
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true })
  await writeFile(join(folder, 'renderer', 'index.html'), '<title>Window</title>')
  await writeFile(join(folder, 'secret.json'), '{}')
})
afterEach(() => rm(folder, { recursive: true }))

interface StartOptions extends Partial<FakeOptions> {
  readonly args?: string[]
  readonly platform?: string
  /** As soon as services are asked for. */
  readonly whenStarting?: (app: EventEmitter) => void
}

async function start(options: StartOptions = {}) {
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

const circle: unknown[] = []
circle.push(circle)

const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('the start', () => {
  it('registers its scheme before Electron is ready and shows one confined window', async () => {
    const { schemes, log, window } = await start()
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
        preload: join(folder, 'preload.cjs'),
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
    const { windows } = await start({
      platform: 'darwin',
      whenStarting: (app) => process.nextTick(() => app.emit('activate')),
    })
    await settle()
    expect(windows).toHaveLength(1)
  })

  it('leaves to the shell that runs already', async () => {
    const { started, log, schemes } = await start({ isFirst: false })
    expect(started).toBeUndefined()
    expect(log).toEqual(['quit'])
    expect(schemes).toEqual([])
  })

  it('opens the file that it was started with', async () => {
    const path = join(folder, 'duo.polyptych')
    expect((await start({ args: ['--flag', path] })).state.opens).toBe(path)
    expect((await start({ args: ['--flag'] })).state.opens).toBeUndefined()
  })

  it('remembers where the window was, and forgets a place that no screen shows', async () => {
    const { window } = await start()
    window.emit('move')
    await vi.waitFor(async () => JSON.parse(await readFile(join(folder, 'window.json'), 'utf8')), { timeout: 3000 })
    const place = JSON.parse(await readFile(join(folder, 'window.json'), 'utf8'))
    expect(place).toEqual({ x: 10, y: 20, width: 1000, height: 700, isMaximized: false })
    expect((await start()).window.options).toMatchObject({ x: 10, y: 20, width: 1000, height: 700 })
    await writeFile(join(folder, 'window.json'), JSON.stringify({ ...place, x: 5000, isMaximized: true }))
    const elsewhere = await start()
    expect(elsewhere.window.options).not.toHaveProperty('x')
    expect(elsewhere.log).toContain('maximize')
  })
})

describe('what the page may not', () => {
  const leaving = ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']

  async function isKeptFrom(event: string, url: string, isMainFrame = true): Promise<boolean> {
    const { window } = await start()
    const preventDefault = vi.fn()
    window.webContents.emit(event, { url, isMainFrame, preventDefault }, url)
    return preventDefault.mock.calls.length === 1
  }

  it.each(leaving)('goes nowhere by %s', async (event) => {
    for (const url of [
      'https://attacker.example/',
      'app://ui/asset/picture/1',
      'app://ui.attacker.example/',
      'file:///',
    ]) {
      expect(await isKeptFrom(event, url), url).toBe(true)
    }
  })

  it('loads itself anew, and no frame does', async () => {
    for (const event of ['will-navigate', 'will-frame-navigate']) {
      expect(await isKeptFrom(event, 'app://ui/')).toBe(false)
      expect(await isKeptFrom(event, 'app://ui/#canvas')).toBe(false)
      expect(await isKeptFrom(event, 'app://ui/', false)).toBe(true)
    }
    expect(await isKeptFrom('will-redirect', 'app://ui/')).toBe(true)
  })

  it.each([
    ['https://huggingface.co/models', true],
    ['http://huggingface.co/models', false],
    ['https://huggingface.co.attacker.example', false],
    ['https://user@huggingface.co', false],
    ['https://huggingface.co:8443', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['nonsense', false],
  ])('opens no window for %s, and the browser: %s', async (url, opens) => {
    const { window, opened } = await start()
    expect(window.webContents.openHandler!({ url })).toEqual({ action: 'deny' })
    expect(opened).toEqual(opens ? [url] : [])
  })

  it('gets no permission but to copy', async () => {
    const { permissions } = await start()
    const check = permissions.get('check') as unknown as (contents: unknown, name: string, origin: string) => boolean
    for (const name of ['media', 'geolocation', 'notifications', 'hid', 'clipboard-read', 'openExternal']) {
      expect(check(null, name, 'app://ui/'), name).toBe(false)
    }
    expect(check(null, 'clipboard-sanitized-write', 'app://ui/')).toBe(true)
    expect(check(null, 'clipboard-sanitized-write', 'https://attacker.example/')).toBe(false)
    const answer = vi.fn()
    const request = permissions.get('request') as unknown as (...args: unknown[]) => void
    request({ getURL: () => 'app://ui/' }, 'media', answer)
    expect(answer).toHaveBeenCalledWith(false)
    expect((permissions.get('device') as unknown as () => boolean)()).toBe(false)
  })

  it.each([
    ['its own page', ownFrame, true],
    ['a frame in it', { origin: 'app://ui', parent: ownFrame }, false],
    ['a foreign page', { origin: 'https://attacker.example', parent: null }, false],
    ['a page that ends like it', { origin: 'app://ui.attacker.example', parent: null }, false],
    ['a page without origin', { origin: 'null', parent: null }, false],
    ['a frame that is gone', null, false],
  ])('is answered as %s: %#', async (_name, frame, isAnswered) => {
    const { invoke, calls } = await start()
    const call = invoke(channels.call, frame, 'start', {})
    const token = invoke(channels.token, frame, '/a.png')
    if (isAnswered) {
      expect(await call).toEqual({ response: { done: 'start' } })
      expect(await token).toBe('token:/a.png')
    } else {
      await expect(call).rejects.toThrow('This page may not ask.')
      await expect(token).rejects.toThrow('This page may not ask.')
      expect(calls).toEqual([])
    }
  })

  it.each([
    ['a method whose name is too long', 'm'.repeat(65), {}],
    ['no method', undefined, {}],
    ['more than the longest message', 'start', 'x'.repeat(longestMessage + 1)],
    ['more than the longest message in pieces', 'start', Array(9).fill('x'.repeat(1_000_000))],
    ['levels without end', 'start', JSON.parse('['.repeat(20_000) + ']'.repeat(20_000))],
    ['a circle', 'start', circle],
    ['a map', 'start', new Map([['a', 1]])],
    ['bytes', 'start', { bytes: new Uint8Array(1) }],
    ['a large number', 'start', { number: 1n }],
    ['a date', 'start', { at: new Date() }],
  ])('is told that %s cannot be taken', async (_, method, request) => {
    const { invoke, calls } = await start()
    expect(await invoke(channels.call, ownFrame, method, request)).toMatchObject({ error: { code: 'setting-invalid' } })
    expect(calls).toEqual([])
  })

  it('gets no token for what is no path', async () => {
    const { invoke } = await start()
    for (const path of ['', 7, undefined, {}, 'x'.repeat(40_000)]) {
      expect(await invoke(channels.token, ownFrame, path)).toBeUndefined()
    }
  })
})

describe('the scheme', () => {
  it('serves the page under a policy that runs nothing foreign', async () => {
    const { page } = await start()
    const answer = await page('/')
    expect(await answer.text()).toBe('<title>Window</title>')
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe-eval')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each(['/%2e%2e%2fsecret.json', '/..%5csecret.json', '//secret.json', '/assets', '/.env', '/a%00.js'])(
    'has nothing at %s',
    async (path) => {
      const { page } = await start()
      expect((await page(path)).status).toBe(404)
    },
  )

  it('serves pictures of the studio and takes uploads, and nothing else', async () => {
    const { page, schemeHandlers } = await start()
    expect(await (await page('/asset/picture/1?v=2')).text()).toBe('picture/1?v=2')
    expect(await (await page('/upload', { method: 'POST', body: 'mask' })).json()).toEqual({ upload: 'upload:mask' })
    expect((await page('/elsewhere', { method: 'POST', body: 'x' })).status).toBe(404)
    expect((await page('/', { method: 'DELETE' })).status).toBe(405)
    expect((await schemeHandlers.get('app')!(new Request('app://other/index.html'))).status).toBe(403)
  })
})

describe('events', () => {
  const sentOf = (window: { webContents: { sent: unknown[][] } }) => window.webContents.sent.map(([, ...rest]) => rest)

  it('reach a page that loads later, and again after it is reloaded', async () => {
    const { window, tell } = await start()
    await settle()
    tell('engine', { status: 'starting' })
    tell('engine', { status: 'ready' })
    expect(window.webContents.sent).toEqual([])
    window.webContents.emit('did-stop-loading')
    expect(sentOf(window)).toEqual([['engine', { status: 'ready' }]])
    tell('jobs', { jobs: [] })
    window.webContents.emit('did-start-loading')
    window.webContents.emit('did-stop-loading')
    expect(sentOf(window).slice(2)).toEqual([
      ['engine', { status: 'ready' }],
      ['jobs', { jobs: [] }],
    ])
  })

  it('reach a page that was kept from leaving, and requests wait meanwhile', async () => {
    const { window, tell } = await start()
    await settle()
    window.webContents.emit('did-stop-loading')
    window.webContents.emit('did-start-loading')
    tell('command', { id: 'save' })
    tell('saveAndClose', {})
    tell('gallery', {})
    expect(window.webContents.sent).toEqual([])
    window.webContents.emit('did-stop-loading')
    tell('command', { id: 'render' })
    expect(sentOf(window)).toEqual([
      ['command', { id: 'save' }],
      ['saveAndClose', {}],
      ['command', { id: 'render' }],
    ])
  })

  it('bring the file of a second start to the window, and the window to the front', async () => {
    const { app, window, log, recent } = await start()
    await settle()
    window.webContents.emit('did-stop-loading')
    app.emit('second-instance', {}, ['electron', '.', 'duo.polyptych'], folder)
    await settle()
    const path = resolve(folder, 'duo.polyptych')
    const source = { type: 'given', file: { token: `token:${path}` } }
    expect(sentOf(window)).toEqual([['open', { source }]])
    expect(recent).toEqual([path])
    expect(log.at(-1)).toBe('focus')
  })

  it('keep a file that the system opens until the page is there', async () => {
    const { app, window } = await start()
    const preventDefault = vi.fn()
    app.emit('open-file', { preventDefault }, '/duo.polyptych')
    await settle()
    expect(preventDefault).toHaveBeenCalled()
    expect(window.webContents.sent).toEqual([])
    window.webContents.emit('did-stop-loading')
    expect(sentOf(window)).toEqual([['open', { source: { type: 'given', file: { token: 'token:/duo.polyptych' } } }]])
  })

  it('of the menu name a command, and the menu lists documents that were used last', async () => {
    const { window, menu, tell } = await start({ languages: ['de-AT', 'en'] })
    await settle()
    window.webContents.emit('did-stop-loading')
    tell('recent', { recent: [{ id: 'r1', name: 'Katz & Hund' }] })
    const file = menu().find(({ label }) => label === 'Datei')!.submenu as Electron.MenuItemConstructorOptions[]
    const click = (item: Electron.MenuItemConstructorOptions) => (item.click as () => void)()
    click(file.find(({ id }) => id === 'save')!)
    const used = file.find(({ label }) => label === 'Zuletzt benutzt')!.submenu as Electron.MenuItemConstructorOptions[]
    expect(used.map(({ label }) => label)).toEqual(['Katz && Hund'])
    click(used[0]!)
    expect(sentOf(window).slice(1)).toEqual([
      ['command', { id: 'save' }],
      ['open', { source: { type: 'recent', id: 'r1' } }],
    ])
  })

  it('on macOS the menu of the program comes first', async () => {
    expect((await start({ platform: 'darwin' })).menu()[0]!.label).toBe('Polyptych')
    expect((await start({ platform: 'win32' })).menu()[0]!.label).toBe('File')
  })
})

describe('a page whose process ends', () => {
  const [triesAgain, closes] = [0, 1]

  async function crash({ window }: Awaited<ReturnType<typeof start>>, reason = 'crashed') {
    window.webContents.emit('render-process-gone', {}, { reason, exitCode: 1 })
    await settle()
  }

  it('is loaded again, and the artist is asked where it ends again soon', async () => {
    const shell = await start()
    await crash(shell)
    expect(shell.questions).toEqual([])
    expect(shell.window.webContents.reloads).toBe(1)
    shell.answers.message = triesAgain
    await crash(shell, 'oom')
    expect(shell.questions).toMatchObject([{ message: 'The window has stopped again.', cancelId: closes }])
    expect(shell.window.webContents.reloads).toBe(2)
    shell.answers.message = closes
    await crash(shell)
    expect(shell.window.webContents.reloads).toBe(2)
    expect(shell.log.at(-1)).toBe('ended')
  })

  it('is left alone where it was meant to end', async () => {
    const shell = await start()
    await crash(shell, 'clean-exit')
    expect(shell.window.webContents.reloads).toBe(0)
  })
})

describe('the end', () => {
  const [saves, discards, cancels] = [0, 1, 2]
  const changed = { documentId: 'd1', name: 'Duo', isChanged: true }

  async function withChanges(answer: number, platform = 'linux') {
    const shell = await start({ platform })
    await settle()
    shell.window.webContents.emit('did-stop-loading')
    shell.state.facilities!.tellTitle!(changed)
    shell.answers.message = answer
    return shell
  }

  it('closes engine and studio before the process ends', async () => {
    const { window, log, close } = await start()
    window.userCloses()
    await settle()
    expect(close).toHaveBeenCalledOnce()
    expect(log.slice(-3)).toEqual(['services closed', 'quit', 'ended'])
  })

  it('waits for them, even when it is told to quit again', async () => {
    const { app, close, log } = await start()
    let done: () => void = () => undefined
    close.mockImplementation(() => new Promise<void>((resolve) => (done = resolve)))
    app.quit()
    app.quit()
    await settle()
    expect(log).not.toContain('ended')
    done()
    await settle()
    expect(log.at(-1)).toBe('ended')
  })

  it('shows in the title that there are changes', async () => {
    expect((await withChanges(cancels)).window.title).toBe('Duo • – Polyptych')
  })

  it('asks before changes are lost, and stays where the artist cancels', async () => {
    const { app, window, questions, log } = await withChanges(cancels)
    app.quit()
    await settle()
    expect(questions).toMatchObject([{ message: 'Save the changes to “Duo”?', cancelId: 2 }])
    expect(window.isDestroyed()).toBe(false)
    expect(log).not.toContain('ended')
  })

  it('has the window save first, and ends when it has', async () => {
    const { app, window, log, state } = await withChanges(saves)
    app.quit()
    await settle()
    expect(window.webContents.sent.at(-1)).toEqual([channels.event, 'saveAndClose', {}])
    expect(window.isDestroyed()).toBe(false)
    state.facilities!.confirmClose!()
    await settle()
    expect(window.isDestroyed()).toBe(true)
    expect(log.at(-1)).toBe('ended')
  })

  it.each([
    ['the artist cancels', cancels],
    ['what was to be saved first is not', saves],
  ])('forgets on macOS that it was to quit where %s', async (_, answer) => {
    const { app, window, state, log } = await withChanges(answer, 'darwin')
    app.quit()
    await settle()
    expect(window.isDestroyed()).toBe(false)
    state.facilities!.tellTitle!({ ...changed, isChanged: false })
    window.userCloses()
    await settle()
    expect(window.isDestroyed()).toBe(true)
    expect(log).not.toContain('services closed')
  })

  it('ends on macOS too once the window has saved for it', async () => {
    const { app, state, log } = await withChanges(saves, 'darwin')
    app.quit()
    await settle()
    state.facilities!.confirmClose!()
    await settle()
    expect(log.at(-1)).toBe('ended')
  })

  it('keeps nothing of what the artist gives up', async () => {
    const { window, calls, log } = await withChanges(discards)
    window.userCloses()
    await settle()
    expect(calls).toEqual([['dropRecovery', { documentId: 'd1' }]])
    expect(log.at(-1)).toBe('ended')
  })

  it('closes also where what was kept of it cannot be dropped', async () => {
    const shell = await withChanges(discards)
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    shell.failing.add('dropRecovery')
    shell.window.userCloses()
    await settle()
    expect(shell.log.at(-1)).toBe('ended')
    expect(printed).toHaveBeenCalledOnce()
    printed.mockRestore()
  })

  it('asks once, however often the window is closed', async () => {
    const { window, questions } = await withChanges(cancels)
    window.userCloses()
    window.userCloses()
    await settle()
    expect(questions).toHaveLength(1)
  })

  it('goes on without a window on macOS, until the program is quit', async () => {
    const { app, window, log, windows } = await start({ platform: 'darwin' })
    await settle()
    window.userCloses()
    await settle()
    expect(log).not.toContain('services closed')
    app.emit('activate')
    await settle()
    expect(windows).toHaveLength(2)
    app.quit()
    await settle()
    expect(log.at(-1)).toBe('ended')
  })
})

import { execFileSync } from 'node:child_process'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DesktopBridge } from '../electron/bridge/desktopBridge.ts'
import { startShell } from '../electron/main/startShell.ts'
import { createElectronShim, requireSafe, type ElectronShim } from '../electron/testing/electronShim.ts'
import type { Studio } from '../engine/studio/studio.ts'
import { EngineError } from '../engine/errors/engineError.ts'
import { chromiumPath, launchChromium } from './support/chromium.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A page of our own: what it may do is what the window may do. */
const html = `<!doctype html><title>Window</title><script src="./assets/main.js"></script>
<script>globalThis.ranInline = true</script><p id="text">waiting</p>`
const script = `globalThis.ranOwn = true
globalThis.broken = []
try { globalThis.evaluated = new Function('return true')() } catch { globalThis.evaluated = false }
document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => broken.push(effectiveDirective))
addEventListener('DOMContentLoaded', () =>
  polyptych.on('engine', ({ status }) => (document.getElementById('text').textContent = status)))`

interface OfPage {
  readonly polyptych: DesktopBridge
  readonly ranOwn?: boolean
  readonly ranInline?: boolean
  readonly evaluated: boolean
  readonly broken: string[]
}

describe.skipIf(chromiumPath === undefined)('the shell with a real page', () => {
  let folder: string
  let browser: Browser
  let shim: ElectronShim
  let page: Page
  let closed = false
  let tell: (status: string) => void
  const uploads: number[] = []

  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, 'build', 'bundle.mjs'), '--quiet'])
    folder = await mkdtemp(join(tmpdir(), 'polyptych-e2e-'))
    await mkdir(join(folder, 'renderer', 'assets'), { recursive: true })
    await writeFile(join(folder, 'renderer', 'index.html'), html)
    await writeFile(join(folder, 'renderer', 'assets', 'main.js'), script)
    browser = await launchChromium()
    shim = await createElectronShim(browser, folder)
    const studio: Studio = {
      async call(method, request) {
        if (method === 'saveSettings') return request
        throw new EngineError('setting-invalid', 'No.', 'Ask for something else.')
      },
      onEvent(listener) {
        tell = (status) => listener('engine', { status } as never)
        return () => undefined
      },
      asset: async () => ({ status: 404, headers: {} }),
      async upload(bytes) {
        let length = 0
        for await (const part of bytes) length += part.length
        uploads.push(length)
        return 'upload:0123456789abcdef'
      },
      tokenOf: (path) => `token:${path}`,
      close: async () => void (closed = true),
    }
    await startShell(shim.electron, {
      rendererFolder: join(folder, 'renderer'),
      preload: join(root, 'dist', 'electron', 'preload.cjs'),
      projectFolder: folder,
      args: ['electron', '.'],
      platform: 'linux',
      startServices: async () => ({ studio, close: () => studio.close() }),
    })
    page = await shim.page()
  })
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const inPage = <Result>(run: (own: OfPage) => Result | Promise<Result>) =>
    page.evaluate(`(${run.toString()})(globalThis)`) as Promise<Result>

  it('runs the own scripts of the page and no other', async () => {
    expect(await inPage(({ ranOwn, ranInline }) => [ranOwn, ranInline ?? false])).toEqual([true, false])
    expect(await inPage(({ broken }) => broken)).toContain('script-src-elem')
  })

  it('loads nothing from elsewhere and evaluates no text', async () => {
    const fetched = await inPage(() =>
      fetch('https://example.com/').then(
        () => 'loaded',
        () => 'refused',
      ),
    )
    expect(fetched).toBe('refused')
    expect(await inPage(({ evaluated }) => evaluated)).toBe(false)
    expect(await inPage(({ broken }) => broken)).toContain('connect-src')
  })

  it('carries calls, and errors as data', async () => {
    expect(await inPage(({ polyptych }) => polyptych.call('saveSettings', { text: 'ä' }))).toEqual({
      response: { text: 'ä' },
    })
    expect(await inPage(({ polyptych }) => polyptych.call('unknown', {}))).toEqual({
      error: { code: 'setting-invalid', message: 'No.', remedy: 'Ask for something else.' },
    })
  })

  it('gives the page a bridge that it cannot change, and nothing of Node', async () => {
    const found = await inPage(({ polyptych }) => [
      Object.isFrozen(polyptych),
      Object.keys(polyptych).join(),
      typeof (globalThis as { require?: unknown }).require,
      typeof (globalThis as { process?: unknown }).process,
    ])
    expect(found).toEqual([true, 'call,on,tokenOf', 'undefined', 'undefined'])
  })

  it('takes uploads and tokens of files that were dragged in', async () => {
    const upload = await inPage(async () =>
      (await fetch('upload', { method: 'POST', body: new Uint8Array(100_000) })).json(),
    )
    expect(upload).toEqual({ upload: 'upload:0123456789abcdef' })
    expect(uploads).toEqual([100_000])
    expect(await inPage(({ polyptych }) => polyptych.tokenOf(new File([], 'kiki.png')))).toBe('token:/dragged/kiki.png')
  })

  it('tells the page of events', async () => {
    tell('ready')
    await page.waitForFunction(`document.getElementById('text').textContent === 'ready'`)
  })

  it('ends with studio and engine closed', async () => {
    shim.app.quit()
    await shim.ended
    expect(closed).toBe(true)
  })
})

describe('the shim', () => {
  const safe = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, preload: '/p.cjs' }

  it('takes what is safe', () => expect(() => requireSafe(safe)).not.toThrow())

  it.each([
    { sandbox: false },
    { contextIsolation: false },
    { nodeIntegration: true },
    { webSecurity: false },
    { webviewTag: true },
  ])('refuses %o', (change) => expect(() => requireSafe({ ...safe, ...change })).toThrow('would not be safe'))
})

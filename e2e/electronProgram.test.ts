import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createElectronShim, type ElectronShim } from '../electron/testing/electronShim.ts'
import { chromiumPath, launchChromium } from './support/chromium.ts'
import { provideElectron } from './support/electronModule.ts'
import { writeSmallProject } from './support/servedWindow.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The bundles of main, preload and window with the real engine; the shim stands for Electron alone. */
describe.skipIf(chromiumPath === undefined)('the desktop program', () => {
  let folder: string
  let browser: Browser
  let shim: ElectronShim
  let page: Page
  const homeBefore = process.env['HOME']

  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, 'build', 'bundle.mjs'), '--quiet'])
    folder = await mkdtemp(join(tmpdir(), 'polyptych-desktop-'))
    process.env['HOME'] = folder
    expect(homedir()).toBe(folder)
    await writeSmallProject({ projectFolder: folder }, 'journey', { steps: 2 })
    browser = await launchChromium()
    shim = await createElectronShim(browser, join(folder, 'data'))
    provideElectron(shim.electron)
    await import(pathToFileURL(join(root, 'dist', 'electron', 'main.js')).href)
    page = await shim.page()
    page.setDefaultTimeout(10_000)
  })

  afterAll(async () => {
    process.env['HOME'] = homeBefore
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const region = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}: `) })

  /** The artist chooses a command of the menu bar. */
  function choose(id: string) {
    const items = shim.menu().flatMap(({ submenu }) => submenu as Electron.MenuItemConstructorOptions[])
    const item = items.find((other) => other.id === id)
    if (!item?.click) throw new Error(`The menu bar has no '${id}'`)
    item.click(undefined as never, undefined, undefined as never)
  }

  it('greets, with an example open, within its own policy', async () => {
    await page.getByRole('button', { name: 'Look around first' }).click()
    await region('Kiki').waitFor({ state: 'attached' })
    expect(shim.complaints).toEqual([])
  })

  it('opens the file that the system brings, and renders it at a command of the menu bar', async () => {
    shim.app.emit('second-instance', {}, ['polyptych', '.', 'journey.polyptych'], folder)
    await expect.poll(() => region('Moss').innerText()).toContain('68, 24')
    choose('render')
    const picture = page.locator('img[src*="asset/thumb"], img[src*="asset/picture"]').first()
    await picture.waitFor({ timeout: 30_000 })
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  })

  it('saves where the dialog of the system says, and has it again after loading the page', async () => {
    await region('Kiki').focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => region('Kiki').innerText()).toContain('5, 24')
    shim.dialogs.savesTo = join(folder, 'kept here.polyptych')
    choose('saveAs')
    await expect.poll(() => readFile(shim.dialogs.savesTo!, 'utf8').catch(() => '')).toContain('"x": 5')
    await page.reload()
    await region('Kiki').waitFor({ state: 'attached' })
    await expect.poll(() => page.getByRole('banner').innerText()).toContain('kept here')
  })

  it('asks before a window with changes closes', async () => {
    await region('Kiki').focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => region('Kiki').innerText()).toContain('6, 24')
    await expect
      .poll(() => {
        shim.closeWindow() // which the shell takes for done until the window has told of the change
        return shim.dialogs.asked
      })
      .toContain('Save the changes to “kept here”?')
    expect(page.isClosed()).toBe(false)
  })

  it.each([
    ['a script in the page', 'script-src-elem', `own('script', { textContent: 'globalThis.ran = true' })`],
    ['a text to run', 'script-src', `setTimeout('globalThis.ran = true')`],
    ['another host', 'connect-src', `fetch('https://example.com/').catch(() => undefined)`],
    ['a frame of another host', 'frame-src', `own('iframe', { src: 'https://example.com/' })`],
    ['a picture of another host', 'img-src', `own('img', { src: 'https://example.com/x.png' })`],
    ['a form that is sent away', 'form-action', `own('form', { action: 'https://example.com/' }).submit()`],
  ])('keeps out %s', async (_what, directive, attempt) => {
    const refused = await page.evaluate(`new Promise((resolve) => {
      const own = (tag, facts) => document.body.appendChild(Object.assign(document.createElement(tag), facts))
      const late = setTimeout(() => resolve('nothing'), 3000)
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (effectiveDirective !== ${JSON.stringify(directive)}) return
        clearTimeout(late)
        resolve(effectiveDirective)
      })
      ${attempt}
    })`)
    expect(refused).toBe(directive)
    expect(await page.evaluate('globalThis.ran')).toBeUndefined()
  })

  it.each([
    '/..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/assets/..%2f..%2f..%2f..%2fetc/passwd',
    '/%5c..%5c..%5cetc%5cpasswd',
    '//etc/passwd',
    '/asset/picture/%2Fetc%2Fpasswd',
    '/asset/mask/..%2f..%2fetc%2fpasswd',
    '/asset/thumb/....//....//etc/passwd',
    '/index.html%00.png',
    '/%zz',
    '/file:///etc/passwd',
  ])('has nothing at %s', async (address) => {
    const answer = (await page.evaluate(`fetch(${JSON.stringify(address)}.replace(/^\\/\\//, location.origin + '//'))
      .then(async (response) => ({ status: response.status, text: await response.text() }))`)) as {
      status: number
      text: string
    }
    expect([400, 403, 404]).toContain(answer.status)
    expect(answer.text).not.toContain('root:')
  })

  it('answers no frame within the page', async () => {
    await page.evaluate(`document.body.append(Object.assign(document.createElement('iframe'), { name: 'within' }))`)
    const frame = page.frame({ name: 'within' })!
    await expect(frame.evaluate(`shimInvoke('polyptych:call', ['start', {}])`)).rejects.toThrow('may not ask')
  })

  it('has told the page no folder of this machine', () => {
    expect(shim.told.length).toBeGreaterThan(10)
    expect(shim.told.filter((text) => text.includes(folder) || text.includes(root))).toEqual([])
  })

  it('ends with its engine when the artist gives the changes up', async () => {
    shim.dialogs.answer = 1
    shim.app.quit()
    await shim.ended
    expect(page.isClosed()).toBe(true)
  })
})

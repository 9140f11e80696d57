import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DesktopBridge } from '../electron/bridge/desktopBridge.ts'
import { pngSize } from '../engine/image/pngSize.ts'
import { readPngTexts } from '../engine/image/pngTexts.ts'
import { shimOrigin, type ElectronShim } from '../electron/testing/electronShim.ts'
import { chromiumPath } from './support/chromium.ts'
import { repository, startDesktopProgram, type DesktopProgram } from './support/desktopProgram.ts'

interface OfPage {
  readonly polyptych: DesktopBridge
}

describe.skipIf(chromiumPath === undefined)('the desktop program', () => {
  let program: DesktopProgram
  let shim: ElectronShim
  let page: Page
  let home: string
  /** The PNG that the page got of the example. */
  let picture: Buffer

  beforeAll(async () => {
    program = await startDesktopProgram()
    ;({ shim, home } = program)
    await takePage()
  })
  afterAll(() => program?.remove())

  async function takePage() {
    page = await shim.page()
    page.setDefaultTimeout(20_000)
  }

  const region = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}: `) })
  const title = () => page.getByRole('banner').innerText()
  const inPage = <Result>(run: (own: OfPage) => Result | Promise<Result>) =>
    page.evaluate(`(${run.toString()})(globalThis)`) as Promise<Result>

  describe('is worked with', () => {
    it('greets, with an example open, within its own policy', async () => {
      await page.getByRole('button', { name: 'Look around first' }).click()
      await region('Kiki').waitFor({ state: 'attached' })
      expect(await title()).toContain('Kiki and Bruno')
      expect(shim.complaints).toEqual([])
    })

    it('renders the example at a command of the menu bar', async () => {
      await page.getByRole('tab', { name: 'Picture' }).click()
      const steps = page.getByLabel('Steps', { exact: true })
      await steps.fill('2')
      await steps.press('Enter')
      const [finished] = await Promise.all([
        page.waitForResponse((answer) => answer.url().includes('/asset/picture/'), { timeout: 40_000 }),
        Promise.resolve(program.choose('render')),
      ])
      expect(finished.url()).toMatch(new RegExp(`^${shimOrigin}/asset/picture/`))
      expect([finished.status(), await finished.headerValue('content-type')]).toEqual([200, 'image/png'])
      picture = await finished.body()
      expect(pngSize(picture)).toEqual({ width: 256, height: 256 })
      const thumbnail = page.locator('img[src*="asset/thumb"]').first()
      await expect.poll(() => thumbnail.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    })

    it('opens the file that a second start brings', async () => {
      program.choose('undo') // the steps: nothing is left to ask about
      shim.app.emit('second-instance', {}, ['polyptych', '.', 'journey.polyptych'], home)
      await expect.poll(() => region('Moss').innerText()).toContain('68, 24')
    })

    it('opens the file that the system brings', async () => {
      shim.app.emit('open-file', { preventDefault: () => undefined }, join(home, 'second.polyptych'))
      await expect.poll(title).toContain('second')
    })

    it('opens what is chosen in the dialog of the system', async () => {
      shim.dialogs.opensFrom = join(home, 'journey.polyptych')
      program.choose('open')
      await expect.poll(title).toContain('journey')
    })

    it('adds a file that is dragged in', async () => {
      await page.evaluate(`{
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['what the page has does not count'], 'found.safetensors'))
        dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
      }`)
      const library = () => inPage(({ polyptych }) => polyptych.call('readLibrary', {}))
      const found = { entries: expect.arrayContaining([expect.objectContaining({ fileName: 'found.safetensors' })]) }
      await expect.poll(library, { timeout: 5000 }).toMatchObject({ response: found })
    })

    it('saves where the dialog of the system says, and has it again after the page has loaded itself anew', async () => {
      await region('Kiki').focus()
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => region('Kiki').innerText()).toContain('5, 24')
      shim.dialogs.savesTo = join(home, 'kept here.polyptych')
      program.choose('saveAs')
      await expect.poll(() => readFile(shim.dialogs.savesTo!, 'utf8').catch(() => '')).toContain('"x": 5')
      await Promise.all([page.waitForEvent('load'), page.evaluate('location.reload()')])
      await region('Kiki').waitFor({ state: 'attached' })
      await expect.poll(title).toContain('kept here')
    })

    it('asks before a window with changes closes', async () => {
      await region('Kiki').focus()
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => region('Kiki').innerText()).toContain('6, 24')
      await expect.poll(() => shim.title()).toBe('kept here • – Polyptych')
      shim.closeWindow()
      expect(shim.dialogs.asked).toEqual(['Save the changes to “kept here”?'])
      expect(page.isClosed()).toBe(false)
    })

    it('has printed no error in all of this', () => expect(shim.complaints).toEqual([]))
  })

  describe('confines its page', () => {
    it('to a bridge that it cannot change, and nothing of Node', async () => {
      const found = await inPage(({ polyptych }) => [
        Object.isFrozen(polyptych),
        Object.keys(polyptych).join(),
        typeof (globalThis as { require?: unknown }).require,
        typeof (globalThis as { process?: unknown }).process,
      ])
      expect(found).toEqual([true, 'call,on,tokenOf', 'undefined', 'undefined'])
    })

    it('answers calls that there are not with an error in words', async () => {
      const answer = await inPage(({ polyptych }) => polyptych.call('readFile' as never, { path: '/etc/passwd' }))
      expect(answer).toMatchObject({ error: { code: 'setting-invalid' } })
    })

    it('takes uploads and tokens of files that were dragged in, and names neither', async () => {
      const upload = await inPage(async () =>
        (await fetch('upload', { method: 'POST', body: new Uint8Array(100_000) })).json(),
      )
      expect(upload).toEqual({ upload: expect.stringMatching(/^upload:[\w-]+$/) as string })
      const token = await inPage(({ polyptych }) => polyptych.tokenOf(new File([], 'found.safetensors')))
      expect(token).toMatch(/^token:[\w-]+$/)
    })

    it.each([
      ['a script in the page', 'script-src-elem', `own('script', { textContent: 'globalThis.ran = true' })`],
      ['a script of another host', 'script-src-elem', `own('script', { src: 'https://example.com/x.js' })`],
      ['a handler in the page', 'script-src-attr', `own('i', {}).setAttribute('onclick', 'globalThis.ran = true')`],
      ['a text to run later', 'script-src', `setTimeout('globalThis.ran = true')`],
      ['a text to run', 'script-src', `setTimeout(() => { try { (0, eval)('globalThis.ran = true') } catch {} })`],
      ['another host', 'connect-src', `fetch('https://example.com/').catch(() => undefined)`],
      ['a line to another host', 'connect-src', `new WebSocket('wss://example.com/')`],
      ['a frame of another host', 'frame-src', `own('iframe', { src: 'https://example.com/' })`],
      ['a frame of its own', 'frame-src', `own('iframe', { src: location.href })`],
      ['a picture of another host', 'img-src', `own('img', { src: 'https://example.com/x.png' })`],
      ['a style of another host', 'style-src-elem', `own('link', { rel: 'stylesheet', href: 'https://example.com/' })`],
      ['a plug-in', 'object-src', `own('object', { data: 'https://example.com/' })`],
      ['another base', 'base-uri', `own('base', { href: 'https://example.com/' })`],
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
      '/../../electron/main.js',
      '/%2e%2e/electron/main.js',
      '/..%2felectron/main.js',
      '/asset/../../../../etc/passwd',
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
      expect(answer.text).not.toMatch(/root:|startShell/)
    })

    const asks = `shimInvoke('polyptych:call', ['start', {}])`

    it.each([
      ['a frame within the page', { name: 'plain' }],
      ['a frame without an origin', { name: 'sandboxed', sandbox: 'allow-scripts' }],
    ])('does not answer %s', async (_what, facts) => {
      await page.evaluate(
        `document.body.append(Object.assign(document.createElement('iframe'), ${JSON.stringify(facts)}))`,
      )
      await expect.poll(() => page.frame(facts)).toBeTruthy()
      await expect(page.frame(facts)!.evaluate(asks)).rejects.toThrow('may not ask')
    })

    it('lets it go nowhere, and it goes on hearing of commands', async () => {
      const before = page.url()
      await page.evaluate(`location.href = 'https://example.com/'`)
      await page.evaluate(`location.href = '/asset/picture/1'`)
      program.choose('palette')
      await page.getByRole('dialog').getByRole('combobox').waitFor()
      await page.keyboard.press('Escape')
      expect(page.url()).toBe(before)
    })

    it('opens no window, and known sites alone in the browser of the system', async () => {
      await page.evaluate(`for (const site of ['attacker.example', 'huggingface.co']) open('https://' + site + '/')`)
      await expect.poll(() => shim.opened).toEqual(['https://huggingface.co/'])
      await expect.poll(() => page.context().pages()).toHaveLength(1)
    })

    it('tells it no folder of this machine, in words or in a picture', async () => {
      const texts = await readPngTexts(picture)
      expect(texts.size).toBeGreaterThan(0)
      expect(shim.told.length).toBeGreaterThan(10)
      const all = [...shim.told, ...texts.values()]
      expect(all.filter((text) => text.includes(home) || text.includes(repository))).toEqual([])
    })

    it('answers no foreign page in its place', async () => {
      await page.route('https://attacker.example/', (route) => route.fulfill({ contentType: 'text/html', body: '<p>' }))
      await page.goto('https://attacker.example/')
      await expect(page.evaluate(asks)).rejects.toThrow('may not ask')
    })
  })

  it('loads its page again when the process of the page has ended, and offers unsaved work', async () => {
    await expect.poll(() => readdir(join(home, 'data', 'recoveries')).catch(() => [])).not.toEqual([])
    await Promise.all([page.waitForEvent('crash'), page.goto('chrome://crash').catch(() => undefined)])
    await takePage()
    await page.getByRole('button', { name: 'Restore' }).click()
    await expect.poll(() => region('Kiki').innerText()).toContain('6, 24')
    await expect.poll(() => shim.title()).toBe('kept here • – Polyptych')
  })

  it('saves what the artist wants saved, and ends with its engine', async () => {
    const [engine] = program.enginePids()
    expect(engine).toBeDefined()
    shim.dialogs.answer = 0
    shim.app.quit()
    await shim.ended
    expect(page.isClosed()).toBe(true)
    expect(await readFile(shim.dialogs.savesTo!, 'utf8')).toContain('"x": 6')
    await expect.poll(() => program.enginePids()).toEqual([])
  })
})

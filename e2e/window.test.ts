import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './support/axe.ts'
import { chromiumPath } from './support/chromium.ts'
import { startJourney, type Journey } from './support/journey.ts'
import { pagePoint } from './support/servedWindow.ts'

describe.skipIf(chromiumPath === undefined)('the window in a browser', () => {
  let journey: Journey
  let page: Page

  beforeAll(async () => {
    journey = await startJourney({ journey: {} })
    page = journey.page
  })

  afterAll(() => journey.end())

  const region = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}: `) })

  async function dragOnCanvas(from: [number, number], to: [number, number]) {
    const [start, end] = [await pagePoint(page, ...from), await pagePoint(page, ...to)]
    await page.mouse.move(start.x, start.y)
    await page.mouse.down()
    await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
    await page.mouse.move(end.x, end.y, { steps: 4 })
    await page.mouse.up()
  }

  it('greets with the machine and examples, and an example is open already', async () => {
    await expect.poll(() => page.getByRole('dialog').innerText()).toContain('Welcome to Polyptych')
    await page.getByRole('button', { name: 'Look around first' }).click()
    await region('Kiki').waitFor({ state: 'attached' })
    expect(await page.title()).toContain('Kiki and Bruno')
  })

  it('opens a project of the folder', async () => {
    await page.keyboard.press('Control+o')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /journey/ })
      .click()
    await expect.poll(() => region('Moss').innerText()).toContain('68, 24')
  })

  it('moves and resizes a region, and takes it back step by step', async () => {
    await dragOnCanvas([32, 60], [40, 60])
    await expect.poll(() => region('Kiki').innerText()).toMatch(/box at 1\d, 24, 56 by 88/)
    await page.keyboard.press('Control+z')
    await expect.poll(() => region('Kiki').innerText()).toContain('4, 24, 56 by 88')
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => region('Kiki').innerText()).toMatch(/box at 1\d, 24/)
    await page.keyboard.press('Control+z')
  })

  it('takes an adapter from the library onto the canvas', async () => {
    await page.getByRole('tab', { name: 'Library' }).click()
    const card = page.getByRole('listitem').filter({ hasText: 'bruno' })
    const target = await pagePoint(page, 64, 64)
    const stage = (await page.getByTestId('stage').boundingBox())!
    const targetPosition = { x: target.x - stage.x, y: target.y - stage.y }
    await card.getByRole('article').dragTo(page.getByTestId('stage'), { targetPosition })
    await expect.poll(() => region('bruno').innerText()).toMatch(/box at \d+, \d+, \d+ by \d+/)
    await page.keyboard.press('Control+z')
    await region('bruno').waitFor({ state: 'detached' })
  })

  it('paints a mask with a soft brush', async () => {
    await page.getByTestId('stage').focus()
    await region('Moss').focus()
    await page.keyboard.press('b')
    await dragOnCanvas([80, 40], [112, 96])
    await expect.poll(() => region('Moss').innerText()).toMatch(/^Moss: painted mask/)
    await page.keyboard.press('Control+z')
    await expect.poll(() => region('Moss').innerText()).toContain('box at 68, 24')
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => region('Moss').innerText()).toMatch(/^Moss: painted mask/)
    await page.keyboard.press('v')
  })

  it('zooms with two fingers, and takes back what the first of them has begun', async () => {
    const stage = page.getByTestId('stage')
    const zoom = async () => Number(await stage.getAttribute('data-zoom'))
    const [before, place] = [await zoom(), await region('Kiki').innerText()]
    const line = await page.context().newCDPSession(page)
    let timestamp = Date.now() / 1000
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) => {
      const touchPoints = points.map((point, id) => ({ ...point, id }))
      timestamp += 0.02 // however slow the machine is: fingers that come later leave what was begun
      return line.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp })
    }
    const [first, second] = [await pagePoint(page, 20, 60), await pagePoint(page, 60, 100)]
    await touch('touchStart', first)
    await touch('touchMove', { x: first.x - 30, y: first.y }) // which moves Kiki
    await touch('touchStart', first, second)
    await touch('touchMove', first, { x: second.x + 100, y: second.y + 100 })
    await touch('touchEnd')
    await expect.poll(zoom).toBeGreaterThan(before * 1.2)
    expect(await region('Kiki').innerText()).toBe(place)
    await stage.focus()
    await page.keyboard.press('0')
    await expect.poll(zoom).toBeCloseTo(before)
  })

  it('renders with live previews, and says who is in the picture', async () => {
    const previews = new Set<string>()
    page.on('request', (request) => request.url().includes('/asset/preview/') && previews.add(request.url()))
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => page.getByRole('banner').innerText()).toMatch(/Rendering · (preparing|step \d of 6)/)
    await expect.poll(() => previews.size, { timeout: 20_000 }).toBeGreaterThan(1)
    const who = page.getByRole('region', { name: 'Render' })
    await expect.poll(() => who.innerText(), { timeout: 20_000 }).toContain('Who is in the picture')
    expect(await who.innerText()).toMatch(/Kiki is .*\./)
    await expect.poll(() => page.getByRole('banner').innerText()).toContain('Ready on CPU')
    const region = page.getByRole('list', { name: 'Regions' }).getByRole('button', { name: /^Kiki: / })
    expect(await region.innerText()).toMatch(/\. Kiki is /)
    await region.focus()
    await expect.poll(() => page.getByTestId('stage').innerText()).toMatch(/^[✓≈↗⇄✕]\s*Kiki is .*\.$/m)
  })

  it('saves under a name, and has all of it again after loading the page', async () => {
    await page.keyboard.press('Control+Shift+s')
    await page.getByRole('dialog').getByRole('textbox').fill('kept')
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(() => page.title()).toBe('kept – Polyptych')
    await page.reload()
    await region('Moss').waitFor({ state: 'attached' })
    await page.keyboard.press('Control+o')
    await page.getByRole('dialog').getByRole('button', { name: /^kept/ }).first().click()
    await expect.poll(() => page.title()).toBe('kept – Polyptych')
    await expect.poll(() => region('Moss').innerText()).toMatch(/^Moss: painted mask/)
  })

  it('ends a render between two steps when it is cancelled', async () => {
    await page.getByRole('button', { name: 'More ways to render' }).click()
    await page.getByRole('menuitem', { name: '16 seeds, one picture each' }).click()
    await page.getByRole('region', { name: 'Render' }).getByRole('progressbar').waitFor()
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await page.getByRole('region', { name: 'Render' }).getByRole('progressbar').waitFor({ state: 'detached' })
  })

  it('loses no edit and no queued render when the engine is killed', async () => {
    await page.getByRole('button', { name: 'More ways to render' }).click()
    await page.getByRole('menuitem', { name: '16 seeds, one picture each' }).click()
    await page.keyboard.press('Control+Enter')
    const rendering = () => page.getByRole('region', { name: 'Render' }).innerText()
    await expect.poll(rendering, { timeout: 20_000 }).toMatch(/Step \d+ of 6/)
    await region('Kiki').focus()
    await page.keyboard.press('ArrowRight')
    process.kill(journey.served.enginePid()!, 'SIGKILL')
    const dock = page.getByRole('region', { name: 'Render' })
    await expect.poll(() => dock.innerText()).toContain('The engine ended while it rendered “kept”')
    expect(await region('Kiki').innerText()).toContain('box at 5, 24')
    // The render that waited goes on by itself when the engine is back.
    await page.getByRole('region', { name: 'Render' }).getByRole('progressbar').waitFor({ timeout: 15_000 })
    await page
      .getByRole('region', { name: 'Render' })
      .getByRole('progressbar')
      .waitFor({ state: 'detached', timeout: 30_000 })
    await page.getByRole('button', { name: 'Remove from the list' }).click()
    await expect.poll(() => dock.innerText()).not.toContain('The engine ended')
  })

  it('restores a picture that is dropped on the window', async () => {
    const [picture] = (await readdir(join(journey.served.dataFolder, 'gallery'))).filter((name) =>
      name.endsWith('.png'),
    )
    const bytes = await readFile(join(journey.served.dataFolder, 'gallery', picture!))
    const transfer = await page.evaluateHandle((base64) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], 'a.png', { type: 'image/png' }))
      return data
    }, bytes.toString('base64'))
    await page.keyboard.press('Control+s')
    await expect.poll(() => page.title()).not.toContain('•')
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await page.dispatchEvent('body', type, { dataTransfer: transfer })
    }
    await expect.poll(() => page.title()).toBe('a – Polyptych')
    const who = page.getByRole('region', { name: 'Render' })
    await expect.poll(() => who.innerText()).toContain('Who is in the picture') // of the one below the regions
    await expect.poll(() => region('Moss').innerText()).toMatch(/^Moss: painted mask/)
  })

  it('can be worked with keys alone', async () => {
    await page.getByRole('link', { name: 'Skip to the canvas' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await region('Kiki').focus()
    const before = await region('Kiki').innerText()
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(() => region('Kiki').innerText()).not.toBe(before)
    await page.keyboard.press('Control+d')
    await region('Kiki 2').waitFor({ state: 'attached' })
    await page.keyboard.press('Delete')
    await region('Kiki 2').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('shortcuts')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('dialog').innerText()).toContain('Ctrl+Enter')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it.each(['dark', 'light'] as const)('has nothing that axe finds wrong in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    for (const look of [
      () => page.getByRole('tab', { name: 'Library' }).click(),
      () => page.getByRole('tab', { name: 'Concepts' }).click(),
      () => page.keyboard.press('Control+,'),
    ]) {
      await look()
      expect(await axeFinds(page)).toEqual([])
    }
    await page.keyboard.press('Escape')
  })
})

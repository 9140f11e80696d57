import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium } from './support/chromium.ts'
import {
  pagePoint,
  serveWindow,
  writeSmallProject,
  type OpenWindow,
  type ServedWindow,
} from './support/servedWindow.ts'

describe.skipIf(chromiumPath === undefined)('the window in a browser', () => {
  let browser: Browser
  let served: ServedWindow
  let opened: OpenWindow
  let page: Page

  beforeAll(async () => {
    browser = await launchChromium()
    served = await serveWindow()
    await writeSmallProject(served, 'journey')
    opened = await served.open(browser)
    page = opened.page
  })

  afterAll(async () => {
    await opened.close()
    await served.stop()
    await browser.close()
  })

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
    expect(await page.title()).toContain('Kiki beside Moss')
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
})

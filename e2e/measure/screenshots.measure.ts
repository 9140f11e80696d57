import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium } from '../support/chromium.ts'
import { serveWindow, writeSmallProject, type ServedWindow } from '../support/servedWindow.ts'

const folder = fileURLToPath(new URL('../../docs/screenshots', import.meta.url))
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 640 },
]
const themes = ['dark', 'light'] as const

/** The main states of the window, each reached from the one before. */
const looks: readonly (readonly [name: string, reach: (page: Page) => Promise<void>])[] = [
  ['canvas', (page) => page.getByRole('button', { name: /^Kiki: / }).focus()],
  ['picture', (page) => page.getByRole('tab', { name: 'Picture' }).click()],
  ['library', (page) => page.getByRole('tab', { name: 'Library' }).click()],
  ['adapter', openDetails],
  ['gallery', (page) => page.keyboard.press('Control+g')],
  ['compare', (page) => runByPalette(page, 'compare')],
  ['settings', (page) => page.keyboard.press('Control+,')],
  ['palette', (page) => page.keyboard.press('Control+k')],
  ['shortcuts', (page) => runByPalette(page, 'shortcuts')],
  ['empty', (page) => runByPalette(page, 'new')],
]

async function openDetails(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions for kiki' }).click()
  await page.getByRole('menuitem', { name: 'Details' }).click()
  await page.getByRole('table').waitFor()
}

async function runByPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(words)
  await page.waitForTimeout(150)
  await page.keyboard.press('Enter')
}

describe.skipIf(chromiumPath === undefined)('pictures of the window', () => {
  let browser: Browser
  let served: ServedWindow

  beforeAll(async () => {
    browser = await launchChromium()
    served = await serveWindow()
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    const long = 'A concept whose name is so long that it fits into no panel at all, whatever its width'
    const concepts = [1, 2, 3].map((number) => ({
      id: `c${number}`,
      name: `${long} ${number}`,
      words: `${long}, `.repeat(3),
      region: { type: 'box', x: number * 20, y: number * 20, width: 80, height: 80 },
    }))
    await writeSmallProject(served, 'Long names', { canvas: { width: 256, height: 256 }, concepts, title: long })
  })

  afterAll(async () => {
    await served.stop()
    await browser.close()
  })

  it.each(sizes.flatMap((size) => themes.map((theme) => [size, theme] as const)))('%j, %s', async (viewport, theme) => {
    const { page, close } = await served.open(browser, { viewport, colorScheme: theme })
    const shoot = async (name: string) => {
      await page.waitForTimeout(500) // what moves has come to rest, and pictures are there
      const path = join(folder, `${name}-${viewport.width}-${theme}.jpg`)
      await page.screenshot({ path, type: 'jpeg', quality: 82 })
    }
    await page.getByTestId('stage').waitFor()
    await runByPalette(page, 'welcome')
    await shoot('welcome')
    await page.getByRole('button', { name: 'Open the example and render it' }).click()
    const dock = page.getByRole('region', { name: 'Render' })
    await expect.poll(() => dock.innerText(), { timeout: 60_000 }).toMatch(/Step 1\d/)
    await shoot('rendering')
    await page.getByRole('region', { name: 'Render' }).getByRole('progressbar').waitFor({ state: 'detached' })
    for (const [name, reach] of looks) {
      await reach(page)
      await shoot(name)
      for (const _ of [1, 2]) await page.keyboard.press('Escape')
      if (name === 'gallery') await page.keyboard.press('Control+Shift+g')
    }
    await page.keyboard.press('Control+o')
    await shoot('open')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Long names/ })
      .first()
      .click()
    await page.getByRole('tab', { name: 'Concepts' }).click()
    await page.getByRole('button', { name: /^A concept.* 2: / }).focus()
    await shoot('long-names')
    await close()
  })
})

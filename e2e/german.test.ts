import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './support/chromium.ts'
import { startJourney, type Journey } from './support/journey.ts'

describe.skipIf(chromiumPath === undefined)('a window in German', () => {
  let journey: Journey
  let page: Page

  beforeAll(async () => {
    journey = await startJourney({ small: { concepts: [] } })
    page = journey.page
    await page.getByRole('button', { name: 'Look around first' }).click()
    await page.keyboard.press('Control+,')
    await page.getByRole('combobox', { name: 'Language' }).click()
    await page.getByRole('option', { name: 'Deutsch' }).click()
    await page.keyboard.press('Escape')
  })

  afterAll(() => journey.end())

  it('says in German why a file is refused, and copies what the engine said', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['pickle'], 'ink. v2.ckpt'))
      return data
    })
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await page.dispatchEvent('body', type, { dataTransfer: transfer })
    }
    const notice = page.getByRole('article').filter({ hasText: 'Diese Datei wird nicht angenommen' })
    await expect
      .poll(() => notice.innerText())
      .toContain('„ink. v2.ckpt“ ist eine Datei, die beim Lesen Programme ausführen kann; sie wird nie geöffnet.')
    await notice.getByRole('button', { name: 'Details kopieren' }).click()
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toContain("'ink. v2.ckpt' is a file that can run programs while it is read, so it is never opened.")
  })
})

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium } from '../support/chromium.ts'
import { serveWindow } from '../support/servedWindow.ts'
import { percentile, writeReport } from './report.ts'

const runs = 7
const longestStart = 2000

describe.skipIf(chromiumPath === undefined)('the start of the window', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  it('takes less than two seconds', async () => {
    const times: number[] = []
    for (let run = 0; run < runs; run++) {
      const started = performance.now()
      const served = await serveWindow()
      const { page, close } = await served.open(browser)
      await page.getByRole('button', { name: 'Look around first' }).click() // answers a press: it is interactive
      times.push(performance.now() - started)
      await close()
      await served.stop()
    }
    const [median, longest] = [percentile(times, 0.5), Math.max(...times)]
    console.log(times.map(Math.round).join(' '))
    await writeReport('window-start', 'Start of the window', [
      'From the start of `polyptych serve` to a window that answers a press, with Chromium running already and new folders',
      `for data each time. ${runs} runs: median ${Math.round(median)} ms, longest ${Math.round(longest)} ms.`,
    ])
    expect(median).toBeLessThan(longestStart)
  })
})

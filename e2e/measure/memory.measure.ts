import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium } from '../support/chromium.ts'
import { serveWindow, writeSmallProject, type OpenWindow, type ServedWindow } from '../support/servedWindow.ts'
import { writeReport } from './report.ts'

const renders = 200
const every = 20

interface Sample {
  readonly render: number
  /** Megabytes: of the engine and the host resident, of the window its JavaScript heap after a collection. */
  readonly engine: number
  readonly host: number
  readonly window: number
}

describe.skipIf(chromiumPath === undefined)('memory over many renders', () => {
  let browser: Browser
  let served: ServedWindow
  let opened: OpenWindow

  beforeAll(async () => {
    browser = await launchChromium()
    served = await serveWindow()
    const concepts = [
      { id: 'cat', name: 'Cat', words: 'a cat', region: { type: 'box', x: 0, y: 0, width: 32, height: 64 } },
    ]
    await writeSmallProject(served, 'many', {
      concepts,
      canvas: { width: 64, height: 64 },
      steps: 4,
      seeds: { first: 1, count: every },
    })
    opened = await served.open(browser)
  })

  afterAll(async () => {
    await opened.close()
    await served.stop()
    await browser.close()
  })

  it('stays bounded', async () => {
    const { page } = opened
    const session = await page.context().newCDPSession(page)
    const samples: Sample[] = []
    async function sample(render: number) {
      await session.send('HeapProfiler.collectGarbage')
      const { usedSize } = await session.send('Runtime.getHeapUsage')
      const [engine, host] = [residentOf(served.enginePid()!), residentOf(served.pid)]
      samples.push({ render, engine, host, window: usedSize / 1e6 })
      console.log(JSON.stringify(samples.at(-1)))
    }
    await page.getByRole('button', { name: 'Look around first' }).click()
    await page.keyboard.press('Control+o')
    await page.getByRole('dialog').getByRole('button', { name: /many/ }).click()
    await page.waitForTimeout(500)
    const dock = page.getByRole('region', { name: 'Render', exact: true })
    await dock.getByRole('button', { name: 'Keep the seed' }).click() // else all would be one picture
    for (let render = every; render <= renders; render += every) {
      await page.keyboard.press('Control+Enter')
      await expect.poll(() => picturesIn(served), { timeout: 120_000, interval: 250 }).toBe(render)
      await dock.getByRole('progressbar').waitFor({ state: 'detached' })
      await sample(render)
    }
    const rows = samples.map(({ render, ...sizes }) => {
      return `| ${render} | ${Object.values(sizes)
        .map((megabytes) => megabytes.toFixed(1))
        .join(' | ')} |`
    })
    await writeReport('window-memory', `Memory over ${renders} renders`, [
      'Pictures of 64×64 in 4 steps, read for presence, with previews, in one window. Megabytes: of the engine process and',
      'of the host what is resident, of the window its JavaScript heap after a collection.',
      '',
      '| Renders | Engine | Host | Window |',
      '| ---: | ---: | ---: | ---: |',
      ...rows,
    ])
    // From the middle on nothing grows by more than noise.
    const [middle, last] = [samples[samples.length / 2 - 1]!, samples.at(-1)!]
    expect(last.engine).toBeLessThan(middle.engine * 1.1)
    expect(last.host).toBeLessThan(middle.host * 1.15)
    expect(last.window).toBeLessThan(middle.window * 1.25)
  })
})

function picturesIn({ dataFolder }: ServedWindow): number {
  return readdirSync(join(dataFolder, 'gallery')).filter((name) => name.endsWith('.png')).length
}

function residentOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1000
}

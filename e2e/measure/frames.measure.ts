import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium } from '../support/chromium.ts'
import {
  pagePoint,
  serveWindow,
  writeSmallProject,
  type OpenWindow,
  type ServedWindow,
} from '../support/servedWindow.ts'
import { percentile, writeReport } from './report.ts'

const side = 1024
const regions = 8
/** A frame of 60 a second takes 16.7 ms. */
const frameTime = 1000 / 60
const longestFrame = 20
const seconds = 5

interface Row {
  readonly what: string
  readonly frames: number
  readonly median: number
  readonly p95: number
  readonly longest: number
  /** Milliseconds that the window's thread computed between two frames: 95 of 100 are below. */
  readonly work: number
}

/** Of an event in a trace of Chromium what is read here; times in microseconds, `tdur` on the processor. */
interface TraceEvent {
  readonly name: string
  readonly ts: number
  readonly tdur?: number
  readonly pid: number
  readonly tid: number
}

/** Between frames that were drawn: how much time went by, and how much of it the page's own thread computed. */
function framesOf(events: readonly TraceEvent[]): { intervals: number[]; work: number[] } {
  const drawn = events.filter(({ name }) => name === 'DrawFrame').map(({ ts }) => ts)
  const page = events.find(({ name }) => name === 'FireAnimationFrame')!
  const tasks = events.filter(({ name, pid, tid }) => name === 'RunTask' && pid === page.pid && tid === page.tid)
  const between = drawn.slice(1).map((end, index) => ({ start: drawn[index]!, end }))
  return {
    intervals: between.map(({ start, end }) => (end - start) / 1000),
    work: between.map(({ start, end }) => {
      const inside = tasks.filter(({ ts }) => ts >= start && ts < end)
      return inside.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000
    }),
  }
}

describe.skipIf(chromiumPath === undefined)('frames of the window', () => {
  let browser: Browser
  let served: ServedWindow
  let opened: OpenWindow
  let page: Page
  let session: CDPSession
  const rows: Row[] = []

  beforeAll(async () => {
    browser = await launchChromium()
    served = await serveWindow()
    const concepts = Array.from({ length: regions }, (_, index) => ({
      id: `c${index}`,
      name: `Concept ${index}`,
      words: 'a cat',
      order: index,
      region: { type: 'box', x: (index % 4) * 250 + 20, y: Math.floor(index / 4) * 500 + 20, width: 300, height: 420 },
    }))
    await writeSmallProject(served, 'frames', { canvas: { width: side, height: side }, concepts, steps: 1000 })
    opened = await served.open(browser)
    page = opened.page
    await page.getByRole('button', { name: 'Look around first' }).click()
    await page.keyboard.press('Control+o')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /frames/ })
      .click()
    await page.getByRole('button', { name: /^Concept 7: / }).waitFor({ state: 'attached' })
    session = await page.context().newCDPSession(page)
  })

  afterAll(async () => {
    const table = rows.map(({ what, frames, median, p95, longest, work }) => {
      return `| ${what} | ${frames} | ${[median, p95, longest, work].map((value) => value.toFixed(1)).join(' | ')} |`
    })
    await writeReport('window-frames', 'Frame times of the window', [
      `A window of 1440×900 in headless Chromium, without a graphics card, with ${regions} regions on a canvas of`,
      `${side}×${side}, one of them a painted mask of that size. The pointer moves once in every frame for`,
      `${seconds} seconds. The first row is what this machine does without any work. Times are those between frames`,
      'that the compositor drew (`DrawFrame` in a trace), in milliseconds. Work is what the thread of the window',
      `computes between two of them (processor time of its tasks): below ${frameTime.toFixed(1)} none is late for it.`,
      '',
      '| What | Frames | Median | 95 of 100 are below | Longest | Work, 95 of 100 are below |',
      '| --- | ---: | ---: | ---: | ---: | ---: |',
      ...table,
    ])
    await opened.close()
    await served.stop()
    await browser.close()
  })

  /** What Chromium did while the pointer went round in the page. */
  async function traceWhileMoving(): Promise<TraceEvent[]> {
    const events: TraceEvent[] = []
    const collect = ({ value }: { value: TraceEvent[] }) => void events.push(...value)
    session.on('Tracing.dataCollected', collect as never)
    const timeline = ['', '.frame'].map((part) => `disabled-by-default-devtools.timeline${part}`)
    await session.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { includedCategories: ['devtools.timeline', ...timeline] },
    })
    await moveInEveryFrame()
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
    await session.send('Tracing.end')
    await complete
    session.off('Tracing.dataCollected', collect as never)
    return events.sort((a, b) => a.ts - b.ts)
  }

  /** Real pointer events, dispatched by the page itself right before each frame, so that none is without work. */
  async function moveInEveryFrame(): Promise<void> {
    const center = await pagePoint(page, side / 2, side / 2)
    await page.evaluate(
      ({ center, milliseconds }) =>
        new Promise<void>((resolve) => {
          const stage = document.querySelector<HTMLElement>('[data-testid=stage]')!
          const started = performance.now()
          const move = () => {
            const time = performance.now() - started
            if (time > milliseconds) return resolve()
            const [x, y] = [center.x + 150 * Math.cos(time / 300), center.y + 150 * Math.sin(time / 220)]
            const place = { clientX: x, clientY: y, pointerId: 1, buttons: 1, pressure: 0.5, isPrimary: true }
            stage.dispatchEvent(new PointerEvent('pointermove', { ...place, bubbles: true, pointerType: 'mouse' }))
            requestAnimationFrame(move)
          }
          requestAnimationFrame(move)
        }),
      { center, milliseconds: seconds * 1000 },
    )
  }

  async function measure(what: string): Promise<void> {
    const start = await pagePoint(page, side / 2 + 60, side / 2 - 140)
    await page.mouse.move(start.x, start.y)
    await page.mouse.down()
    await page.mouse.move(start.x + 4, start.y + 4)
    const { frames, p95, work } = await record(what)
    await page.mouse.up()
    expect.soft(work).toBeLessThan(frameTime)
    expect.soft(frames).toBeGreaterThan(seconds * 45)
    expect.soft(p95).toBeLessThan(longestFrame)
  }

  async function record(what: string): Promise<Row> {
    const { intervals, work } = framesOf(await traceWhileMoving())
    const row = {
      what,
      frames: intervals.length,
      median: percentile(intervals, 0.5),
      p95: percentile(intervals, 0.95),
      longest: Math.max(...intervals),
      work: percentile(work, 0.95),
    }
    rows.push(row)
    console.log(what, JSON.stringify(row))
    return row
  }

  const select = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}: `) }).focus()

  it('come as evenly as this machine lets them while nothing happens', async () => {
    await page.waitForTimeout(3000) // the first estimate of the cost, and the library
    await record('nothing: the pointer moves, no button is held')
  })

  it('stay at 60 a second while a region is dragged', async () => {
    await select('Concept 2')
    await page.keyboard.press('v')
    await measure('dragging a region')
    await page.keyboard.press('Control+z')
  })

  it('stay at 60 a second while a mask is painted', async () => {
    await select('Concept 5')
    await page.keyboard.press('b')
    await measure('painting a mask')
  })

  it('stay at 60 a second while the engine renders', async () => {
    await page.keyboard.press('Control+Enter')
    await page.getByRole('region', { name: 'Render' }).getByRole('progressbar').waitFor()
    await measure('painting a mask, while the engine renders')
    await select('Concept 2')
    await page.keyboard.press('v')
    await measure('dragging a region, while the engine renders')
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  })
})

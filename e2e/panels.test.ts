import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './support/chromium.ts'
import { startJourney, type Journey } from './support/journey.ts'

describe.skipIf(chromiumPath === undefined)('panels of the window', () => {
  let journey: Journey
  let page: Page

  beforeAll(async () => {
    journey = await startJourney({})
    page = journey.page
    await page.getByRole('button', { name: 'Look around first' }).click()
  })

  afterAll(() => journey.end())

  const panel = (name: string) => page.locator(`[id='${name}']`)
  const width = async (name: string) => (await panel(name).boundingBox())?.width
  const small = { width: 720, height: 450 }
  const usual = { width: 1440, height: 900 }

  it('fold where the window is too small for them, and come back with it', async () => {
    for (let time = 0; time < 2; time++) {
      await page.setViewportSize(small)
      await panel('left').waitFor({ state: 'detached' })
      await page.setViewportSize(usual)
      await expect.poll(() => width('left')).toBe(264)
    }
  })

  it.each([
    ['left', 'Left panel'],
    ['right', 'Right panel'],
    ['strip', 'Gallery strip'],
  ])('the %s one folds and unfolds, as large as before', async (name, label) => {
    const before = await panel(name).boundingBox()
    for (let time = 0; time < 3; time++) {
      await page.getByRole('button', { name: label, exact: true }).click()
      await panel(name).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: label, exact: true }).click()
      await expect.poll(() => panel(name).boundingBox()).toEqual(before)
    }
  })

  it('stay as wide as they were pulled, also folded in between and in the next window', async () => {
    const { x, y, height } = (await panel('left').boundingBox())!
    const edge = x + 264
    await page.mouse.move(edge + 1, y + height / 2)
    await page.mouse.down()
    await page.mouse.move(edge + 61, y + height / 2, { steps: 5 })
    await page.mouse.up()
    const pulled = await width('left')
    expect(pulled).toBeGreaterThan(310)
    await page.getByRole('button', { name: 'Left panel', exact: true }).click()
    await panel('left').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Left panel', exact: true }).click()
    await expect.poll(() => width('left')).toBe(pulled)
    await page.reload()
    await expect.poll(() => width('left')).toBe(pulled)
  })
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './support/chromium.ts'
import { startJourney, type Journey } from './support/journey.ts'

/** Without a space, at which lines could end. */
const longName = 'a_name_that_somebody_has_given_to_a_file_and_that_fits_into_no_panel_whatever_its_width'

describe.skipIf(chromiumPath === undefined)('long names in a small window', () => {
  let journey: Journey
  let page: Page

  beforeAll(async () => {
    const region = { type: 'box', x: 8, y: 8, width: 64, height: 64 }
    const concepts = [1, 2].map((number) => ({ id: `c${number}`, name: `${number}_${longName}`, region }))
    journey = await startJourney({ [longName]: { concepts } })
    page = journey.page
    await page.setViewportSize({ width: 1024, height: 640 })
    await page.getByRole('button', { name: 'Look around first' }).click()
    await page.keyboard.press('Control+o')
  })

  afterAll(() => journey.end())

  /** Controls that lie outside of the window, or of the panel they belong to, to the right. */
  const pushedOut = () =>
    page.evaluate(() => {
      const panels = '[data-modal], aside, header, main, [role=toolbar]'
      return [...document.querySelectorAll('button:not([hidden] *)')].flatMap((button) => {
        const [own, panel] = [button, button.closest(panels) ?? document.body].map((one) => one.getBoundingClientRect())
        const isElsewhere = button.matches('[data-tile], [aria-label=Regions] *') // scrolled; for screen readers alone
        return !isElsewhere && own!.width > 0 && own!.right > panel!.right + 1 ? [button.outerHTML.slice(0, 120)] : []
      })
    })

  /** Texts that end in an ellipsis, and are told in full nowhere. */
  const cutInSilence = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('body *')].flatMap((element) => {
        const isCut = getComputedStyle(element).textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth
        return isCut && !element.closest('[title]') && !element.matches('p') ? [element.outerHTML.slice(0, 120)] : []
      }),
    )

  it.each<readonly [string, () => Promise<unknown>]>([
    ['what can be opened', () => page.getByRole('dialog').getByRole('button', { name: longName }).waitFor()],
    ['the concepts', () => page.getByRole('dialog').getByRole('button', { name: longName }).click()],
    ['a concept', () => page.locator('[data-concept]').first().click()],
    ['the picture', () => page.getByRole('tab', { name: 'Picture' }).click()],
    ['the library', () => page.getByRole('tab', { name: 'Library' }).click()],
    ['the commands', () => page.keyboard.press('Control+k')],
  ])('of %s are cut with the whole name told, and push no control away', async (_, reach) => {
    await reach()
    await page.waitForTimeout(200) // what opens has come to rest
    expect([await pushedOut(), await cutInSilence()]).toEqual([[], []])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024)
  })
})

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './support/chromium.ts'
import { startJourney, type Journey } from './support/journey.ts'
import { pagePoint } from './support/servedWindow.ts'

describe.skipIf(chromiumPath === undefined)('what a hand holds', () => {
  let journey: Journey
  let page: Page

  beforeAll(async () => {
    journey = await startJourney({ small: { steps: 2 } })
    page = journey.page
    await page.getByRole('button', { name: 'Look around first' }).click()
    await page.keyboard.press('Control+o')
    await page.getByRole('dialog').getByRole('button', { name: /small/ }).click()
    await page.getByRole('heading', { name: 'small', exact: true }).waitFor()
  })

  afterAll(() => journey.end())

  const region = (name: string) =>
    page.getByRole('list', { name: 'Regions' }).getByRole('button', { name: new RegExp(`^${name}: `) })
  const right = () => page.getByRole('complementary').last()
  const weight = () => right().getByRole('textbox', { name: 'Weight' }).first()
  const undo = () => page.getByRole('button', { name: /^Undo/ })

  /** Presses, moves a little, does something, and moves on before the button is let go. */
  async function pull(from: { x: number; y: number }, meanwhile: () => Promise<unknown>) {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    for (let by = 4; by <= 24; by += 4) await page.mouse.move(from.x + by, from.y)
    await meanwhile()
    for (let by = 28; by <= 60; by += 4) await page.mouse.move(from.x + by, from.y)
    await page.mouse.up()
  }

  it.each(['slider', 'label'] as const)('goes back with undo and with Escape: a weight by its %s', async (handle) => {
    await page.locator('[data-concept]').filter({ hasText: 'Kiki' }).click()
    const thumb = right().getByRole('slider', { name: 'Weight' }).first()
    const part = handle === 'slider' ? thumb.locator('..') : right().getByText('Weight', { exact: true }).first()
    const box = (await part.boundingBox())!
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    for (const key of ['Control+z', 'Escape']) {
      await pull(middle, async () => {
        await expect.poll(() => weight().inputValue()).not.toBe('0.8')
        await page.keyboard.press(key)
        await expect.poll(() => weight().inputValue()).toBe('0.8')
      })
      expect(await weight().inputValue()).toBe('0.8')
      expect(await undo().isDisabled()).toBe(true)
    }
    await pull(middle, () => Promise.resolve())
    expect(await weight().inputValue()).not.toBe('0.8')
    await undo().click()
    await expect.poll(() => weight().inputValue()).toBe('0.8')
    expect(await undo().isDisabled()).toBe(true)
  })

  it('takes what a slider is pulled to, also while the number beside it is being typed', async () => {
    const thumb = right().getByRole('slider', { name: 'Weight' }).first()
    const box = (await thumb.locator('..').boundingBox())!
    await weight().fill('0.5')
    await pull({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, () => Promise.resolve())
    const pulled = await weight().inputValue()
    expect(['0.5', '0.8']).not.toContain(pulled)
    await undo().click()
    await expect.poll(() => weight().inputValue()).toBe('0.5') // what was typed is a step of its own
    await undo().click()
    await expect.poll(() => weight().inputValue()).toBe('0.8')
  })

  it('is saved as far as it is painted, and opens no menu while it is painted', async () => {
    await page.getByTestId('stage').focus()
    await region('Moss').focus()
    await page.keyboard.press('b')
    await pull(await pagePoint(page, 80, 40), async () => {
      await page.mouse.down({ button: 'right' })
      await page.mouse.up({ button: 'right' })
      expect(await page.getByRole('menu').count()).toBe(0)
      await page.keyboard.press('Control+s')
      await expect.poll(() => page.title()).toBe('small – Polyptych')
      await expect.poll(() => region('Moss').innerText()).toMatch(/^Moss: painted mask/)
    })
    expect(await page.title()).toBe('small – Polyptych') // what came after changes nothing more
    await page.keyboard.press('v')
  })

  it('shows one concept alone, says so, and opens the other eyes again', async () => {
    const solo = page.getByRole('button', { name: 'Show Kiki alone' })
    await page.locator('[data-concept]').filter({ hasText: 'Kiki' }).click()
    await page.keyboard.press('s')
    expect(await solo.getAttribute('aria-pressed')).toBe('true')
    await page.getByRole('button', { name: 'Show all again' }).waitFor()
    await page.getByRole('button', { name: 'Hide Kiki' }).waitFor()
    expect(await region('Moss').innerText()).toContain('hidden')
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await page.getByRole('button', { name: 'Show Moss' }).click()
    await page.getByRole('button', { name: 'Hide Moss' }).waitFor()
    await page.getByRole('button', { name: 'Show all again' }).waitFor({ state: 'detached' })
  })

  it('renders the same picture once, and another one with a new seed', async () => {
    const pictures = () => page.locator('[data-tile]')
    for (let press = 0; press < 3; press++) await page.keyboard.press('Control+Enter')
    await expect.poll(() => pictures().count(), { timeout: 20_000 }).toBe(1)
    await page.getByRole('region', { name: 'Render' }).getByRole('progressbar').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Enter')
    await page.getByText('This picture is there already.').waitFor()
    await page.getByRole('button', { name: 'With a new seed' }).last().click()
    await expect.poll(() => pictures().count(), { timeout: 20_000 }).toBe(2)
  })
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './support/axe.ts'
import { chromiumPath } from './support/chromium.ts'
import { startJourney, type Journey } from './support/journey.ts'

describe.skipIf(chromiumPath === undefined)('what is deleted, waits, or failed', () => {
  let journey: Journey
  let page: Page

  beforeAll(async () => {
    journey = await startJourney({
      listed: { steps: 2, seeds: [7, 42, 99] },
      slow: { steps: 200, seeds: { first: 4, count: 2 } },
    })
    page = journey.page
    await page.emulateMedia({ colorScheme: 'dark' })
  })

  afterAll(() => journey.end())

  const dock = () => page.getByRole('region', { name: 'Render', exact: true })
  const strip = () => page.getByRole('group', { name: 'Pictures', exact: true })
  const tiles = () => strip().locator('[data-tile]')
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-tile') ?? undefined)
  const focusedLabel = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
  const region = () => page.getByRole('list', { name: 'Regions' }).getByRole('button', { name: /^Kiki: / })

  async function runCommand(name: string) {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }

  async function openProject(name: string) {
    await page.keyboard.press('Control+o')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click()
    await expect.poll(() => page.title()).toBe(`${name} – Polyptych`)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }

  it('renders a list of seeds as it is, also where each render draws a new seed', async () => {
    await page.getByRole('button', { name: 'Look around first' }).click()
    await openProject('listed')
    await dock().getByText('3 seeds: 7, 42, 99').waitFor()
    await runCommand('Draw a new seed for every render')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => tiles().count(), { timeout: 50_000 }).toBe(3)
    await dock().getByText('3 seeds: 7, 42, 99').waitFor()
  })

  it('goes back to a single seed where it is asked to, and undo brings the list back', async () => {
    await dock().getByRole('button', { name: 'Single seed' }).press('Enter')
    const field = dock().getByRole('textbox', { name: 'Seed' })
    await expect.poll(() => field.inputValue()).toBe('7')
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Control+z')
    await dock().getByText('3 seeds: 7, 42, 99').waitFor()
  })

  it('takes deleted pictures of the strip back one after the other, and never the document', async () => {
    await region().press('ArrowRight')
    await expect.poll(() => region().innerText()).toContain('box at 5, 24')
    const [first, second] = await tiles().evaluateAll((all) => all.map((tile) => tile.getAttribute('data-tile')!))
    await tiles().first().focus()
    await page.keyboard.press('Delete')
    await expect.poll(focused).toBe(second)
    await page.keyboard.press('Delete')
    await expect.poll(() => tiles().count()).toBe(1)
    await page.keyboard.press('End')
    await page.keyboard.press('Delete')
    await expect.poll(() => tiles().count()).toBe(0)
    await expect.poll(focusedLabel).toBe('Pictures')
    await page.keyboard.press('Control+z')
    await expect.poll(() => tiles().count()).toBe(1)
    await page.keyboard.press('Control+z')
    await expect.poll(focused).toBe(second)
    await page.keyboard.press('Control+z')
    await expect.poll(focused).toBe(first)
    expect(await tiles().count()).toBe(3)
    await page.keyboard.press('Control+z')
    await page.getByText('No deleted picture is left to take back').waitFor()
    expect(await region().innerText()).toContain('box at 5, 24')
  })

  it('takes what the menu of a picture deleted back as well', async () => {
    await tiles().nth(1).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await expect.poll(() => tiles().count()).toBe(2)
    await expect.poll(focused).not.toBe(undefined)
    await page.keyboard.press('Control+z')
    await expect.poll(() => tiles().count()).toBe(3)
  })

  it('takes deletions of the gallery back wherever the focus is in it', async () => {
    await page.keyboard.press('Control+g')
    const shown = () => page.getByRole('main').locator('[data-tile]')
    await page.getByRole('button', { name: 'Show one by one: 3 seeds' }).click()
    await expect.poll(() => shown().count()).toBe(3)
    await shown().nth(1).click()
    await page.keyboard.press('Delete')
    await expect.poll(() => shown().count()).toBe(2)
    await page.keyboard.press('Control+a')
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect.poll(() => shown().count()).toBe(0)
    await page.keyboard.press('Control+z')
    await expect.poll(() => page.getByRole('main').locator('[data-pictures]').count()).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Search and filter' }).focus()
    await page.keyboard.press('Control+z')
    await expect.poll(() => shown().count()).toBe(3)
    await page.keyboard.press('Control+z')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Back to the canvas' }).click()
    expect(await region().innerText()).toContain('box at 5, 24')
  })

  it('says what was copied, and shows what could not be', async () => {
    const copy = async () => {
      await tiles().first().click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'Copy the prompt' }).click()
    }
    await page.context().grantPermissions(['clipboard-write'])
    await copy()
    await page.getByText('The prompt is in the clipboard').waitFor()
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('Not allowed.'))
    })
    await copy()
    const text = page.getByRole('textbox', { name: 'Text to copy' })
    await text.focus()
    expect(await page.evaluate(() => getSelection()?.toString())).toContain('a kiki cat and a moss bear')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Dismiss', exact: true }).last().click()
  })

  it('tells renders of one document apart, and puts one in front', async () => {
    await page.keyboard.press('Control+s')
    await openProject('slow')
    await page.keyboard.press('Control+Shift+Enter')
    await page.getByRole('button', { name: 'Render the comparison' }).press('Enter')
    await dock().getByRole('progressbar').waitFor()
    for (const name of ['4 seeds, one picture each', 'The next seed', '9 seeds, one picture each']) {
      await page.getByRole('button', { name: 'More ways to render' }).click()
      await page.getByRole('menuitem', { name }).click()
    }
    await dock().getByText('3 renders wait').click()
    const rows = () => dock().getByRole('listitem')
    const texts = async () => (await rows().allInnerTexts()).map((text) => text.replaceAll('\n', ' '))
    const [four, one, nine] = [
      'slow Regions in one pass · seeds 4–7 · 4 pictures',
      'slow Regions in one pass · seed 6 · 1 picture',
      'slow Regions in one pass · seeds 4–12 · 9 pictures',
    ]
    await expect.poll(texts).toEqual([four, one, nine])
    await page
      .getByRole('button', { name: 'To the front: slow, Regions in one pass · seeds 4–12 · 9 pictures' })
      .press('Enter')
    await expect.poll(texts).toEqual([nine, four, one])
    await expect.poll(focusedLabel).toContain('To the front: slow')
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: /^Cancel: slow, .* seeds 4–12/ }).press('Enter')
    await expect.poll(texts).toEqual([four, one])
    await expect.poll(focusedLabel).toMatch(/^Cancel: .* 4–7/)
    await page.keyboard.press('Enter')
    await expect.poll(focusedLabel).toMatch(/^Cancel: .* seed 6/)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Render')
  })

  it('renders what failed again as it was, while another document is open', async () => {
    process.kill(journey.served.enginePid()!, 'SIGKILL')
    const failed = dock().getByRole('alert')
    await failed.getByText('slow: 2 methods · seeds 4–5 · 4 pictures').waitFor()
    await openProject('listed')
    expect(await axeFinds(page)).toEqual([])
    await failed.getByRole('button', { name: /^Render again: slow/ }).press('Enter')
    await failed.waitFor({ state: 'detached' })
    await dock().getByRole('progressbar', { name: 'slow' }).waitFor()
    await expect.poll(() => dock().innerText()).toContain('of 4')
    await dock().getByRole('button', { name: 'Cancel', exact: true }).click()
  })
})

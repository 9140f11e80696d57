import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './support/axe.ts'
import { chromiumPath } from './support/chromium.ts'
import { startJourney, type Journey } from './support/journey.ts'

describe.skipIf(chromiumPath === undefined)('the gallery', () => {
  let journey: Journey
  let page: Page

  beforeAll(async () => {
    journey = await startJourney({ 'two seeds': { steps: 2, seeds: { first: 4, count: 2 } } })
    page = journey.page
  })

  afterAll(() => journey.end())

  const tiles = () => page.getByRole('main').locator('[data-tile]')
  const viewer = () => page.getByRole('dialog', { name: /^two seeds, seed/ })
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-pictures')?.split(' ').length)

  it('is filled by a render of two seeds, with what their words look at', async () => {
    await page.getByRole('button', { name: 'Look around first' }).click()
    await page.keyboard.press('Control+,')
    await page.getByRole('switch', { name: 'Record attention' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' }) // until then it has the keys
    await page.keyboard.press('Control+o')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /two seeds/ })
      .click()
    await expect.poll(() => page.title()).toContain('two seeds')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => page.locator('[data-tile]').count(), { timeout: 50_000 }).toBe(2)
  })

  it('lays the seeds of one render on a stack, and narrows what it shows', async () => {
    await page.keyboard.press('Control+g')
    await expect.poll(() => tiles().count()).toBe(1)
    await page.getByRole('textbox', { name: 'Search prompts' }).fill('zebra')
    await page.getByText('No picture is like that.').waitFor()
    await page.getByRole('button', { name: 'Show all pictures' }).click()
    await page.getByRole('combobox', { name: 'Made' }).click()
    await page.getByRole('option', { name: 'Today' }).click()
    await expect.poll(() => tiles().count()).toBe(1)
    expect(await axeFinds(page)).toEqual([])
  })

  it('says how a picture was made, where keys lead to it', async () => {
    await page.getByRole('button', { name: 'Show one by one: 2 seeds' }).click()
    await tiles().first().focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.locator('body').innerText()).toContain('Regions in one pass · seed 5 · 128 × 128')
    await page.keyboard.press('ArrowLeft')
  })

  it('shows a picture with its recipe and its maps, step by step', async () => {
    await page.keyboard.press('Enter')
    const recipe = viewer().getByRole('region', { name: 'Recipe' })
    await expect.poll(() => recipe.innerText()).toContain('kiki.safetensors × 0.8')
    expect(await recipe.innerText()).toContain('box at 4, 24, 56 by 88 pixels')
    await viewer().getByRole('button', { name: 'Attention' }).click()
    const heat = viewer().getByTestId('heat')
    const drawn = () => heat.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    await heat.waitFor()
    const last = await drawn()
    await viewer().getByRole('slider', { name: 'Step' }).press('Home')
    await expect.poll(drawn).not.toBe(last)
  })

  it('compares two pictures with a border that keys and pointers move', async () => {
    await viewer().getByRole('button', { name: 'Compare A | B' }).click()
    const border = viewer().getByRole('slider', { name: 'Border between A and B' })
    const says = () => border.getAttribute('aria-valuetext')
    await border.press('Shift+ArrowRight')
    expect(await says()).toMatch(/^60% of the width shows A: seed 4, .* rest shows B: seed 5/)
    const box = (await border.boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + 40)
    await page.mouse.down()
    await page.mouse.move(box.x - 60, box.y + 40, { steps: 3 })
    await page.mouse.up()
    await expect.poll(says).toMatch(/^(4|5)\d% /)
    await viewer().getByRole('button', { name: 'Swap A and B' }).click()
    await expect.poll(says).toMatch(/A: seed 5, .*B: seed 4/)
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await axeFinds(page)).toEqual([])
  })

  it('deletes and takes back, and gives the focus to the picture that was looked at', async () => {
    await page.getByRole('button', { name: 'More with this picture' }).click()
    await page.getByRole('menu').waitFor()
    expect(await page.getByRole('menuitem', { name: 'Show in its folder' }).count()).toBe(0) // a browser has no folders
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await page.keyboard.press('Delete')
    await viewer().getByText('1 of 1').waitFor()
    await page.keyboard.press('Control+z')
    await viewer()
      .getByText(/\d of 2/)
      .waitFor()
    await page.keyboard.press('Escape')
    await viewer().waitFor({ state: 'detached' })
    await expect.poll(focused).toBe(1)
  })

  it('says of each picture of a comparison who is in it, as soon as it has been read', async () => {
    await page.getByRole('button', { name: 'Back to the canvas' }).click()
    await page.keyboard.press('Control+Shift+Enter')
    await page.getByRole('button', { name: 'Render the comparison' }).click()
    const merged = () =>
      page.locator('[data-tile]').evaluateAll((shown) => {
        const texts = shown.map((tile) => document.getElementById(tile.getAttribute('aria-describedby') ?? ''))
        return texts.flatMap((text) => /LoRA Merge .*Kiki is /.exec(text?.textContent ?? '') ?? []).length
      })
    await expect.poll(merged, { timeout: 45_000 }).toBe(2)
  })

  it('tells that a comparison is ready, and shows its numbers and its pictures below the names of methods', async () => {
    await page.getByText('The comparison is ready').waitFor({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    const sheet = page.getByRole('dialog', { name: /^two seeds, seed/ })
    const best = sheet.getByRole('row').nth(1)
    await sheet.getByRole('button', { name: 'Sort by Time' }).click()
    expect(await sheet.getByRole('columnheader', { name: 'Time' }).getAttribute('aria-sort')).toBe('ascending')
    expect(await best.innerText()).toMatch(/^(LoRA Merge|Regions in one pass)\s+\d+\.\ds\s+\d of 4/)
    const merge = sheet.getByRole('region', { name: 'LoRA Merge' })
    await expect.poll(async () => (await merge.getByRole('img').first().boundingBox())?.width).toBeGreaterThan(250)
    expect(await page.getByText('The comparison is ready').count()).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await merge.getByRole('button', { name: 'seed 5' }).click()
    await sheet.getByRole('region', { name: 'Recipe' }).getByText('LoRA Merge').waitFor()
    await page.keyboard.press('Escape')
  })
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './support/chromium.ts'
import { startJourney, type Journey } from './support/journey.ts'
import { pagePoint } from './support/servedWindow.ts'

describe.skipIf(chromiumPath === undefined)('keys and what is typed', () => {
  let journey: Journey
  let page: Page

  beforeAll(async () => {
    journey = await startJourney({
      small: { steps: 2 },
      wide: { steps: 2, canvas: { width: 256, height: 64 } },
    })
    page = journey.page
    await page.getByRole('button', { name: 'Look around first' }).click()
    await open('small')
  })

  afterAll(() => journey.end())

  const rows = () => page.locator('[data-concept]')
  const row = (name: string) => page.getByRole('button', { name, exact: true }).and(rows())
  const right = () => page.getByRole('complementary').last()
  const tool = (name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true })
  const isPressed = (name: string) => tool(name).getAttribute('aria-pressed')
  const pictures = () => page.locator('[data-tile]')

  async function open(name: string) {
    await page.keyboard.press('Control+o')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(name) })
      .click()
    await page.getByRole('heading', { name, exact: true }).waitFor()
  }

  async function pressCanvas(x: number, y: number) {
    const point = await pagePoint(page, x, y)
    await page.mouse.click(point.x, point.y)
  }

  it('takes a name, words and a weight that are typed when the canvas is pressed', async () => {
    await row('Kiki').click()
    await right().getByRole('textbox', { name: 'Name', exact: true }).fill('Kitty')
    await pressCanvas(96, 64) // Moss
    await row('Kitty').waitFor()

    await row('Kitty').click()
    await right().getByRole('textbox', { name: 'What is wanted here' }).fill('a kitten')
    await pressCanvas(96, 64)
    await page.getByRole('button', { name: /^Undo .*words/i }).waitFor()

    await row('Kitty').click()
    await right().getByRole('textbox', { name: 'Weight' }).first().fill('1.3')
    await pressCanvas(96, 64)
    await row('Kitty').click()
    expect(await right().getByRole('textbox', { name: 'Weight' }).first().inputValue()).toBe('1.3')
  })

  it('saves a number that is still being typed', async () => {
    const weight = right().getByRole('textbox', { name: 'Weight' }).first()
    await weight.fill('0.7')
    await page.keyboard.press('Control+s')
    await expect.poll(() => page.title()).toBe('small – Polyptych')
    await page.reload()
    await page.getByRole('heading', { name: 'small', exact: true }).waitFor()
    await row('Kitty').click()
    expect(await right().getByRole('textbox', { name: 'Weight' }).first().inputValue()).toBe('0.7')
  })

  it('renders from a row as from anywhere', async () => {
    await row('Kitty').click()
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => pictures().count(), { timeout: 20_000 }).toBe(1)
    expect(await row('Kitty').getAttribute('aria-pressed')).toBe('true')
  })

  it('deletes the picture that has the focus, and no concept', async () => {
    await pictures().first().focus()
    await page.keyboard.press('Control+d') // says nothing about pictures
    await page.keyboard.press('Backspace')
    await expect.poll(() => pictures().count()).toBe(0)
    expect(await rows().count()).toBe(2)
    await page.getByRole('button', { name: 'Take back' }).click()
    await expect.poll(() => pictures().count()).toBe(1)
  })

  it('leaves keys to a list as long as it is open, and takes them back when it is closed', async () => {
    await page.getByRole('tab', { name: 'Picture' }).click()
    const method = right().getByRole('combobox', { name: 'Choose the method' })
    await method.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('listbox').waitFor()
    await page.keyboard.press('b')
    await page.keyboard.press('Escape')
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await page.keyboard.press('b') // the closed list looks for it as well
    expect(await isPressed('Paint mask')).toBe('false')
    await page.getByTestId('stage').focus()
    await page.keyboard.press('b')
    await expect.poll(() => isPressed('Paint mask')).toBe('true')
    await page.keyboard.press('v')
  })

  it('leaves keys to a menu', async () => {
    await page.getByRole('button', { name: 'More ways to render' }).click()
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('e')
    await page.keyboard.press('Delete')
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    expect([await isPressed('Erase mask'), await rows().count()]).toEqual(['false', 2])
  })

  it.each(['?', 'F1'])('shows all keys on %s, each once', async (key) => {
    await page.getByTestId('stage').focus()
    await page.keyboard.press(key)
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.waitFor()
    const lines = (await sheet.locator('dt').allInnerTexts()).filter((text) => /fit|pixel|gallery strip/i.test(text))
    expect(lines).toEqual(['Fit in the window', 'Move by one pixel', 'Move by ten pixels', 'Pixel for pixel'])
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  })

  it('leaves a question mark to the text that is being typed', async () => {
    await page.getByRole('tab', { name: 'Picture' }).click()
    const prompt = right().getByRole('textbox', { name: 'The whole picture' })
    await prompt.press('End')
    await prompt.press('?')
    expect(await prompt.inputValue()).toContain('?')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.keyboard.press('Control+z')
    await page.getByTestId('stage').focus()
  })

  it('finds commands by their words, the best first, and draws a new seed', async () => {
    const seed = page.getByRole('textbox', { name: 'Seed' }).last()
    const before = await seed.inputValue()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('shufl')
    await page.getByText('Nothing is called so').waitFor()
    await page.keyboard.press('Backspace')
    await page.keyboard.type('fle seed')
    await page.getByRole('option', { name: 'New seed' }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => seed.inputValue()).not.toBe(before)
    await page.keyboard.press('Control+z')
    await expect.poll(() => seed.inputValue()).toBe(before)
    await page.keyboard.press('Control+s')
    await expect.poll(() => page.title()).toBe('small – Polyptych')
  })

  it('keeps its shortcuts while the pointer rests on what the render takes', async () => {
    await page.getByRole('button', { name: /^What the next render takes/ }).hover()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'All commands' }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('undoes in the gallery what the inspector changes there, and deletes no concept', async () => {
    await row('Kitty').click()
    await page.keyboard.press('Control+g')
    await page.getByRole('main').focus()
    await page.keyboard.press('Delete')
    await page.keyboard.press('b')
    expect(await rows().count()).toBe(2)
    await page.getByRole('button', { name: 'Hide Kitty' }).click()
    await page.getByRole('main').focus()
    await page.keyboard.press('Control+z')
    await page.getByRole('button', { name: 'Hide Kitty' }).waitFor()
  })

  it('shows all of a canvas that was opened from the gallery', async () => {
    await open('wide')
    const stage = (await page.getByTestId('stage').boundingBox())!
    const [from, to] = [await pagePoint(page, 0, 0), await pagePoint(page, 256, 64)]
    expect(from.x).toBeGreaterThanOrEqual(stage.x)
    expect(to.x).toBeLessThanOrEqual(stage.x + stage.width)
    expect((from.x + to.x) / 2).toBeCloseTo(stage.x + stage.width / 2, 0)
    expect(to.x - from.x).toBeGreaterThan(stage.width / 2)
  })
})

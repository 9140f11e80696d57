import { describe, expect, it } from 'vitest'
import { createPaper } from './paper.ts'
import { drawText, measureText, shortenText, wrapText } from './text.ts'
import type { TextStyle } from './text.ts'
import { findGlyph } from './typeface.ts'

const style: TextStyle = { size: 20, weight: 400, color: '#000000' }

/** How dark each column and row of a drawn line is. */
async function ink(text: string, drawn = style): Promise<{ columns: number[]; rows: number[]; total: number }> {
  const [width, height] = [400, 60]
  const paper = createPaper(width, height, '#ffffff')
  await drawText(paper, text, { left: 10, baseline: 40 }, drawn)
  const columns = new Array<number>(width).fill(0)
  const rows = new Array<number>(height).fill(0)
  for (let i = 0; i < width * height; i++) {
    const dark = 255 - paper.pixels[i * 3]!
    columns[i % width]! += dark
    rows[Math.floor(i / width)]! += dark
  }
  return { columns, rows, total: columns.reduce((sum, dark) => sum + dark, 0) }
}

const spanOf = (darkness: number[]) => [darkness.findIndex(Boolean), darkness.findLastIndex(Boolean)] as const

describe('drawText', () => {
  it('leaves ink between the start and the measured end, capitals on the baseline', async () => {
    const { columns, rows } = await ink('HEH')
    const [left, right] = spanOf(columns)
    expect(left).toBeGreaterThanOrEqual(10)
    expect(left).toBeLessThan(14)
    expect(right).toBeLessThanOrEqual(10 + measureText('HEH', style))
    expect(right).toBeGreaterThan(10 + measureText('HEH', style) - 4)
    // Inter's capitals are 1490 of 2048 units high: 14.55 of 20 pixels.
    expect(spanOf(rows)).toEqual([25, 39])
  })

  it('fills the area of the letter', async () => {
    // The bar of the dash is a rectangle: its area is known from the font.
    const { bbox } = findGlyph('–'.codePointAt(0)!, 400)!.glyph.path
    const area = bbox.width * bbox.height * (style.size / 2048) ** 2
    const { total } = await ink('–')
    expect(total / 255 / area).toBeCloseTo(1, 1)
  })

  it('puts dots on umlauts, composed or not', async () => {
    const [plain, composed, decomposed] = [await ink('u'), await ink('ü'), await ink('u\u0308')]
    expect(composed.total).toBeGreaterThan(plain.total * 1.1)
    expect(decomposed).toEqual(composed)
  })

  it('is heavier in the heavier weight, and draws in its colour', async () => {
    expect((await ink('H', { ...style, weight: 600 })).total).toBeGreaterThan((await ink('H')).total * 1.2)
    const paper = createPaper(30, 30, '#ffffff')
    await drawText(paper, '\u2014', { left: 0, baseline: 20 }, { ...style, size: 40, color: '#ff0000' })
    expect(paper.pixels.filter((_, i) => i % 3 === 0).every((red) => red === 255)).toBe(true)
    expect(Math.min(...paper.pixels)).toBeLessThan(10)
  })

  it('cuts what leaves the paper', async () => {
    const paper = createPaper(8, 8, '#ffffff')
    await drawText(paper, 'WWW', { left: -10, baseline: 12 }, style)
    expect(Math.min(...paper.pixels)).toBeLessThan(100)
  })
})

describe('the typeface', () => {
  it.each(['ÄÖÜäöüß', '–—·…×−%', 'Łódź ğ', 'Привет', 'Ελλάδα', 'Việt'])('holds %s', (text) => {
    for (const character of text) expect(findGlyph(character.codePointAt(0)!, 600), character).toBeDefined()
  })

  it('shows one box for each letter that it does not hold', async () => {
    const box = measureText('猫', style)
    expect(box).toBeGreaterThan(0)
    expect(measureText('🐻\u200d❄\ufe0f', style)).toBe(box)
    expect(measureText('猫猫', style)).toBeCloseTo(2 * box)
    const { columns, total } = await ink('猫')
    expect(total).toBeGreaterThan(0)
    const [left, right] = spanOf(columns)
    const middle = columns[Math.round((left + right) / 2)]!
    expect(middle, 'it is empty inside').toBeLessThan(columns[left + 1]! / 2)
  })
})

describe('shortenText', () => {
  it('leaves what fits as it is', () => {
    const text = 'Kiki and Bruno'
    expect(shortenText(text, style, measureText(text, style))).toBe(text)
  })

  it('ends in an ellipsis, and would not fit with one letter more', () => {
    const text = 'a cat in a garden of light'
    for (const width of [30, 77, 120, 200]) {
      const shortened = shortenText(text, style, width)
      expect(shortened).toMatch(/[a-z]…$/)
      expect(text.startsWith(shortened.slice(0, -1))).toBe(true)
      expect(measureText(shortened, style)).toBeLessThanOrEqual(width)
      const more = text.slice(0, shortened.length + 1)
      expect(measureText(`${more}…`, style)).toBeGreaterThan(width)
    }
  })

  it('cuts between letters, not inside them', () => {
    const text = 'e\u0301'.repeat(20)
    expect(shortenText(text, style, 60)).toMatch(/^é+…$/)
  })

  it('is empty where not even the ellipsis fits', () => {
    expect(shortenText('Kiki', style, 1)).toBe('')
    expect(shortenText('Kiki', style, -5)).toBe('')
  })
})

describe('wrapText', () => {
  it('breaks between words and keeps all of them', () => {
    const text = 'There is not enough memory for a picture of that size.'
    const lines = wrapText(text, style, 160, 9)
    expect(lines.join(' ')).toBe(text)
    expect(lines.length).toBeGreaterThan(2)
    for (const [i, line] of lines.entries()) {
      expect(measureText(line, style)).toBeLessThanOrEqual(160)
      const next = lines[i + 1]?.split(' ')[0]
      if (next) expect(measureText(`${line} ${next}`, style)).toBeGreaterThan(160)
    }
  })

  it('breaks words that are wider than a line', () => {
    const lines = wrapText('/pictures/of/kiki-and-bruno.png is missing', style, 100, 9)
    expect(lines.join('').replaceAll(' ', '')).toBe('/pictures/of/kiki-and-bruno.pngismissing')
    for (const line of lines) expect(measureText(line, style)).toBeLessThanOrEqual(100)
  })

  it('shortens the last line', () => {
    const lines = wrapText('one two three four five six', style, 60, 2)
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(/…$/)
    expect(wrapText('', style, 60, 2)).toEqual([])
  })
})

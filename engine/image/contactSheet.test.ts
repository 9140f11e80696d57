import { describe, expect, it } from 'vitest'
import { contactSheet } from './contactSheet.ts'
import type { Rectangle } from './paper.ts'
import type { ImagePixels } from './readImage.ts'
import { layoutSheet } from './sheetLayout.ts'
import type { ContactSheet, SheetCell } from './sheetLayout.ts'

function picture(width: number, height: number, start = 0): ImagePixels {
  return { width, height, pixels: Uint8Array.from({ length: width * height * 3 }, (_, i) => (start + i * 37) % 256) }
}

function cut(sheet: ImagePixels, { left, top, width, height }: Rectangle): Uint8Array {
  const lines = Array.from({ length: height }, (_, y) => {
    const start = ((top + y) * sheet.width + left) * 3
    return sheet.pixels.subarray(start, start + width * 3)
  })
  return new Uint8Array(Buffer.concat(lines))
}

/** How many bytes are far from paper. */
const ink = (pixels: Uint8Array) => pixels.filter((byte) => byte < 170).length

const shown = (pixels: ImagePixels, lines: string[] = []): SheetCell => ({ type: 'picture', picture: pixels, lines })

const sheet: ContactSheet = {
  title: 'Kiki and Bruno',
  subtitle: '2 methods · 3 seeds',
  rowLabels: ['Merge', 'Switch'],
  columnLabels: ['Seed 1', 'Seed 2', 'Seed 3'],
  cells: [0, 1].map((row) => [0, 1, 2].map((column) => shown(picture(64, 48, row * 3 + column), ['presence 0.8']))),
}

describe('contactSheet', () => {
  it('shows every picture, pixel for pixel, where the layout says', async () => {
    const drawn = await contactSheet(sheet)
    const { width, height, places } = layoutSheet(sheet)
    expect(drawn).toMatchObject({ width, height })
    expect(drawn.pixels.length).toBe(width * height * 3)
    for (const [row, cells] of sheet.cells.entries()) {
      for (const [column, cell] of cells.entries()) {
        const place = places[row]![column]!
        expect(place).toMatchObject({ width: 64, height: 48 })
        expect(cell.type === 'picture' && cut(drawn, place)).toEqual(cell.type === 'picture' && cell.picture.pixels)
      }
    }
  })

  it('puts pictures on a grid with even gaps, inside the margins', () => {
    const { width, height, places } = layoutSheet(sheet)
    const lefts = places[0]!.map(({ left }) => left)
    expect(places[1]!.map(({ left }) => left)).toEqual(lefts)
    expect(lefts[2]! - lefts[1]!).toBe(lefts[1]! - lefts[0]!)
    expect(lefts[1]! - lefts[0]!).toBeGreaterThan(64)
    expect(places.every((row) => row.every(({ top }) => top === row[0]!.top))).toBe(true)
    expect(places[1]![0]!.top - places[0]![0]!.top).toBeGreaterThan(48 + 16)
    for (const { left, top } of places.flat()) {
      expect(left).toBeGreaterThan(28)
      expect(left + 64).toBeLessThanOrEqual(width - 28)
      expect(top + 48).toBeLessThanOrEqual(height - 28)
    }
  })

  it('leaves ink for title, labels and lines, and none without them', async () => {
    const { places, width } = layoutSheet(sheet)
    const areas = (left: number, top: number): Record<string, Rectangle> => ({
      title: { left: 0, top: 0, width, height: 52 },
      subtitle: { left: 0, top: 54, width, height: 20 },
      columnLabel: { left, top: top - 26, width: 64, height: 24 },
      rowLabel: { left: 28, top, width: left - 30, height: 16 },
      caption: { left, top: top + 50, width: 120, height: 20 },
    })
    const { left, top } = places[1]![1]!
    const first = places[0]![0]!
    const printed = areas(first.left, first.top)
    const drawn = await contactSheet(sheet)
    const bare = await contactSheet({
      ...sheet,
      title: ' ',
      subtitle: ' ',
      rowLabels: ['', ''],
      columnLabels: [' ', '', ''],
      cells: sheet.cells.map((row) => row.map((cell) => ({ ...cell, lines: [' '] }))),
    })
    for (const [name, area] of Object.entries(printed)) {
      expect(ink(cut(drawn, area)), name).toBeGreaterThan(20)
      if (name !== 'rowLabel') expect(ink(cut(bare, { ...area, left: 28, width: 60 })), name).toBe(0)
    }
    expect(ink(cut(drawn, { left, top: top + 50, width: 120, height: 20 }))).toBeGreaterThan(20)
  })

  it('scales large pictures down in their proportions, and small ones never up', async () => {
    const grey: ImagePixels = { width: 400, height: 200, pixels: new Uint8Array(400 * 200 * 3).fill(90) }
    const mixed: ContactSheet = {
      ...sheet,
      rowLabels: [''],
      cells: [[shown(grey), shown(picture(20, 90)), shown(picture(300, 301))]],
      cellSize: 100,
    }
    const { places } = layoutSheet(mixed)
    expect(places[0]!.map(({ width, height }) => [width, height])).toEqual([
      [100, 50],
      [20, 90],
      [100, 100],
    ])
    const drawn = await contactSheet(mixed)
    expect(cut(drawn, places[0]![0]!)).toEqual(new Uint8Array(100 * 50 * 3).fill(90))
    expect(cut(drawn, places[0]![1]!)).toEqual(picture(20, 90).pixels)
  })

  it('shortens labels so that they stay in their column', async () => {
    const long = 'a label that is longer than any column could be '.repeat(3)
    const columnLabels = [long, '', long]
    const drawn = await contactSheet({ ...sheet, columnLabels, title: long, rowLabels: [long, ''] })
    const { places } = layoutSheet({ ...sheet, columnLabels, rowLabels: [long, ''] })
    const { left, top } = places[0]![1]!
    const previous = places[0]![0]!.left
    expect(ink(cut(drawn, { left: previous, top: top - 26, width: left - 16 - previous, height: 24 }))).toBeGreaterThan(
      100,
    )
    expect(ink(cut(drawn, { left: left - 14, top: top - 26, width: 40, height: 24 })), 'between columns').toBe(0)
    expect(ink(cut(drawn, { left: drawn.width - 26, top: 0, width: 26, height: top })), 'in the margin').toBe(0)
    expect(ink(cut(drawn, { left: previous - 14, top, width: 12, height: 100 })), 'beside row labels').toBe(0)
  })

  it('says why a picture is missing, in its place', async () => {
    const cells: SheetCell[][] = [
      [shown(picture(150, 150)), { type: 'failed', reason: 'There is not enough memory.' }, { type: 'empty' }],
    ]
    const broken: ContactSheet = { ...sheet, rowLabels: ['Merge'], cells }
    const { places } = layoutSheet(broken)
    const drawn = await contactSheet(broken)
    const [, failed, empty] = places[0]!.map((place) => cut(drawn, place))
    expect(places[0]![1]).toMatchObject({ width: 150, height: 150 })
    const red = (pixels: Uint8Array) => pixels.filter((byte, i) => i % 3 === 0 && byte - pixels[i + 1]! > 60).length
    expect(red(failed!), 'the heading').toBeGreaterThan(30)
    expect(ink(failed!), 'the reason').toBeGreaterThan(red(failed!) * 3)
    expect(new Set(empty).size, 'one colour').toBeLessThanOrEqual(3)
    const longer = structuredClone(broken)
    Object.assign(longer.cells[0]![1]!, { reason: 'There is not enough memory for all of it, '.repeat(40) })
    const beside = (picture: ImagePixels) =>
      cut(picture, { ...places[0]![1]!, left: places[0]![2]!.left - 12, width: 10 })
    expect(ink(beside(await contactSheet(longer)))).toBe(0)
  })

  it('draws regions on pictures of any size', async () => {
    const mask = { width: 8, height: 8, data: Float32Array.from({ length: 64 }, (_, i) => (i % 8 < 4 ? 1 : 0)) }
    const grey: ImagePixels = { width: 300, height: 300, pixels: new Uint8Array(300 * 300 * 3).fill(128) }
    const cell: SheetCell = { type: 'picture', picture: grey, outlines: [{ mask, color: '#ffffff' }] }
    const outlined: ContactSheet = { title: '', rowLabels: [''], columnLabels: [''], cells: [[cell]], cellSize: 100 }
    const place = layoutSheet(outlined).places[0]![0]!
    const row = cut(await contactSheet(outlined), { ...place, top: place.top + 50, height: 1 })
    const changed = Array.from({ length: 100 }, (_, x) => x).filter((x) => row[x * 3] !== 128)
    expect(changed.length).toBeGreaterThan(4)
    for (const x of changed) expect(x < 5 || Math.abs(x + 0.5 - 50) < 4).toBe(true)
  })

  it('gives the same pixels every time', async () => {
    const [first, second] = [await contactSheet(sheet), await contactSheet(sheet)]
    expect(Buffer.compare(first.pixels, second.pixels)).toBe(0)
  })

  it('refuses sheets that nobody could open', () => {
    const row = new Array<SheetCell>(400).fill(shown(picture(2, 2)))
    const cells = new Array<SheetCell[]>(400).fill(row)
    const labels = new Array<string>(400).fill('')
    const huge: ContactSheet = { title: '', rowLabels: labels, columnLabels: labels, cells }
    expect(() => layoutSheet(huge)).toThrow(expect.objectContaining({ code: 'setting-invalid' }))
  })

  it('stops on labels that do not fit the grid', () => {
    expect(() => layoutSheet({ ...sheet, columnLabels: ['Seed 1'] })).toThrow('Bug')
  })
})

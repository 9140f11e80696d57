import { expect, it } from 'vitest'
import { sheetLayout } from './sheetLayout.ts'

const wide = { width: 1000, height: 700 }

it.each([
  ['two methods and seeds', 2, 2, 1, 1],
  ['four methods and two seeds', 4, 2, 1, 2],
  ['eight methods and one seed', 8, 1, 1, 4],
])('shows %s whole, as large as they can be', (_, methods, seeds, ratio, across) => {
  const layout = sheetLayout(wide, methods, seeds, ratio)
  expect(layout.across).toBe(across)
  expect(layout.width).toBeGreaterThan(200)
  const rows = Math.ceil(methods / across)
  expect(rows * (layout.width + 56) + (rows - 1) * 24).toBeLessThanOrEqual(wide.height)
  expect(across * seeds * layout.width).toBeLessThanOrEqual(wide.width)
})

it('takes the whole width, and is scrolled, where all of them would be too small', () => {
  expect(sheetLayout(wide, 8, 4, 1)).toEqual({ across: 1, width: 244 })
})

it('never makes a picture larger than what is seen of the sheet, nor smaller than it says something', () => {
  expect(sheetLayout({ width: 1000, height: 350 }, 3, 1, 0.5).width).toBe(160)
  expect(sheetLayout({ width: 600, height: 400 }, 8, 8, 1)).toEqual({ across: 1, width: 160 })
  expect(sheetLayout({ width: 4000, height: 3000 }, 1, 1, 1).width).toBe(720)
})

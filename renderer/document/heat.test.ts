import { describe, expect, it } from 'vitest'
import { heatColor, mapCells, smoothed } from './heat.ts'

const luma = ([red, green, blue]: readonly number[]) => 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!

describe('heat', () => {
  it('becomes lighter and denser with every step', () => {
    const colors = Array.from({ length: 21 }, (_, index) => heatColor(index / 20))
    const lights = colors.map(luma)
    expect(lights).toEqual(lights.toSorted((a, b) => a - b))
    expect(colors[0]![3]).toBe(0)
    expect(colors[10]![3]).toBeLessThan(colors[20]![3])
  })

  it('goes through the centres of cells and keeps even ground even', () => {
    const cells = Uint8Array.from([0, 255, 0, 0, 255, 0, 0, 255, 0])
    const fine = smoothed(cells, { width: 3, height: 3 }, { width: 9, height: 9 })
    expect(fine[4 * 9 + 4]).toBeCloseTo(1)
    expect(fine[4 * 9 + 1]).toBeCloseTo(0)
    const even = smoothed(new Uint8Array(16).fill(51), { width: 4, height: 4 }, { width: 11, height: 7 })
    expect([...even].every((value) => Math.abs(value - 0.2) < 1e-6)).toBe(true)
  })

  it('reads cells from base64', () => {
    expect([...mapCells({ bytes: 'AID/' })]).toEqual([0, 128, 255])
  })
})

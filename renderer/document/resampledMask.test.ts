import { describe, expect, it } from 'vitest'
import { emptyMask, maskBounds, maskOf, pixelsOf, valueAt, type Mask } from './mask.ts'
import { resampledMask, resampledOnCanvas } from './resampledMask.ts'

const side = 200

/** A rectangle with a soft ramp of four pixels on its left side. */
function softRectangle(x: number, y: number, width: number, height: number): Mask {
  const pixels = new Uint8Array(side * side)
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++)
      pixels[row * side + column] = Math.min(255, 64 * (column - x + 1))
  }
  return maskOf(side, side, pixels)
}

const sumOf = (mask: Mask) => pixelsOf(mask).reduce((sum, value) => sum + value, 0)
const from = { x: 20, y: 30, width: 40, height: 24 }
const mask = softRectangle(20, 30, 40, 24)

describe('resampled masks', () => {
  it('are the same where nothing moves, and the same elsewhere where nothing is stretched', () => {
    expect(pixelsOf(resampledMask(mask, from, from))).toEqual(pixelsOf(mask))
    expect(pixelsOf(resampledMask(mask, from, { ...from, x: 133, y: 2 }))).toEqual(
      pixelsOf(softRectangle(133, 2, 40, 24)),
    )
  })

  it.each([
    { x: 10, y: 10, width: 120, height: 96 },
    { x: 10, y: 10, width: 80, height: 12 },
    { x: 50, y: 60, width: 5, height: 3 },
  ])('fill the box that they are stretched over, with as much of it as before: %j', (to) => {
    const stretched = resampledMask(mask, from, to)
    expect(maskBounds(stretched)).toEqual(to)
    const share = (sumOf(stretched) / (to.width * to.height) / sumOf(mask)) * from.width * from.height
    expect(share).toBeGreaterThan(0.97)
    expect(share).toBeLessThan(1.03)
  })

  it('keep soft edges soft and full ones full', () => {
    const wide = resampledMask(mask, from, { x: 20, y: 30, width: 160, height: 24 })
    const ramp = [21, 25, 29, 33, 37].map((x) => valueAt(wide, { x, y: 40 }))
    expect(ramp).toEqual([...ramp].sort((a, b) => a - b))
    expect(new Set(ramp).size).toBeGreaterThan(3)
    expect(valueAt(wide, { x: 179, y: 40 })).toBe(255)
    expect(valueAt(wide, { x: 180, y: 40 })).toBe(0)
  })

  it('lose what leaves the canvas, and cover the pixels at a border between two by their part', () => {
    expect(maskBounds(resampledMask(mask, from, { ...from, x: -20 }))).toEqual({ ...from, x: 0, width: 20 })
    const half = resampledMask(mask, from, { x: 20, y: 30.5, width: 40, height: 24 })
    expect(valueAt(half, { x: 50, y: 30 })).toBeCloseTo(127.5, -0.5)
    expect(valueAt(half, { x: 50, y: 40 })).toBe(255)
    expect(valueAt(half, { x: 50, y: 54 })).toBeCloseTo(127.5, -0.5)
  })

  it('take boxes of a canvas that is larger than the mask', () => {
    const onCanvas = { x: 40, y: 60, width: 80, height: 48 }
    const moved = resampledOnCanvas(mask, { width: 400, height: 400 }, onCanvas, { ...onCanvas, x: 60 })
    expect(pixelsOf(moved)).toEqual(pixelsOf(softRectangle(30, 30, 40, 24)))
    expect(maskBounds(resampledMask(emptyMask(side, side), from, from))).toBeUndefined()
  })
})

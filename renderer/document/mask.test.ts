import { describe, expect, it } from 'vitest'
import { emptyMask, fullMask, invertedMask, maskBounds, maskOf, pixelsOf, resizedMask, valueAt } from './mask.ts'
import { rasterizedRegion } from './rasterize.ts'

/** A rectangle of full pixels that lies across the borders of tiles. */
function withRectangle(width: number, height: number, x: number, y: number, across: number, down: number) {
  const pixels = new Uint8Array(width * height)
  for (let row = y; row < y + down; row++) pixels.fill(255, row * width + x, row * width + x + across)
  return maskOf(width, height, pixels)
}

describe('mask', () => {
  it('gives back the pixels it was made of, whatever its sides', () => {
    const pixels = Uint8Array.from({ length: 300 * 170 }, (_, index) => (index * 7) % 251)
    expect(pixelsOf(maskOf(300, 170, pixels))).toEqual(pixels)
  })

  it('keeps no tile where nothing is painted', () => {
    const mask = withRectangle(512, 512, 10, 10, 20, 20)
    expect(mask.tiles.filter((tile) => tile !== undefined)).toHaveLength(1)
    expect(valueAt(mask, { x: 10.5, y: 29.9 })).toBe(255)
    expect(valueAt(mask, { x: 30, y: 30 })).toBe(0)
    expect(valueAt(mask, { x: -1, y: 600 })).toBe(0)
  })

  it('finds the smallest box around what is painted', () => {
    expect(maskBounds(withRectangle(300, 300, 120, 100, 20, 60))).toEqual({ x: 120, y: 100, width: 20, height: 60 })
    expect(maskBounds(fullMask(300, 200))).toEqual({ x: 0, y: 0, width: 300, height: 200 })
    expect(maskBounds(emptyMask(300, 200))).toBeUndefined()
  })

  it('becomes its opposite and comes back', () => {
    const mask = withRectangle(200, 140, 0, 0, 100, 140)
    expect(maskBounds(invertedMask(mask))).toEqual({ x: 100, y: 0, width: 100, height: 140 })
    expect(pixelsOf(invertedMask(invertedMask(mask)))).toEqual(pixelsOf(mask))
  })

  it('keeps its proportions on another grid', () => {
    const larger = resizedMask(withRectangle(64, 64, 16, 16, 32, 32), 256, 256)
    expect(valueAt(larger, { x: 128, y: 128 })).toBe(255)
    expect(valueAt(larger, { x: 40, y: 128 })).toBe(0)
    const sum = pixelsOf(larger).reduce((total, value) => total + value, 0) / 255
    expect(sum / 256 ** 2).toBeCloseTo(0.25, 2)
  })
})

describe('rasterizedRegion', () => {
  const canvas = { width: 64, height: 48 }
  const covered = (region: Parameters<typeof rasterizedRegion>[0]) =>
    pixelsOf(rasterizedRegion(region, canvas)).reduce((sum, value) => sum + value, 0) / 255

  it('fills exactly the pixels of a box', () => {
    const mask = rasterizedRegion({ type: 'box', x: 10, y: 8, width: 20, height: 30 }, canvas)
    expect(maskBounds(mask)).toEqual({ x: 10, y: 8, width: 20, height: 30 })
    expect(covered({ type: 'box', x: 10, y: 8, width: 20, height: 30 })).toBe(600)
  })

  it('covers edges in part, and nothing outside', () => {
    expect(covered({ type: 'box', x: 10.5, y: 8, width: 1, height: 1 })).toBeCloseTo(1, 1)
    expect(covered({ type: 'box', x: -10, y: -10, width: 20, height: 20 })).toBe(100)
  })

  it('has the area of a triangle, and leaves out where a polygon crosses itself', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 40, y: 0 },
      { x: 0, y: 40 },
    ]
    expect(covered({ type: 'polygon', points })).toBeCloseTo(800, -1)
    const twice = [...points, ...points]
    expect(covered({ type: 'polygon', points: twice })).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { emptyMask, fullMask, pixelsOf, valueAt } from './mask.ts'
import { beginStroke, type Brush } from './stroke.ts'

const hard: Brush = { diameter: 40, hardness: 1, opacity: 1, followsPressure: false }
const at = (x: number, y: number, pressure = 1) => ({ x, y, pressure })

describe('stroke', () => {
  it('copies the tiles that it touches and shares all others', () => {
    const base = fullMask(1024, 1024)
    const stroke = beginStroke(base, hard, 'erase')
    stroke.to(at(64, 64))
    stroke.to(at(200, 64))
    const mask = stroke.mask()
    const copied = mask.tiles.flatMap((tile, index) => (tile === base.tiles[index] ? [] : [index]))
    expect(copied).toEqual([0, 1])
    expect(valueAt(base, { x: 64, y: 64 })).toBe(255)
    expect(valueAt(mask, { x: 130, y: 64 })).toBe(0)
  })

  it('lays on no more than its opacity, however often it passes', () => {
    const stroke = beginStroke(emptyMask(256, 256), { ...hard, opacity: 0.5 }, 'paint')
    for (const x of [50, 150, 50, 150, 50]) stroke.to(at(x, 100))
    expect(valueAt(stroke.mask(), { x: 100, y: 100 })).toBe(128)
    const second = beginStroke(stroke.mask(), { ...hard, opacity: 0.5 }, 'paint')
    second.to(at(100, 100))
    expect(valueAt(second.mask(), { x: 100, y: 100 })).toBe(192)
  })

  it('leaves no gaps between places that are far from each other', () => {
    const stroke = beginStroke(emptyMask(512, 128), { ...hard, diameter: 10 }, 'paint')
    stroke.to(at(10, 60))
    stroke.to(at(500, 60))
    const mask = stroke.mask()
    const line = Array.from({ length: 480 }, (_, x) => valueAt(mask, { x: x + 12, y: 60 }))
    expect(Math.min(...line)).toBe(255)
  })

  it('fades from the middle where it is soft', () => {
    const stroke = beginStroke(emptyMask(128, 128), { ...hard, hardness: 0 }, 'paint')
    stroke.to(at(64, 64))
    const values = [0, 5, 10, 15, 19].map((distance) => valueAt(stroke.mask(), { x: 64 + distance, y: 64 }))
    expect(values).toEqual(values.toSorted((a, b) => b - a))
    expect(new Set(values).size).toBe(values.length)
    expect(valueAt(stroke.mask(), { x: 85, y: 64 })).toBe(0)
  })

  it('is as wide as the pen presses, if it follows it', () => {
    const painted = (pressure: number) => {
      const stroke = beginStroke(emptyMask(128, 128), { ...hard, followsPressure: true }, 'paint')
      stroke.to(at(64, 64, pressure))
      return pixelsOf(stroke.mask()).filter((value) => value > 0).length
    }
    expect(painted(0.2)).toBeLessThan(painted(0.6))
    expect(painted(1)).toBeCloseTo(Math.PI * 400, -2)
  })

  it('says once which pixels have changed', () => {
    const stroke = beginStroke(emptyMask(256, 256), hard, 'paint')
    stroke.to(at(10, 128))
    expect(stroke.takeChanged()).toEqual({ x: 0, y: 108, width: 30, height: 40 })
    expect(stroke.takeChanged()).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { heatPicture } from './heatPicture.ts'
import type { ImagePixels } from './readImage.ts'

function picture(width: number, height: number): ImagePixels {
  return { width, height, pixels: Uint8Array.from({ length: width * height * 3 }, (_, i) => 60 + ((i * 31) % 90)) }
}

/** How far each pixel of the picture is from what it was. */
function changes(before: ImagePixels, after: ImagePixels): number[] {
  return Array.from({ length: before.width * before.height }, (_, pixel) =>
    [0, 1, 2].reduce((sum, c) => sum + Math.abs(before.pixels[pixel * 3 + c]! - after.pixels[pixel * 3 + c]!), 0),
  )
}

function peakMap(width: number, height: number, x: number, y: number) {
  const data = new Float32Array(width * height).fill(0.02)
  data[y * width + x] = 0.4
  return { width, height, data }
}

describe('heatPicture', () => {
  it('leaves the picture as it is where the map is zero, and adds a legend', async () => {
    const before = picture(120, 90)
    const after = await heatPicture(before, { width: 5, height: 3, data: new Float32Array(15) }, { name: 'Kiki' })
    expect(after.width).toBe(120)
    expect(after.height).toBeGreaterThan(90 + 20)
    expect(after.height).toBeLessThan(90 + 60)
    expect(after.pixels.length).toBe(after.width * after.height * 3)
    expect(after.pixels.subarray(0, before.pixels.length)).toEqual(before.pixels)
    const legend = after.pixels.subarray(before.pixels.length)
    expect(Math.min(...legend), 'the name is dark').toBeLessThan(100)
    expect(legend.filter((byte) => byte > 240).length, 'on light paper').toBeGreaterThan(legend.length / 2)
  })

  it.each([
    [16, 16, 4, 11],
    [5, 7, 3, 1],
    [9, 2, 0, 1],
  ])('is hottest where a map of %ix%i has its peak', async (width, height, x, y) => {
    const before: ImagePixels = { width: 180, height: 140, pixels: new Uint8Array(180 * 140 * 3) }
    const after = await heatPicture(before, peakMap(width, height, x, y), { name: 'Kiki' })
    const changed = changes(before, after)
    const hottest = changed.indexOf(Math.max(...changed))
    const cellOf = (pixel: number) => [
      Math.floor(((pixel % 180) * width) / 180),
      Math.floor((Math.floor(pixel / 180) * height) / 140),
    ]
    expect(cellOf(hottest)).toEqual([x, y])
    expect(Math.max(...changed)).toBeGreaterThan(300)
  })

  it('does not touch the picture far from the peak', async () => {
    const before = picture(160, 160)
    const changed = changes(before, await heatPicture(before, peakMap(16, 16, 3, 3), { name: 'Kiki' }))
    const far = changed.filter((_, pixel) => pixel % 160 > 70 || pixel / 160 > 70)
    expect(far.length).toBeGreaterThan(10_000)
    expect(far.every((change) => change === 0)).toBe(true)
  })

  it('compares pictures by a range from outside', async () => {
    const before = picture(64, 64)
    const map = peakMap(4, 4, 1, 1)
    const alone = changes(before, await heatPicture(before, map, { name: 'Kiki' }))
    const shared = changes(before, await heatPicture(before, map, { name: 'Kiki', range: { low: 0, high: 4 } }))
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
    expect(sum(shared)).toBeLessThan(sum(alone) / 4)
  })

  it('writes the name and both ends of the scale', async () => {
    const before = picture(300, 200)
    const legendOf = async (name: string, peak: number) => {
      const map = { width: 2, height: 2, data: Float32Array.of(0.1, 0.1, peak, 0.1) }
      const { pixels } = await heatPicture(before, map, { name })
      const legend = Array.from(pixels.subarray(before.pixels.length))
      const half = (left: boolean) => legend.filter((_, i) => Math.floor(i / 3) % 300 < 120 === left)
      return { left: half(true), right: half(false) }
    }
    const [kiki, bruno, hotter] = [await legendOf('Kiki', 1), await legendOf('Bruno', 1), await legendOf('Kiki', 2)]
    expect(bruno.left).not.toEqual(kiki.left)
    expect(bruno.right).toEqual(kiki.right)
    expect(hotter.left).toEqual(kiki.left)
    expect(hotter.right).not.toEqual(kiki.right)
  })

  it('draws the outline of the region over the heat', async () => {
    const before = picture(100, 100)
    const mask = { width: 4, height: 4, data: Float32Array.from({ length: 16 }, (_, i) => (i % 4 < 2 ? 1 : 0)) }
    const settings = { name: 'Kiki', outline: { mask, color: '#ffffff' } }
    const after = await heatPicture(before, { width: 4, height: 4, data: new Float32Array(16) }, settings)
    const changed = changes(before, after)
    const row = changed.slice(50 * 100, 51 * 100).flatMap((change, x) => (change > 100 ? [x] : []))
    expect(row.length).toBeGreaterThan(2)
    for (const x of row) expect(x < 4 || Math.abs(x + 0.5 - 50) < 3).toBe(true)
  })

  it.each([8, 40, 1500])('draws a picture that is %i pixels wide', async (width) => {
    const after = await heatPicture(picture(width, 30), peakMap(3, 3, 1, 1), {
      name: 'A name that is far too long '.repeat(9),
    })
    expect(after.width).toBe(width)
    expect(after.pixels.length).toBe(after.width * after.height * 3)
  })
})

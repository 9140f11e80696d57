import { describe, expect, it } from 'vitest'
import { maskBorder } from './maskBorder.ts'
import { createPaper } from './paper.ts'
import { drawOutline } from './regionOutline.ts'

function boxMask(width: number, height: number, box: { left: number; top: number; right: number; bottom: number }) {
  const inside = (x: number, y: number) => x >= box.left && x < box.right && y >= box.top && y < box.bottom
  const data = Float32Array.from({ length: width * height }, (_, i) =>
    inside(i % width, Math.floor(i / width)) ? 1 : 0,
  )
  return { width, height, data }
}

function pixelAt(paper: { width: number; pixels: Uint8Array }, x: number, y: number): number[] {
  return [...paper.pixels.subarray((y * paper.width + x) * 3, (y * paper.width + x) * 3 + 3)]
}

describe('maskBorder', () => {
  it('runs between the cells that are inside and those that are not', () => {
    const mask = boxMask(20, 20, { left: 5, top: 8, right: 15, bottom: 12 })
    const lines = [...maskBorder(mask, 20, 20, 0)]
    const xs = lines.flatMap(([fromX, , toX]) => [fromX, toX])
    const ys = lines.flatMap(([, fromY, , toY]) => [fromY, toY])
    expect([Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]).toEqual([5, 15, 8, 12])
  })

  it('closes: every end is the start of another line', () => {
    // Noise has every kind of square, also those with opposite corners inside.
    const data = Float32Array.from({ length: 300 }, (_, i) => ((i * 7919) % 101) / 101)
    const ends = new Map<string, number>()
    for (const [fromX, fromY, toX, toY] of maskBorder({ width: 20, height: 15, data }, 20, 15, 0)) {
      for (const end of [`${fromX.toFixed(3)} ${fromY.toFixed(3)}`, `${toX.toFixed(3)} ${toY.toFixed(3)}`]) {
        ends.set(end, (ends.get(end) ?? 0) + 1)
      }
    }
    expect(ends.size).toBeGreaterThan(100)
    expect([...ends.values()].every((count) => count % 2 === 0)).toBe(true)
  })

  it('has the length of a circle around a disk', () => {
    const data = Float32Array.from({ length: 10_000 }, (_, i) => {
      const distance = Math.hypot((i % 100) + 0.5 - 50, Math.floor(i / 100) + 0.5 - 50)
      return Math.min(Math.max(30.5 - distance, 0), 1)
    })
    let length = 0
    for (const [fromX, fromY, toX, toY] of maskBorder({ width: 100, height: 100, data }, 100, 100, 0)) {
      length += Math.hypot(toX - fromX, toY - fromY)
    }
    expect(length / (2 * Math.PI * 30)).toBeCloseTo(1, 2)
  })

  it('places a mask on a coarse grid where its cells lie on the picture', () => {
    const mask = boxMask(8, 4, { left: 2, top: 1, right: 6, bottom: 3 })
    const lines = [...maskBorder(mask, 160, 120, 0)]
    const xs = lines.map(([x]) => x)
    const ys = lines.map(([, y]) => y)
    expect(Math.min(...xs)).toBeCloseTo(40, 0)
    expect(Math.max(...xs)).toBeCloseTo(120, 0)
    expect(Math.min(...ys)).toBeCloseTo(30, 0)
    expect(Math.max(...ys)).toBeCloseTo(90, 0)
  })

  it('keeps away from the border of the picture, and is nothing for an empty mask', () => {
    const full = { width: 4, height: 4, data: new Float32Array(16).fill(1) }
    for (const line of maskBorder(full, 40, 40, 2)) {
      for (const place of line) expect(Math.min(place, 40 - place)).toBeGreaterThanOrEqual(2)
    }
    expect([...maskBorder(full, 40, 40, 2)].length).toBeGreaterThan(0)
    expect([...maskBorder({ ...full, data: new Float32Array(16) }, 40, 40, 2)]).toEqual([])
  })
})

describe('drawOutline', () => {
  const mask = boxMask(40, 40, { left: 10, top: 10, right: 30, bottom: 30 })
  const place = { left: 0, top: 0, width: 40, height: 40 }

  it.each(['#ffffff', '#000000', '#808080', '#1f9e8f'])('is seen on the ground %s', (ground) => {
    for (const color of ['#ffffff', '#1f9e8f', '#000000']) {
      const paper = createPaper(40, 40, ground)
      const [before] = [pixelAt(paper, 0, 0)]
      drawOutline(paper, place, { mask, color })
      const contrasts = [8, 9, 10, 11].map((x) => Math.abs(pixelAt(paper, x, 20)[0]! - before[0]!))
      expect(Math.max(...contrasts)).toBeGreaterThan(60)
    }
  })

  it('leaves everything but the line alone', () => {
    const paper = createPaper(60, 50, '#336699')
    drawOutline(paper, { ...place, left: 15, top: 5 }, { mask })
    const changed: [number, number][] = []
    for (let i = 0; i < 60 * 50; i++) {
      if (pixelAt(paper, i % 60, Math.floor(i / 60)).join() !== '51,102,153') changed.push([i % 60, Math.floor(i / 60)])
    }
    expect(changed.length).toBeGreaterThan(80)
    for (const [x, y] of changed) {
      // The box spans 25 to 45 and 15 to 35 here.
      const outside = Math.max(25 - x - 0.5, x + 0.5 - 45, 15 - y - 0.5, y + 0.5 - 35)
      expect(Math.abs(outside)).toBeLessThan(2.5)
    }
  })
})

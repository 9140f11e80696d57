import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createProject } from '../protocol/project.ts'
import { heatPictures } from './heatPictures.ts'
import type { PictureReading } from './readPicture.ts'

const side = 64
const image = { width: side, height: side, pixels: new Uint8Array(side * side * 3).fill(90) }
const left = { type: 'box', x: 0, y: 16, width: 24, height: 32 } as const

/** A reading whose maps have one high cell in the middle of the right half. */
function reading(peaks: Readonly<Record<string, number>>): PictureReading {
  const concepts = Object.entries(peaks).map(([conceptId, peak]) => {
    const map = new Float64Array(16)
    map[6] = peak
    const presence = { conceptId, presence: 0.5, found: true, peakCell: { y: 1, x: 2 }, overlap: 0, bleed: 0 }
    return { presence, map }
  })
  return { grid: { height: 4, width: 4 }, concepts }
}

/** How much each pixel of a heat picture differs from the picture, by the suffix. */
async function heats(peaks: Readonly<Record<string, number>>): Promise<Record<string, number[][]>> {
  const { concepts } = createProject({
    model: { path: 'model' },
    concepts: [
      { id: 'a', name: 'Kiki' },
      { id: 'b', name: 'Bruno', region: left, color: '#ff0000' },
    ],
  })
  const context = { canvas: { width: side, height: side }, maskPixels: () => undefined }
  const changes: Record<string, number[][]> = {}
  for await (const { suffix, png } of heatPictures(image, reading(peaks), { project: { concepts }, context })) {
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true })
    expect(info.width).toBe(side)
    const changeAt = (x: number, y: number) => {
      const place = (y * side + x) * 3
      return Math.max(...[0, 1, 2].map((channel) => Math.abs(data[place + channel]! - 90)))
    }
    changes[suffix] = Array.from({ length: side }, (_, y) =>
      Array.from({ length: side }, (_unused, x) => changeAt(x, y)),
    )
  }
  return changes
}

const peakOf = (changes: number[][]) => changes[24]![40]!

describe('heatPictures', () => {
  it('are one for each concept that was read, warm where its map is high, with its region outlined', async () => {
    const { '.kiki.heat.png': kiki, '.bruno.heat.png': bruno, ...others } = await heats({ b: 2, a: 2 })
    expect(others).toEqual({})
    expect(peakOf(kiki!)).toBeGreaterThan(60)
    expect(kiki![60]![4]).toBe(0)
    expect(kiki![32]![24]).toBe(0)
    expect(Math.max(...bruno![32]!.slice(22, 27))).toBeGreaterThan(60) // the right edge of the region
    expect(Object.keys(await heats({ b: 2 }))).toEqual(['.bruno.heat.png'])
  })

  it('share one scale', async () => {
    const alone = await heats({ a: 1.2 })
    const beside = await heats({ a: 1.2, b: 4 })
    expect(peakOf(beside['.kiki.heat.png']!)).toBeLessThan(peakOf(alone['.kiki.heat.png']!))
  })

  it('do not blow up what is small', async () => {
    const { '.kiki.heat.png': faint } = await heats({ a: 0.02 })
    expect(Math.max(...faint!.flat())).toBeLessThan(10)
  })
})

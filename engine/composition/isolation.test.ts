import { describe, expect, it } from 'vitest'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import { isolationMask, releasedIsolationMask } from './isolation.ts'
import { layerRegions } from './regions/layers.ts'

const grid = { height: 3, width: 4 }
const cells = 12
const scores = createTorchGenerator(3).normal(cells * cells)

const columns = (...wanted: number[]) =>
  Float32Array.from({ length: cells }, (_, cell) => Number(wanted.includes(cell % grid.width)))

/** Softmax over the keys of every query, with numbers as small as the engine's float32 has. */
function attend(mask: Float32Array): Float64Array[] {
  return Array.from({ length: cells }, (_, query) => {
    const row = Float64Array.from({ length: cells }, (_unused, key) => {
      const place = query * cells + key
      return Math.fround(Math.exp(scores[place]! + mask[place]!))
    })
    const sum = row.reduce((total, value) => total + value, 0)
    return row.map((value) => value / sum)
  })
}

const free = attend(new Float32Array(cells * cells))
const [left, right] = [columns(0), columns(2, 3)]

describe.each([
  ['fixed', (masks: Float32Array[]) => isolationMask(() => layerRegions(masks, 'z-order', cells), 0)(grid)],
  ['faithful', (masks: Float32Array[]) => releasedIsolationMask(() => masks)(grid)],
])('isolation, %s', (_, maskOf) => {
  const isolated = attend(maskOf([left, right]))

  it('LoRA-Composer invariant 4: no region looks at another, rows add up to 1, the background sees all', () => {
    for (let query = 0; query < cells; query++) {
      expect(isolated[query]!.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
      for (let key = 0; key < cells; key++) {
        const foreign = left[query]! * right[key]! + right[query]! * left[key]! > 0
        if (foreign) expect(isolated[query]![key]).toBe(0)
        else expect(isolated[query]![key]).toBeGreaterThan(0)
      }
      const owned = left[query]! + right[query]!
      if (owned === 0) expect(isolated[query]).toEqual(free[query])
    }
  })

  it('of one region alone hides nothing', () => {
    expect(maskOf([left]).every((value) => value === 0)).toBe(true)
  })
})

describe('where regions overlap', () => {
  const overlapping = [columns(0, 1), columns(1, 2)]

  it('shared cells see themselves, but as released only the background', () => {
    const shared = 1
    const average = isolationMask(() => layerRegions(overlapping, 'average', cells), 0)(grid)
    expect(attend(average)[shared]![shared]).toBeGreaterThan(0)
    const released = attend(releasedIsolationMask(() => overlapping)(grid))[shared]!
    released.forEach((value, key) => expect(value > 0).toBe(key % grid.width === 3))
  })

  it('softness lets a part through', () => {
    const soft = attend(isolationMask(() => layerRegions([left, right], 'z-order', cells), 0.25)(grid))
    const hard = attend(isolationMask(() => layerRegions([left, right], 'z-order', cells), 0)(grid))
    expect(soft[0]![2]).toBeGreaterThan(hard[0]![2]!)
    expect(soft[0]![2]).toBeLessThan(free[0]![2]!)
  })
})

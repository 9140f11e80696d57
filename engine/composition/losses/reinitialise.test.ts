import { describe, expect, it } from 'vitest'
import { float32 } from '../../tensor/tensor.ts'
import { largestDifference } from '../../testing/closeness.ts'
import { largestCell } from '../regions/grid.ts'
import { boxLossRegion, shapeLossRegion } from './lossRegion.ts'
import { bestShift, reinitialiseLatents, windowScores } from './reinitialise.ts'

const grid = { height: 8, width: 10 }
const canvas = { height: 800, width: 1000 }
const region = boxLossRegion({ x: 250, y: 160, width: 500, height: 560 }, canvas, grid, 'faithful')
const map = Float64Array.from(
  { length: 80 },
  (_, cell) => 0.2 * (0.5 + 0.4 * Math.sin(0.5 * Math.floor(cell / 10) + 0.3 * (cell % 10))),
)
const latents = float32(
  [1, 2, 32, 40],
  Float32Array.from({ length: 2 * 32 * 40 }, (_, index) => 3 * Math.sin(index * index) + 0.5),
)
const at = (data: Float32Array, channel: number, y: number, x: number) => data[channel * 1280 + y * 40 + x]!
const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length
const deviation = (values: Float32Array) => {
  const middle = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length)
}
const sorted = (values: Float32Array) => Float32Array.from(values).sort()

describe('windowScores', () => {
  it('has the reference size and best window of a box on a grid of 8 x 10', () => {
    const { grid: places, scores } = windowScores([map], region)
    expect(places).toEqual({ height: 4, width: 7 })
    expect(largestCell(scores)).toBe(0)
    expect(bestShift([map], region)).toEqual({ down: -2, right: -3 })
  })

  it('sums the attention of all tokens over a window', () => {
    const { grid: places, scores } = windowScores([map, map.map((value) => 2 * value)], region)
    let expected = 0
    for (let y = 0; y < 5; y++) for (let x = 0; x < 4; x++) expected += 3 * map[(y + 1) * 10 + x + 5]!
    expect(scores[1 * places.width + 5]).toBeCloseTo(expected, 12)
  })

  it('finds a bright spot with a free shape', () => {
    const disc = Float32Array.from({ length: 80 }, (_, cell) =>
      Math.hypot(Math.floor(cell / 10) - 2, (cell % 10) - 2) < 1.5 ? 1 : 0,
    )
    const spot = Float64Array.from({ length: 80 }, (_, cell) =>
      Math.hypot(Math.floor(cell / 10) - 5, (cell % 10) - 7) < 1.5 ? 1 : 0,
    )
    expect(bestShift([spot], shapeLossRegion(disc, grid))).toEqual({ down: 3, right: 5 })
  })
})

describe('reinitialiseLatents', () => {
  const far = {
    region: boxLossRegion({ x: 0, y: 0, width: 300, height: 300 }, canvas, grid, 'fixed'),
    shift: { down: 4, right: 5 },
  }

  it('copies the noise of the window into the region, up to one brightness and contrast', () => {
    const { data } = reinitialiseLatents(latents, [far], 'copy')
    const factor = (at(data, 0, 1, 1) - at(data, 0, 2, 2)) / (at(latents.data, 0, 17, 21) - at(latents.data, 0, 18, 22))
    const shift = at(data, 0, 1, 1) - factor * at(latents.data, 0, 17, 21)
    for (let channel = 0; channel < 2; channel++) {
      for (let y = 0; y < 32; y++) {
        for (let x = 0; x < 40; x++) {
          const source = y < 12 && x < 12 ? at(latents.data, channel, y + 16, x + 20) : at(latents.data, channel, y, x)
          expect(at(data, channel, y, x)).toBeCloseTo(factor * source + shift, 4)
        }
      }
    }
  })

  it.each(['copy', 'swap'] as const)('LoRA-Composer invariant 9: %s keeps mean and deviation of the whole', (way) => {
    const { data } = reinitialiseLatents(latents, [far, { region, shift: { down: -2, right: -3 } }], way)
    expect(largestDifference(data, latents.data)).toBeGreaterThan(0.1)
    expect(mean(data)).toBeCloseTo(mean(latents.data), 6)
    expect(deviation(data)).toBeCloseTo(deviation(latents.data), 6)
  })

  it.each(['copy', 'swap'] as const)(
    'LoRA-Composer invariant 9: %s changes nothing where the window is the region, or the region is the canvas',
    (way) => {
      const whole = boxLossRegion({ x: 0, y: 0, width: 1000, height: 800 }, canvas, grid, 'faithful')
      expect(bestShift([map], whole)).toEqual({ down: 0, right: 0 })
      for (const move of [
        { region, shift: { down: 0, right: 0 } },
        { region: whole, shift: bestShift([map], whole) },
      ]) {
        expect(largestDifference(reinitialiseLatents(latents, [move], way).data, latents.data)).toBeLessThan(1e-6)
      }
      expect(reinitialiseLatents(latents, [], way)).toEqual(latents)
    },
  )

  it('LoRA-Composer invariant 9: outside the region the noise only changes by brightness and contrast', () => {
    const { data } = reinitialiseLatents(latents, [far], 'copy')
    const outside = [20, 21, 22, 23].map((x) => [at(latents.data, 1, 30, x), at(data, 1, 30, x)] as const)
    const slope = (outside[1]![1] - outside[0]![1]) / (outside[1]![0] - outside[0]![0])
    for (const [before, after] of outside) {
      expect(after - outside[0]![1]).toBeCloseTo(slope * (before - outside[0]![0]), 4)
    }
  })

  it('copy leaves noise twice, swap only moves it, also where region and window overlap', () => {
    const overlapping = { region, shift: { down: -2, right: -3 } }
    for (const moves of [[far], [overlapping], [far, overlapping]]) {
      expect(sorted(reinitialiseLatents(latents, moves, 'swap').data)).toEqual(sorted(latents.data))
      const copied = reinitialiseLatents(latents, moves, 'copy').data
      expect(new Set(copied).size).toBeLessThan(new Set(latents.data).size)
    }
    const swapped = reinitialiseLatents(latents, [overlapping], 'swap').data
    expect(at(swapped, 0, 8, 12)).toBe(at(latents.data, 0, 0, 0))
    expect(at(swapped, 0, 27, 27)).toBe(at(latents.data, 0, 19, 15))
  })

  it('a later region overwrites an earlier one, and copies noise as it was at first', () => {
    const same = { region: far.region, shift: { down: 2, right: 6 } }
    const both = reinitialiseLatents(latents, [far, same], 'copy').data
    expect(both).toEqual(reinitialiseLatents(latents, [same], 'copy').data)
    // The second reads where the first has written.
    const back = boxLossRegion({ x: 500, y: 400, width: 300, height: 300 }, canvas, grid, 'fixed')
    const exchanged = reinitialiseLatents(latents, [far, { region: back, shift: { down: -4, right: -5 } }], 'copy').data
    expect(sorted(exchanged).map((value) => Math.round(value * 1e4))).toEqual(
      sorted(latents.data).map((value) => Math.round(value * 1e4)),
    )
    expect(at(exchanged, 0, 16, 20)).toBeCloseTo(at(latents.data, 0, 0, 0), 5)
    expect(at(exchanged, 0, 0, 0)).toBeCloseTo(at(latents.data, 0, 16, 20), 5)
  })

  it('does not change what it was given', () => {
    const before = Float32Array.from(latents.data)
    reinitialiseLatents(latents, [far], 'swap')
    reinitialiseLatents(latents, [far], 'copy')
    expect(latents.data).toEqual(before)
  })
})

import { describe, expect, it } from 'vitest'
import { heatColor, heatColors, heatOpacity } from './heatColors.ts'
import { fromOkLab, toOkLab } from './okLab.ts'
import type { OkLab } from './okLab.ts'

describe('toOkLab', () => {
  it('agrees with published colours', () => {
    const rounded = (color: OkLab) => color.map((value) => Number(value.toFixed(3)) + 0)
    expect(rounded(toOkLab([255, 255, 255]))).toEqual([1, 0, 0])
    expect(rounded(toOkLab([255, 0, 0]))).toEqual([0.628, 0.225, 0.126])
    expect(rounded(toOkLab([0, 255, 0]))).toEqual([0.866, -0.234, 0.179])
    expect(rounded(toOkLab([0, 0, 255]))).toEqual([0.452, -0.032, -0.312])
  })

  it('comes back', () => {
    for (const color of [
      [0, 0, 0],
      [12, 200, 99],
      [255, 254, 1],
      [128, 127, 129],
    ] as const) {
      expect(fromOkLab(toOkLab(color))).toEqual(color)
    }
  })
})

describe('heat colours', () => {
  it('grow lighter in steps that look equal', () => {
    // Every fifteenth, since bytes are too coarse for single steps.
    const points = heatColors.filter((_, index) => index % 15 === 0).map(toOkLab)
    const steps = points
      .slice(1)
      .map((point, i) => Math.hypot(...point.map((value, axis) => value - points[i]![axis]!)))
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length
    for (const step of steps) expect(Math.abs(step / mean - 1)).toBeLessThan(0.08)
    for (const [i, point] of points.slice(1).entries()) expect(point[0]).toBeGreaterThan(points[i]![0])
  })

  it('end where the scale ends', () => {
    expect(heatColor(0)).toEqual([0x42, 0x0a, 0x68])
    expect(heatColor(1)).toEqual([0xfc, 0xff, 0xa4])
    expect(heatColor(7)).toEqual(heatColor(1))
  })

  it('let the picture through, wholly where the map is low', () => {
    expect([-1, 0, 0.05].map(heatOpacity)).toEqual([0, 0, 0])
    const opacities = Array.from({ length: 11 }, (_, i) => heatOpacity(i / 10))
    expect(opacities).toEqual(opacities.toSorted((first, second) => first - second))
    expect(opacities.at(-1)).toBeGreaterThan(0.6)
    expect(opacities.at(-1)).toBeLessThan(0.9)
  })
})

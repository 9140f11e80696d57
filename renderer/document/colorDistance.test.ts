import { describe, expect, it } from 'vitest'
import { colorDistance, everySight, leastDistance } from './colorDistance.ts'

/** As Ottosson's page on OKLab and CSS Color 4 give them. */
const references = {
  '#000000': [0, 0, 0],
  '#ffffff': [1, 0, 0],
  '#ff0000': [0.62796, 0.22486, 0.12585],
  '#00ff00': [0.86644, -0.23389, 0.1795],
  '#0000ff': [0.45201, -0.03246, -0.31153],
} as const

describe('colorDistance', () => {
  it('is that of OKLab in normal sight', () => {
    for (const [a, of] of Object.entries(references)) {
      for (const [b, from] of Object.entries(references)) {
        const distance = Math.hypot(of[0] - from[0], of[1] - from[1], of[2] - from[2])
        expect(colorDistance(a, b, 'normal')).toBeCloseTo(distance, 3)
      }
    }
  })

  it('keeps greys as far apart in every sight, and brings red and green closer without cones for one of them', () => {
    for (const sight of everySight) expect(colorDistance('#202020', '#e0e0e0', sight)).toBeCloseTo(0.66, 1)
    const [red, green] = ['#c04030', '#507020']
    expect(colorDistance(red, green, 'deuteranopia')).toBeLessThan(0.5 * colorDistance(red, green, 'normal'))
    expect(leastDistance(red, green)).toBe(Math.min(...everySight.map((sight) => colorDistance(red, green, sight))))
  })
})

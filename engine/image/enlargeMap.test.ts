import { describe, expect, it } from 'vitest'
import { enlargeMap } from './enlargeMap.ts'

describe('enlargeMap', () => {
  it('leaves a map of the wanted size as it is', () => {
    const map = { width: 3, height: 2, data: Float32Array.of(1, 5, 2, 0, 7, 3) }
    expect(enlargeMap(map, 3, 2)).toEqual(map)
  })

  it('goes through the centres of the cells', () => {
    const map = { width: 3, height: 5, data: Float32Array.from({ length: 15 }, (_, cell) => (cell * 7) % 11) }
    const { width, data } = enlargeMap(map, 9, 25)
    for (let cell = 0; cell < 15; cell++) {
      const [x, y] = [cell % 3, Math.floor(cell / 3)]
      expect(data[(y * 5 + 2) * width + x * 3 + 1]).toBeCloseTo(map.data[cell]!, 6)
    }
  })

  it('follows a slope exactly away from the border', () => {
    const map = { width: 6, height: 1, data: Float32Array.of(0, 1, 2, 3, 4, 5) }
    const { data } = enlargeMap(map, 24, 1)
    for (let x = 8; x < 16; x++) expect(data[x]).toBeCloseTo((x + 0.5) / 4 - 0.5, 6)
  })

  it('never leaves the range of the map and keeps what is zero', () => {
    const map = { width: 8, height: 8, data: new Float32Array(64) }
    map.data[27] = 1
    const { data } = enlargeMap(map, 100, 60)
    expect(Math.max(...data)).toBeLessThanOrEqual(1)
    expect(Math.max(...data)).toBeGreaterThan(0.98)
    expect(Math.min(...data)).toBe(0)
    expect(enlargeMap({ ...map, data: new Float32Array(64) }, 100, 60).data.every((value) => value === 0)).toBe(true)
  })
})

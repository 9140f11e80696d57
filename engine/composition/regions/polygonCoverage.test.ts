import { describe, expect, it } from 'vitest'
import { largestDifference } from '../../testing/closeness.ts'
import { polygonCoverage, type Point } from './polygonCoverage.ts'

const grid = { height: 6, width: 8 }
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
const points = (...coordinates: [number, number][]): Point[] => coordinates.map(([x, y]) => ({ x, y }))

/** The even-odd rule on many samples of each cell, as an independent answer. */
function sampledCoverage(polygon: readonly Point[], parts: number): Float64Array {
  return Float64Array.from({ length: grid.height * grid.width }, (_, cell) => {
    let inside = 0
    for (let sample = 0; sample < parts * parts; sample++) {
      const x = (cell % grid.width) + ((sample % parts) + 0.5) / parts
      const y = Math.floor(cell / grid.width) + (Math.floor(sample / parts) + 0.5) / parts
      let crossings = 0
      for (const [index, a] of polygon.entries()) {
        const b = polygon[(index + 1) % polygon.length]!
        if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) crossings++
      }
      inside += crossings % 2
    }
    return inside / parts ** 2
  })
}

describe('polygonCoverage', () => {
  it('covers aligned cells fully and exactly, in either direction of the outline', () => {
    const square = points([2, 1], [5, 1], [5, 3], [2, 3])
    const expected = Array.from({ length: 48 }, (_, cell) => {
      const [x, y] = [cell % 8, Math.floor(cell / 8)]
      return x >= 2 && x < 5 && y >= 1 && y < 3 ? 1 : 0
    })
    expect([...polygonCoverage(square, grid)]).toEqual(expected)
    expect([...polygonCoverage(square.toReversed(), grid)]).toEqual(expected)
  })

  it('covers parts of cells by their area', () => {
    const coverage = polygonCoverage(points([1.25, 2.5], [2.75, 2.5], [2.75, 3.25], [1.25, 3.25]), grid)
    expect(coverage[2 * 8 + 1]).toBeCloseTo(0.75 * 0.5, 12)
    expect(coverage[2 * 8 + 2]).toBeCloseTo(0.75 * 0.5, 12)
    expect(coverage[3 * 8 + 1]).toBeCloseTo(0.75 * 0.25, 12)
    expect(sum(coverage)).toBeCloseTo(1.5 * 0.75, 12)
  })

  it('has the area of a triangle', () => {
    expect(sum(polygonCoverage(points([0.3, 0.2], [7.1, 2.9], [1.7, 5.6]), grid))).toBeCloseTo(
      Math.abs(6.8 * 5.4 - 1.4 * 2.7) / 2,
      12,
    )
  })

  const star = Array.from({ length: 5 }, (_, corner) => ({
    x: 4 + 2.9 * Math.sin((corner * 4 * Math.PI) / 5),
    y: 3 - 2.9 * Math.cos((corner * 4 * Math.PI) / 5),
  }))
  const tangle = Array.from({ length: 17 }, (_, corner) => ({
    x: 4 + 5 * Math.sin(corner * 2.3 + 1),
    y: 3 + 4 * Math.cos(corner * 1.7),
  }))

  it.each([
    ['a star that crosses itself', star],
    ['a tangle that leaves the grid', tangle],
  ])('follows the even-odd rule for %s', (_, polygon) => {
    const parts = 64
    expect(largestDifference(polygonCoverage(polygon, grid), sampledCoverage(polygon, parts))).toBeLessThan(1 / parts)
  })

  it('leaves the middle of a star empty', () => {
    const middle = polygonCoverage(
      star.map(({ x, y }) => ({ x: (x - 4) * 4 + 4, y: (y - 3) * 4 + 3 })),
      grid,
    )
    expect(middle[3 * 8 + 4]).toBe(0)
  })

  it('covers nothing where it has no area or lies elsewhere', () => {
    expect(sum(polygonCoverage(points([1, 1], [3, 3], [5, 5]), grid))).toBe(0)
    expect(sum(polygonCoverage(points([1, 2], [7, 2], [3, 2]), grid))).toBe(0)
    expect(sum(polygonCoverage(points([9, 1], [12, 1], [12, 4]), grid))).toBe(0)
    expect(sum(polygonCoverage(points([1, -9], [5, -9], [5, -2]), grid))).toBe(0)
  })

  it('mirrors with the polygon', () => {
    const mirrored = polygonCoverage(
      tangle.map(({ x, y }) => ({ x: 8 - x, y })),
      grid,
    )
    const rows = Array.from({ length: 6 }, (_, y) => [...mirrored.slice(y * 8, y * 8 + 8)].reverse()).flat()
    expect(largestDifference(polygonCoverage(tangle, grid), rows)).toBeLessThan(1e-12)
  })
})

import { describe, expect, it } from 'vitest'
import { areaAverage } from './areaAverage.ts'

const mask = (width: number, height: number, ...values: number[]) => ({
  width,
  height,
  data: Float32Array.from(values),
})
const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('areaAverage', () => {
  it('averages whole cells', () => {
    expect([...areaAverage(mask(4, 2, 1, 1, 0, 0, 0, 1, 0, 1), 2, 1)]).toEqual([0.75, 0.25])
  })

  it('counts cells at a border by the part that is covered', () => {
    expect([...areaAverage(mask(3, 1, 1, 0, 0.5), 2, 1)]).toEqual([Math.fround(2 / 3), Math.fround(1 / 3)])
    expect([...areaAverage(mask(1, 3, 1, 0, 0.5), 1, 2)]).toEqual([Math.fround(2 / 3), Math.fround(1 / 3)])
  })

  it('repeats cells of a mask that is smaller than the grid', () => {
    expect([...areaAverage(mask(2, 1, 1, 0), 3, 2)]).toEqual([1, 0.5, 0, 1, 0.5, 0])
  })

  it('returns a mask of the same size as it is', () => {
    const values = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map(Math.fround)
    expect([...areaAverage(mask(3, 2, ...values), 3, 2)]).toEqual(values)
  })

  it.each([
    [64, 64],
    [33, 17],
    [5, 7],
    [1, 1],
  ])('keeps the mean at %d x %d', (width, height) => {
    const data = Float32Array.from({ length: 50 * 30 }, (_, index) => (Math.sin(index) + 1) / 2)
    expect(mean(areaAverage({ width: 50, height: 30, data }, width, height))).toBeCloseTo(mean(data), 6)
  })

  it('keeps a full mask full, exactly', () => {
    const full = { width: 96, height: 96, data: new Float32Array(96 * 96).fill(1) }
    for (const size of [64, 32, 7, 1]) expect(new Set(areaAverage(full, size, size))).toEqual(new Set([1]))
  })
})

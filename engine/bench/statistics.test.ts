import { describe, expect, it } from 'vitest'
import { median } from '../tensor/median.ts'
import { medianOverhead, spreadOf } from './statistics.ts'

describe('statistics', () => {
  it('take the middle value of an odd number and the mean of the middle two of an even one', () => {
    expect([median([9, 1, 5]), median([4, 1, 9, 2]), median([7])]).toEqual([5, 3, 7])
    expect(median([])).toBeNaN()
  })

  it('sort by size and not as text', () => {
    expect(spreadOf([100, 9, 20])).toEqual({ min: 9, median: 20, count: 3 })
  })

  it('leave the measurements as they were', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })

  it('compare measurements within their turns, so that a slow spell of the machine cancels out', () => {
    expect(medianOverhead([110, 330, 220], [100, 300, 200])).toBeCloseTo(0.1, 10)
    expect(medianOverhead([90, 1000, 180], [100, 300, 200])).toBeCloseTo(-0.1, 10)
  })
})

import { describe, expect, it } from 'vitest'
import { cacheSaving, cacheUse } from './cacheUse.ts'

const computed = { isComputed: true, age: 0 }
const stored = (age: number) => ({ isComputed: false, age })
const evaluation = (predictionMilliseconds: number, rows: { isComputed: boolean; age: number }[], besides = 0) => ({
  rows,
  predictionMilliseconds,
  milliseconds: predictionMilliseconds + besides,
})

describe('cacheUse', () => {
  it('counts rows and knows the oldest feature that was read', () => {
    expect(cacheUse([computed, stored(1), stored(3), computed, stored(2)])).toEqual({
      ...{ computedRows: 2, reusedRows: 3, oldestFeature: 3 },
    })
    expect(cacheUse([computed])).toEqual({ computedRows: 1, reusedRows: 0, oldestFeature: 0 })
  })
})

describe('cacheSaving', () => {
  it('compares with computing every row in full', () => {
    const evaluations = [
      evaluation(100, [computed, computed]),
      evaluation(60, [computed, stored(1)]),
      evaluation(20, [stored(2), stored(1)]),
      evaluation(100, [computed, computed]),
    ]
    expect(cacheSaving(evaluations)).toBeCloseTo((400 - 280) / 400, 12)
  })

  it('counts what takes time besides predictions as time that nothing saves', () => {
    const evaluations = [evaluation(100, [computed], 50), evaluation(50, [stored(1)], 250)]
    expect(cacheSaving(evaluations)).toBeCloseTo(50 / 500, 12)
  })

  it('leaves out pauses, such as those in which a graph is opened', () => {
    const usual = [100, 100, 100].map((time) => evaluation(time, [computed]))
    const quick = [900, 25, 25].map((time) => evaluation(time, [stored(1)]))
    expect(cacheSaving([...usual, ...quick])).toBeCloseTo((600 - 375) / 600, 12)
  })

  it('is 0 without anything reused, and below it where reuse costs more', () => {
    expect(cacheSaving([evaluation(70, [computed]), evaluation(90, [computed])])).toBe(0)
    expect(cacheSaving([evaluation(70, [computed]), evaluation(84, [stored(1)])])).toBeCloseTo(-0.1, 12)
  })
})

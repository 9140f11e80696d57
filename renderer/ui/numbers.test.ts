import { describe, expect, it } from 'vitest'
import { fitNumber, readNumber } from './numbers.ts'

describe('numbers of fields', () => {
  it('stay within their limits, with the places of their step', () => {
    const limits = { min: 0, max: 2, step: 0.05 }
    expect([fitNumber(0.1 + 0.2, limits), fitNumber(9, limits), fitNumber(-1, limits)]).toEqual([0.3, 2, 0])
    expect(fitNumber(0.123456, { ...limits, precision: 3 })).toBe(0.123)
  })

  it.each([
    [' 0,5 ', 0.5],
    ['1.25', 1.25],
    ['', undefined],
    ['two', undefined],
  ])('%j reads as %j', (text, value) => expect(readNumber(text)).toBe(value))
})

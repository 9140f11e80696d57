import { describe, expect, it } from 'vitest'
import { problemOfData } from './plainData.ts'

const limits = { depth: 3, characters: 20 }
const cycle: Record<string, unknown> = {}
cycle.self = cycle
const shared = ['12345']
const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown

describe('plain data', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'x'.repeat(19)],
    ['fields', { a: 1, b: { c: [true, undefined] } }],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 })],
    ['as many levels as are allowed', nested(3)],
  ])('is %s', (_, value) => {
    expect(problemOfData(value, limits)).toBeUndefined()
  })

  it.each([
    ['one level too many', nested(4), 'deep'],
    ['levels without end', nested(1_000_000), 'deep'],
    ['a circle', cycle, 'deep'],
    ['a text that is too long', 'x'.repeat(20), 'long'],
    ['a name that is too long', { ['x'.repeat(20)]: 1 }, 'long'],
    ['the same text many times', [shared, shared, shared, shared], 'long'],
    ['many values', Array(30).fill(0), 'long'],
    ['an empty list that is long', Array(1e9), 'long'],
    ['a map', new Map(), 'no data'],
    ['a set', [new Set()], 'no data'],
    ['a date', { at: new Date() }, 'no data'],
    ['bytes', new Uint8Array(2), 'no data'],
    ['a large number', 1n, 'no data'],
    ['a function', [() => 1], 'no data'],
    ['a symbol', Symbol('x'), 'no data'],
  ])('is not %s', (_, value, problem) => {
    expect(problemOfData(value, limits)).toBe(problem)
  })
})

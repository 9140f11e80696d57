import { expect, it } from 'vitest'
import { createInventedMaps } from './inventedMaps.ts'

it('invents maps that are positive and differ from place to place and from each other', () => {
  const { map } = createInventedMaps()
  const maps = Array.from({ length: 12 }, (_, number) => map(64, number))
  for (const values of maps) {
    expect(Math.min(...values)).toBeGreaterThan(0)
    expect(values.every((value, place) => place === 0 || value !== values[place - 1])).toBe(true)
  }
  expect(new Set(maps.map(String)).size).toBe(12)
})

it('computes each map once', () => {
  const { map } = createInventedMaps()
  expect(map(64, 3)).toBe(map(64, 3))
})

it('keeps no more values than it may, the newest', () => {
  const { map } = createInventedMaps(100)
  const [first, second] = [map(40, 0), map(40, 1)]
  expect(map(40, 0)).toBe(first)
  map(40, 2)
  expect(map(40, 0)).toBe(first)
  expect(map(40, 1)).not.toBe(second)
  expect(map(101, 0)).not.toBe(map(101, 0))
})

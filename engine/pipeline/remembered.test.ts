import { expect, it } from 'vitest'
import { createRemembered } from './remembered.ts'

it('computes once for each owner and key', () => {
  const remembered = createRemembered<number>()
  const [one, other] = [{}, {}]
  let computed = 0
  const values = [
    [one, 'a'],
    [one, 'a'],
    [one, 'b'],
    [other, 'a'],
    [one, 'a'],
  ] as const
  expect(values.map(([owner, key]) => remembered.of(owner, key, () => ++computed))).toEqual([1, 1, 2, 3, 1])
})

it('forgets of an owner what was asked for longest ago', () => {
  const remembered = createRemembered<number>()
  const owner = {}
  for (let key = 0; key < 32; key++) remembered.of(owner, String(key), () => key)
  remembered.of(owner, '0', () => Number.NaN)
  remembered.of(owner, 'one more', () => 1)
  expect(remembered.of(owner, '0', () => -1)).toBe(0)
  expect(remembered.of(owner, '1', () => -1)).toBe(-1)
})

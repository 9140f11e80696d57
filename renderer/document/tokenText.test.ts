import { expect, it } from 'vitest'
import { tokenText } from './tokenText.ts'

it.each([
  [{ tokens: 0, room: 75, chunks: 1 }, undefined],
  [{ tokens: 59, room: 75, chunks: 1 }, undefined],
  [{ tokens: 60, room: 75, chunks: 1 }, 'near'],
  [{ tokens: 75, room: 75, chunks: 1 }, 'near'],
  [{ tokens: 83, room: 75, chunks: 2 }, 'continues'],
  [{ tokens: 12, room: 75, chunks: 2 }, 'parted'],
] as const)('of %j the words are %s', (count, text) => {
  expect(tokenText(count)).toBe(text)
})

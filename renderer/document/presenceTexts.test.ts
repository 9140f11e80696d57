import { describe, expect, it } from 'vitest'
import { presenceMark } from './presenceTexts.ts'

const numbers = { conceptId: 'bruno', name: 'Bruno', presence: 0.5, found: true, bleed: 0, sentence: '' }

describe('presenceMark', () => {
  it.each([
    [{ found: false }, 'missing'],
    [{ bleed: 0.6 }, 'bleeds'],
    [{ bleed: 0.6, inside: 0.2 }, 'bleeds'],
    [{ bleed: 0.2, inside: 0.7 }, 'bleeds'],
    [{ bleed: 0.1, inside: 0.3 }, 'outside'],
    [{ bleed: 0.4, inside: 0.3 }, 'outside'],
    [{ inside: 0.7 }, 'there'],
    [{ inside: 0.9, presence: 0.2 }, 'faint'],
    // Where it is matters more than how strongly.
    [{ inside: 0.3, presence: 0.2 }, 'outside'],
  ] as const)('of %j: %s', (changes, mark) => {
    expect(presenceMark({ ...numbers, ...changes })).toBe(mark)
  })
})

import { describe, expect, it } from 'vitest'
import { methodSettingsOf, plainValue } from './methodSettingsOf.ts'

describe('methodSettingsOf', () => {
  it('has what was set, in the order of the inspector, and leaves out what the method chooses', () => {
    const method = { name: 'regional', overlap: 'average', isolation: { softness: 0.05, from: 0.2 } } as const
    const rows = methodSettingsOf(method)
    expect(rows.map(({ text, value, type }) => [text, value, type])).toEqual([
      ['softness', 0.05, 'share'],
      ['isolationSteps', [0.2, 1], 'partOfSteps'],
      ['overlap', 'average', 'choice'],
    ])
    expect(methodSettingsOf({ name: 'merge' })).toEqual([])
  })

  it('writes lists and groups so that they can be read', () => {
    expect(plainValue({ kiki: ['a', 'b'], moss: 2 })).toBe('kiki: a, b, moss: 2')
  })
})

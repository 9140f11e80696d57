import { describe, expect, it } from 'vitest'
import { isFaint, presencePlace, strayedInto } from './presenceVerdict.ts'

const numbers = { presence: 0.5, found: true, bleed: 0 }

describe('presencePlace', () => {
  it.each([
    [{ found: false, bleed: 0.9, inside: 0 }, 'missing'],
    [{ bleed: 0 }, 'inPicture'],
    [{ bleed: 0.6 }, 'sharesPlaces'],
    [{ bleed: 0.6, inside: 0.2 }, 'inOthers'],
    [{ bleed: 0.1, inside: 0.3 }, 'inBackground'],
    [{ bleed: 0.05, inside: 0.49 }, 'inBackground'],
    [{ bleed: 0.45, inside: 0.3 }, 'outside'],
    [{ bleed: 0.2, inside: 0.7 }, 'reachesInto'],
    [{ bleed: 0, inside: 0.7 }, 'reachesOut'],
    [{ bleed: 0, inside: 0.95 }, 'inRegion'],
  ] as const)('of %j: %s', (changes, place) => {
    expect(presencePlace({ ...numbers, ...changes })).toBe(place)
  })
})

describe('isFaint', () => {
  it.each([
    [{ presence: 0.2, inside: 0.9 }, true],
    [{ presence: 0.25, inside: 0.9 }, false],
    [{ presence: 0.3 }, true],
    [{ presence: 0.4 }, false],
    [{ presence: 0.1, found: false }, false],
  ])('of %j: %s', (changes, answer) => {
    expect(isFaint({ ...numbers, ...changes })).toBe(answer)
  })
})

describe('strayedInto', () => {
  const bleedsInto = [
    { conceptId: 'kiki', name: 'Kiki', share: 0.4 },
    { conceptId: 'moss', name: 'Moss', share: 0.05 },
  ]

  it.each([
    [{ bleed: 0.45, inside: 0.5 }, 'Kiki'],
    [{ bleed: 0.45, inside: 0.2 }, 'Kiki'],
    [{ bleed: 0.05, inside: 0.9 }, undefined],
    [{ bleed: 0.05, inside: 0.2 }, undefined],
    // In the regions of several others, and mostly in none of them.
    [{ bleed: 0.6, inside: 0.2 }, undefined],
    [{ bleed: 0.6, inside: 0.2, bleedsInto: [{ ...bleedsInto[0]!, share: 0.6 }] }, 'Kiki'],
  ])('names for %j %s', (changes, name) => {
    expect(strayedInto({ ...numbers, bleedsInto, ...changes })?.name).toBe(name)
  })

  it('names nobody where it was not written down', () => {
    expect(strayedInto({ ...numbers, bleed: 0.9, inside: 0.1 })).toBeUndefined()
  })
})

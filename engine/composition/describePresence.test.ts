import { describe, expect, it } from 'vitest'
import { describePresence } from './describePresence.ts'
import type { ConceptPresence, RegionPresence } from './presenceAndBleed.ts'

const found: ConceptPresence = {
  conceptId: 'b',
  presence: 0.5,
  found: true,
  peakCell: { y: 0, x: 0 },
  overlap: 0,
  bleed: 0,
}
const names: Record<string, string> = { b: 'bruno', k: 'kiki', m: 'moss' }

function describeRegion(inside: number, intoKiki: number, intoMoss = 0): string {
  const region: RegionPresence = {
    presence: 0.4,
    inside,
    bleed: intoKiki + intoMoss,
    background: 1 - inside - intoKiki - intoMoss,
    bleedInto: [
      { conceptId: 'k', share: intoKiki },
      { conceptId: 'm', share: intoMoss },
    ],
    area: 0.3,
  }
  return describePresence({ ...found, region }, (id) => names[id]!)
}

describe('describePresence', () => {
  it.each([
    [0.95, 0, 0, 'bruno is in its region.'],
    [0.7, 0.05, 0, 'bruno is in its region, and reaches out of it.'],
    [0.8, 0.05, 0.1, 'bruno is in its region, and reaches into the region of moss.'],
    [0.3, 0.2, 0, 'bruno is painted mostly outside its region.'],
    [0.1, 0.8, 0.1, 'bruno is painted mostly in the region of kiki.'],
  ])('says where a concept with a region is: %s inside, %s and %s in others', (inside, kiki, moss, sentence) => {
    expect(describeRegion(inside, kiki, moss)).toBe(sentence)
  })

  it('says nothing of the place of a concept that was not found', () => {
    expect(describePresence({ ...found, found: false })).toBe('b is not recognisable in the picture.')
  })

  it('says of a concept without a region whether it shares its places', () => {
    expect(describePresence(found)).toBe('b is in the picture.')
    expect(describePresence({ ...found, overlap: 0.6 })).toBe('b is in the picture, in the same places as others.')
  })

  it('calls a concept faint that was barely found', () => {
    expect(describePresence({ ...found, presence: 0.3 })).toBe('b is faint, and in the picture.')
  })
})

import { describe, expect, it } from 'vitest'
import type { ReadConcept } from '../protocol/readConcept.ts'
import { describeReading } from './describeReading.ts'

const found: Omit<ReadConcept, 'sentence'> = { conceptId: 'b', name: 'bruno', presence: 0.5, found: true, bleed: 0 }

function describePlaced(inside: number, intoKiki: number, intoMoss = 0): string {
  const shares = [
    { conceptId: 'k', name: 'kiki', share: intoKiki },
    { conceptId: 'm', name: 'moss', share: intoMoss },
  ]
  const bleedsInto = shares.sort((a, b) => b.share - a.share)
  return describeReading({ ...found, inside, bleed: intoKiki + intoMoss, bleedsInto })
}

describe('describeReading', () => {
  it.each([
    [0.95, 0, 0, 'bruno is in its region.'],
    [0.7, 0.05, 0, 'bruno is in its region, and reaches out of it.'],
    [0.8, 0.05, 0.1, 'bruno is in its region, and reaches into the region of moss.'],
    [0.3, 0.2, 0, 'bruno is painted mostly outside its region, in the background.'],
    [0.3, 0.4, 0, 'bruno is painted mostly outside its region, much of it in the region of kiki.'],
    [0.1, 0.8, 0.1, 'bruno is painted mostly in the region of kiki.'],
    [0.1, 0.4, 0.4, 'bruno is painted mostly in the regions of others.'],
  ])('says where a concept with a region is: %s inside, %s and %s in others', (inside, kiki, moss, sentence) => {
    expect(describePlaced(inside, kiki, moss)).toBe(sentence)
  })

  it('says nothing of the place of a concept that was not found', () => {
    expect(describeReading({ ...found, found: false })).toBe('bruno is not recognisable in the picture.')
  })

  it('says of a concept without a region whether it shares its places', () => {
    expect(describeReading(found)).toBe('bruno is in the picture.')
    expect(describeReading({ ...found, bleed: 0.6 })).toBe('bruno is in the picture, in the same places as others.')
  })

  it('calls a concept faint that was barely found', () => {
    expect(describeReading({ ...found, presence: 0.3 })).toBe('bruno is faint, and in the picture.')
  })
})

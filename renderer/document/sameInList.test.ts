import { describe, expect, it } from 'vitest'
import { createConcept } from './createConcept.ts'
import { isSameInList } from './sameInList.ts'

const box = (x: number) => ({ type: 'box', x, y: 0, width: 10, height: 10 }) as const
const kiki = createConcept([], { name: 'Kiki', region: box(0) })
const moss = createConcept([kiki], { name: 'Moss', region: box(20) })

describe('lists of concepts', () => {
  it('show the same while a region is pulled along', () => {
    expect(isSameInList([kiki, moss], [{ ...kiki, region: box(7) }, moss])).toBe(true)
  })

  it.each([
    ['name', [{ ...kiki, name: 'Kiki 2' }, moss]],
    ['kind of region', [{ ...kiki, region: { type: 'canvas' } as const }, moss]],
    ['lock', [{ ...kiki, locked: true }, moss]],
    ['order', [{ ...kiki, order: 9 }, moss]],
    ['number', [kiki]],
  ])('show another %s', (_, now) => {
    expect(isSameInList([kiki, moss], now)).toBe(false)
  })
})

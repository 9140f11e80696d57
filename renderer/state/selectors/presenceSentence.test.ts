import i18next from 'i18next'
import { afterAll, describe, expect, it } from 'vitest'
import type { ReadConcept } from '../../../engine/protocol/readConcept.ts'
import { speak } from '../../i18n/language.ts'
import { insideSentence, presenceSentence } from './presenceSentence.ts'

const bruno: ReadConcept = { conceptId: 'b', name: 'Bruno', presence: 0.5, found: true, bleed: 0, sentence: '' }
const into = (share: number) => ({ bleed: share, bleedsInto: [{ conceptId: 'k', name: 'Kiki', share }] })

afterAll(() => speak('en'))

describe('what a picture shows of a concept, in words', () => {
  it.each([
    [{ found: false }, 'is not recognisable in the picture.', 'ist im Bild nicht zu erkennen.'],
    [{}, 'is in the picture.', 'ist im Bild.'],
    [{ inside: 0.9 }, 'is in its region.', 'ist in der eigenen Region.'],
    [
      { inside: 0.9, presence: 0.2 },
      'is in its region. It shows only faintly.',
      'ist in der eigenen Region. Zu erkennen ist es nur schwach.',
    ],
    [
      { inside: 0.3 },
      'is painted mostly outside its region, in the background.',
      'ist größtenteils außerhalb der eigenen Region gemalt, im Hintergrund.',
    ],
    [
      { inside: 0.3, ...into(0.4) },
      'is painted mostly outside its region, much of it in that of Kiki.',
      'ist größtenteils außerhalb der eigenen Region gemalt, viel davon in der von Kiki.',
    ],
    [
      { inside: 0.7, ...into(0.2) },
      'is in its region, and reaches into that of Kiki.',
      'ist in der eigenen Region und reicht in die von Kiki hinein.',
    ],
    [
      { inside: 0.1, ...into(0.9) },
      'is painted mostly in the region of Kiki.',
      'ist größtenteils in der Region von Kiki gemalt.',
    ],
    // As older versions wrote it: nobody is named.
    [
      { inside: 0.1, bleed: 0.9 },
      'is painted mostly in the regions of others.',
      'ist größtenteils in den Regionen anderer gemalt.',
    ],
  ])('%j', async (changes, english, german) => {
    await speak('en')
    expect(presenceSentence(i18next.t, { ...bruno, ...changes })).toBe(`Bruno ${english}`)
    await speak('de')
    expect(presenceSentence(i18next.t, { ...bruno, ...changes })).toBe(`Bruno ${german}`)
  })

  it.each([
    [{ inside: 0.92, presence: 0.34 }, '92% of what shows of it lies there.'],
    [{ inside: 0.6, ...into(0.2) }, '60% of what shows of it lies there.'],
    [{ inside: 0.3 }, '30% of what shows of it lies in its own region.'],
    [{ inside: 0.1, ...into(0.9) }, '10% of what shows of it lies in its own region.'],
    [{}, undefined],
    [{ inside: 0.9, found: false }, undefined],
  ])('says of %j how much lies in the region: %s', async (changes, sentence) => {
    await speak('en')
    expect(insideSentence(i18next.t, { ...bruno, ...changes })).toBe(sentence)
  })

  it('has the names that the document has now', async () => {
    await speak('en')
    const nameOf = (id: string) => ({ b: 'Bruno the dog', k: 'Kitty' })[id]
    const sentence = presenceSentence(i18next.t, { ...bruno, inside: 0.1, ...into(0.9) }, nameOf)
    expect(sentence).toBe('Bruno the dog is painted mostly in the region of Kitty.')
  })
})

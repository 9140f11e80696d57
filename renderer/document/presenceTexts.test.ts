import { describe, expect, it } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { presenceHints, presenceMark, presenceText, strayedInto } from './presenceTexts.ts'

describe('presenceText', () => {
  it.each([
    [{ found: false, bleed: 0.9, inside: 0 }, 'missing'],
    [{ found: true, bleed: 0 }, 'inPicture'],
    [{ found: true, bleed: 0.6 }, 'sharesPlaces'],
    [{ found: true, bleed: 0.6, inside: 0.2 }, 'inOthers'],
    [{ found: true, bleed: 0.1, inside: 0.3 }, 'outside'],
    [{ found: true, bleed: 0.2, inside: 0.7 }, 'reachesInto'],
    [{ found: true, bleed: 0, inside: 0.7 }, 'reachesOut'],
    [{ found: true, bleed: 0, inside: 0.95 }, 'inRegion'],
  ] as const)('says of %j: %s', (reading, text) => {
    expect(presenceText(reading)).toBe(text)
  })
})

describe('presenceMark', () => {
  it.each([
    [{ found: false, bleed: 0 }, 'missing'],
    [{ found: true, bleed: 0.1, inside: 0.3 }, 'outside'],
    [{ found: true, bleed: 0.2, inside: 0.7 }, 'bleeds'],
    [{ found: true, bleed: 0, inside: 0.7 }, 'there'],
  ] as const)('of %j: %s', (reading, mark) => {
    expect(presenceMark(reading)).toBe(mark)
  })
})

describe('strayedInto', () => {
  const bleedsInto = [
    { conceptId: 'kiki', name: 'Kiki', share: 0.5 },
    { conceptId: 'moss', name: 'Moss', share: 0.1 },
  ]
  const reading = { conceptId: 'bruno', name: 'Bruno', presence: 0.5, found: true, sentence: '', bleedsInto }

  it('is the concept with the largest share, where the words tell of one', () => {
    expect(strayedInto({ ...reading, bleed: 0.6, inside: 0.3 })?.name).toBe('Kiki')
    expect(strayedInto({ ...reading, bleed: 0.05, inside: 0.9 })).toBeUndefined()
  })
})

describe('presenceHints', () => {
  const project = createProject({
    model: { path: 'file:0123456789abcdef' },
    prompt: 'a meadow',
    method: { name: 'regional' },
    concepts: [
      {
        id: 'kiki',
        name: 'Kiki',
        words: 'a kiki cat',
        adapters: [{ file: { path: 'file:0123456789abcdeg' }, weight: 0.5 }],
        region: { type: 'box', x: 0, y: 0, width: 64, height: 64 },
      },
      { id: 'sky', name: 'Sky', words: 'stars' },
    ],
  })
  const reading = { name: '', presence: 0, bleed: 0, found: false, sentence: '' }

  it('tell what may help a concept that is lost', () => {
    const hints = presenceHints({ ...reading, conceptId: 'kiki', inside: 0 }, project)
    expect(hints).toEqual(['raiseWeight', 'moreRoom', 'nameInPrompt', 'chooseComposer'])
    expect(presenceHints({ ...reading, conceptId: 'sky' }, project)).toEqual(['nameInPrompt', 'giveRegion'])
  })

  it('are none for a concept that is where it belongs, or that is gone', () => {
    expect(presenceHints({ ...reading, conceptId: 'kiki', found: true, inside: 1 }, project)).toEqual([])
    expect(presenceHints({ ...reading, conceptId: 'nobody' }, project)).toEqual([])
  })
})

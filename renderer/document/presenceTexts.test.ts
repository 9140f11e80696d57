import { describe, expect, it } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { presenceHints, presenceMark } from './presenceTexts.ts'

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

  it('tell what may help a concept that is lost, two things at most', () => {
    expect(presenceHints({ ...reading, conceptId: 'kiki', inside: 0 }, project)).toEqual(['raiseWeight', 'moreRoom'])
    expect(presenceHints({ ...reading, conceptId: 'sky' }, project)).toEqual(['nameInPrompt', 'giveRegion'])
  })

  const apart = { isolation: { softness: 0.4 } }
  it.each([
    ['merge', { inside: 0.1, bleed: 0.8 }, ['heedRegions', 'moreRoom']],
    ['regional', { inside: 0.1, bleed: 0.8 }, ['moreRoom', 'chooseComposer']],
    ['composer', { inside: 0.1, bleed: 0.8 }, ['moreRoom']],
    [{ name: 'composer', ...apart }, { inside: 0.7, bleed: 0.2 }, ['moreRoom', 'keepApart']],
    [{ name: 'composer', ...apart }, { inside: 0.2, bleed: 0.1 }, ['moreRoom']],
    ['regional', { inside: 0.9, bleed: 0, presence: 0.2 }, ['raiseWeight']],
  ] as const)('tell what may help a concept by %j where %j', (method, changes, hints) => {
    const changed = { ...project, method: typeof method === 'string' ? { name: method } : method }
    const found = { ...reading, conceptId: 'kiki', found: true, presence: 0.5, ...changes }
    expect(presenceHints(found, changed)).toEqual(hints)
  })

  it('are none for a concept that is where it belongs, or that is gone', () => {
    expect(presenceHints({ ...reading, conceptId: 'kiki', found: true, presence: 0.5, inside: 1 }, project)).toEqual([])
    expect(presenceHints({ ...reading, conceptId: 'nobody' }, project)).toEqual([])
  })
})

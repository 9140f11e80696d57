import { describe, expect, it } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { presenceHints } from './presenceHints.ts'

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

  const placed = (side: number) => ({
    ...project,
    concepts: [{ ...project.concepts[0]!, region: { type: 'box' as const, x: 0, y: 0, width: side, height: side } }],
  })

  it('tell what may help a concept that is lost, two things at most', () => {
    const hintsOf = (conceptId: string) => presenceHints({ ...reading, conceptId, inside: 0 }, project, 'regional')
    expect(hintsOf('kiki')).toEqual(['raiseWeight', 'moreRoom'])
    expect(hintsOf('sky')).toEqual(['nameInPrompt', 'giveRegionOrCLoRA'])
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
    expect(presenceHints(found, changed, changed.method.name)).toEqual(hints)
  })

  const strayed = { ...reading, conceptId: 'kiki', found: true, presence: 0.5, inside: 0.1, bleed: 0.8 }
  it.each([
    ['regional', 'auto', ['chooseComposer']],
    ['composer', 'auto', ['partRegions']],
    ['composer', 'regional', ['partRegions']],
    ['regional', 'composer', ['partRegions']],
    ['merge', 'auto', ['partRegions']],
    ['merge', 'switch', ['heedRegions']],
  ] as const)('of a picture by %s, with %s chosen, name neither: %j', (usedMethod, name, hints) => {
    expect(presenceHints(strayed, { ...placed(400), method: { name } }, usedMethod)).toEqual(hints)
  })

  it.each([
    ['switch', ['nameInPrompt', 'giveRegionOrCLoRA']],
    ['clora', ['nameInPrompt', 'giveRegion']],
  ] as const)('of a picture by %s name CLoRA only where it is new', (usedMethod, hints) => {
    const byAuto = { ...project, method: { name: 'auto' as const } }
    expect(presenceHints({ ...reading, conceptId: 'sky' }, byAuto, usedMethod)).toEqual(hints)
  })

  it('have something to say also where every method was tried', () => {
    const [kiki] = placed(400).concepts
    const strong = { ...kiki!, words: '', adapters: kiki!.adapters.map((adapter) => ({ ...adapter, weight: 1 })) }
    const byComposer = { ...project, concepts: [strong], method: { name: 'composer' as const } }
    const hintsOf = (changes: object) => presenceHints({ ...strayed, bleed: 0, ...changes }, byComposer, 'composer')
    expect(hintsOf({})).toEqual(['moreRoom'])
    expect(hintsOf({ found: false })).toEqual(['sayMore'])
    expect(hintsOf({ inside: 1, presence: 0.2 })).toEqual(['sayMore'])
  })

  it('are none for a concept that is where it belongs, or that is gone', () => {
    const there = { ...reading, conceptId: 'kiki', found: true, presence: 0.5, inside: 1 }
    expect(presenceHints(there, project, 'regional')).toEqual([])
    expect(presenceHints({ ...reading, conceptId: 'nobody' }, project, 'regional')).toEqual([])
  })
})

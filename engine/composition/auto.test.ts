import { describe, expect, it } from 'vitest'
import { createProject, type ProjectInput } from '../protocol/project.ts'
import { chooseMethod, methodOfProject, type Effort } from './auto.ts'

const efforts: readonly Effort[] = ['draft', 'balanced', 'best']

type ConceptInput = NonNullable<ProjectInput['concepts']>[number]
const subject = (name: string, more: Partial<ConceptInput> = {}): ConceptInput => ({
  id: name,
  name,
  words: `a ${name}`,
  adapters: [{ file: { path: `${name}.safetensors` } }],
  ...more,
})
const style = subject('style', { words: '' })
const region = { type: 'box', x: 0, y: 0, width: 100, height: 100 } as const
const [cat, dog] = [subject('cat'), subject('dog')]
const placedCat = { ...cat, region }

const choose = (concepts: ConceptInput[], settings: Record<string, unknown> = {}, more: Partial<ProjectInput> = {}) =>
  methodOfProject(
    createProject({
      model: { path: '.' },
      concepts,
      method: { name: 'auto', ...settings } as { name: 'auto' },
      ...more,
    }),
  )

describe('chooseMethod', () => {
  it.each([
    [0, 0, ['merge', 'merge', 'merge']],
    [0, 1, ['merge', 'merge', 'merge']],
    [0, 2, ['switch', 'switch', 'clora']],
    [0, 3, ['switch', 'switch', 'clora']],
    [0, 4, ['switch', 'switch', 'switch']],
    [1, 0, ['regional', 'regional', 'composer']],
    [1, 1, ['regional', 'regional', 'composer']],
    [4, 6, ['regional', 'regional', 'composer']],
  ])('%i places and %i subjects, from a draft to the best', (placed, subjects, names) => {
    const chosen = efforts.map((effort) => chooseMethod({ placed, subjects, effort }))
    expect(chosen.map(({ method }) => method.name)).toEqual(names)
    for (const { reason } of chosen) expect(reason).toMatch(/^[A-Z0-9][^.]+\.$/)
  })

  it('reuses features in drafts of regions alone', () => {
    const cacheOf = (placed: number, effort: Effort) => chooseMethod({ placed, subjects: 2, effort }).cache.type
    expect(efforts.map((effort) => cacheOf(2, effort))).toEqual(['uniform', 'off', 'off'])
    expect(efforts.map((effort) => cacheOf(0, effort))).toEqual(['off', 'off', 'off'])
  })
})

describe('methodOfProject', () => {
  it('leaves a method alone that the artist chose', () => {
    expect(choose([cat, dog], { name: 'composite', weights: [1, 2] })).toEqual({
      method: { name: 'composite', weights: [1, 2] },
      cache: { type: 'off' },
    })
  })

  it('is balanced unless told otherwise, and says why', () => {
    expect(choose([cat, dog])).toMatchObject({
      method: { name: 'switch' },
      reason: expect.stringContaining('2 subjects'),
    })
    expect(choose([cat, dog], { effort: 'best' }).method.name).toBe('clora')
  })

  it('does not mind styles of the whole canvas', () => {
    for (const concepts of [[cat], [cat, dog], [placedCat], [placedCat, dog]]) {
      for (const effort of efforts)
        expect(choose([...concepts, style], { effort })).toEqual(choose(concepts, { effort }))
    }
  })

  it('does not count hidden concepts, and counts places of words without adapters', () => {
    expect(choose([cat, { ...dog, hidden: true }, { ...placedCat, id: 'other', hidden: true }]).method.name).toBe(
      'merge',
    )
    expect(choose([{ ...placedCat, adapters: [] }]).method.name).toBe('regional')
  })

  it("keeps the artist's cache", () => {
    const cache = { type: 'first-block', threshold: 0.2, mostSkips: 2 } as const
    expect(choose([placedCat], { effort: 'draft' }, { cache }).cache).toEqual(cache)
  })

  it('refuses an effort that does not exist', () => {
    expect(() => choose([cat], { effort: 'fast' })).toThrow("'effort' of the method 'auto'")
  })
})

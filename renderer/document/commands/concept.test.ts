import { describe, expect, it } from 'vitest'
import { createProject, type Project } from '../../../engine/protocol/project.ts'
import { createConcept } from '../createConcept.ts'
import { duplicateConcepts } from './arrange.ts'
import {
  addConcepts,
  listOrder,
  movedInList,
  renameConcept,
  reorderConcepts,
  setColor,
  setFeather,
  setNegativeWords,
  setWords,
} from './concept.ts'

const project = createProject({
  model: { path: '.' },
  concepts: [
    { id: 'kiki', name: 'Kiki', order: 1 },
    { id: 'bruno', name: 'Bruno', order: 1, negativeWords: 'blurry' },
    { id: 'style', name: 'Ink', locked: true },
  ],
})
const names = ({ concepts }: Project) => concepts.map(({ name }) => name)
const listed = ({ concepts }: Project) => listOrder(concepts).map(({ id }) => id)

describe('names of concepts', () => {
  it('get a number where they are taken, whatever their case', () => {
    expect(names(renameConcept('bruno', ' kiki ')(project))).toEqual(['Kiki', 'kiki 2', 'Ink'])
    const twice = renameConcept('style', 'Kiki')(renameConcept('bruno', 'Kiki')(project))
    expect(names(twice)).toEqual(['Kiki', 'Kiki 2', 'Kiki 3'])
  })

  it('stay where an empty one or the same one is given', () => {
    expect(renameConcept('kiki', '  ')(project)).toBe(project)
    expect(renameConcept('kiki', 'Kiki')(project)).toBe(project)
  })

  it('of added concepts and of copies are free', () => {
    const region = { type: 'canvas' as const }
    const added = createConcept(project.concepts, { name: 'Kiki', region })
    expect(added.name).toBe('Kiki 2')
    expect(names(addConcepts([{ ...added, name: 'Ink' }])(project)).at(-1)).toBe('Ink 2')
    const copied = duplicateConcepts(new Map([['kiki', 'a']]), 8)
    expect(names(copied(copied(project))).slice(3)).toEqual(['Kiki 2', 'Kiki 3'])
  })
})

describe('the list of concepts', () => {
  it('shows the uppermost first: by order, and of equal ones the later in the project', () => {
    expect(listed(project)).toEqual(['bruno', 'kiki', 'style'])
  })

  it('stacks as it is sorted', () => {
    const next = reorderConcepts(['style', 'kiki', 'bruno'])(project)
    expect(listed(next)).toEqual(['style', 'kiki', 'bruno'])
    expect(next.concepts.map(({ id }) => id)).toEqual(['kiki', 'bruno', 'style'])
    expect(reorderConcepts(['bruno', 'kiki', 'style'])(project)).toBe(project)
  })

  it('keeps what is dragged together, above or below the row where it is dropped', () => {
    const ids = ['a', 'b', 'c', 'd']
    expect(movedInList(ids, ['a'], 'c')).toEqual(['b', 'c', 'a', 'd'])
    expect(movedInList(ids, ['d'], 'b')).toEqual(['a', 'd', 'b', 'c'])
    expect(movedInList(ids, ['a', 'c'], 'd')).toEqual(['b', 'd', 'a', 'c'])
    expect(movedInList(ids, ['a', 'b'], 'b')).toEqual(ids)
  })
})

describe('fields of concepts', () => {
  it('change for all that are chosen, locked ones too', () => {
    const all = ['kiki', 'style']
    const next = setColor(all, '#123456')(setWords(all, 'a cat')(project))
    expect(next.concepts.map(({ words, color }) => [words, color])).toEqual([
      ['a cat', '#123456'],
      ['', undefined],
      ['a cat', '#123456'],
    ])
  })

  it('without negative words is missing', () => {
    expect('negativeWords' in setNegativeWords(['bruno'], '')(project).concepts[1]!).toBe(false)
    expect(setNegativeWords(['kiki'], '')(project)).toBe(project)
  })

  it('has no feather below nothing', () => {
    expect(setFeather(['kiki'], -3)(project)).toBe(project)
    expect(setFeather(['kiki'], 12)(project).concepts[0]!.feather).toBe(12)
  })
})

import { describe, expect, it } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { joinedWords, namedConcepts, occurrencesOf } from './occurrences.ts'

describe('words in a text', () => {
  it('are whole words in any case', () => {
    expect(occurrencesOf('A Kiki  cat, a category, kiki-cat', 'kiki cat')).toEqual([
      { start: 2, end: 11 },
      { start: 25, end: 33 },
    ])
    expect(occurrencesOf('a cat', ' , ')).toEqual([])
  })

  it('name concepts that are not hidden, the longer ones first', () => {
    const { concepts } = createProject({
      model: { path: '.' },
      concepts: [
        { id: 'cat', name: 'Cat', words: 'cat' },
        { id: 'kiki', name: 'Kiki', words: 'a kiki cat' },
        { id: 'none', name: 'None' },
        { id: 'dog', name: 'Dog', words: 'dog', hidden: true },
      ],
    })
    expect(namedConcepts('a cat, a kiki cat and a dog', concepts)).toEqual([
      { start: 2, end: 5, conceptId: 'cat' },
      { start: 7, end: 17, conceptId: 'kiki' },
    ])
  })

  it('are joined with one comma', () => {
    expect(['', 'a cat', 'a cat, '].map((text) => joinedWords(text, 'red'))).toEqual([
      'red',
      'a cat, red',
      'a cat, red',
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { conceptName, occurrencesOf, withArticle } from './conceptName.ts'

describe('the name in the words of a concept', () => {
  it.each([
    ['a kiki cat', undefined, 'a', 'kiki cat', 'cat'],
    ['kiki cat', undefined, '', 'kiki cat', 'cat'],
    ['The old kiki cat, teal fur', undefined, 'The', 'old kiki cat', 'cat'],
    ['an ember dragon with a flame', undefined, 'an', 'ember dragon', 'dragon'],
    ['a photo of a sks dog in a bucket', undefined, 'a', 'sks dog', 'dog'],
    ['a (kiki cat:1.2)', undefined, 'a', 'kiki cat', 'cat'],
    ['sks', undefined, '', 'sks', 'sks'],
    ['a kiki cat', 'feline', 'a', 'kiki cat', 'feline'],
    ['kiki', 'a cat', 'a', 'kiki', 'cat'],
    ['a kiki house cat asleep', 'house cat', 'a', 'kiki house cat', 'house cat'],
    ['in blue', undefined, '', 'in blue', 'blue'],
    ['🐱', undefined, '', '🐱', '🐱'],
  ])('%j with the noun %j', (words, noun, article, naming, foundNoun) => {
    expect(conceptName(words, noun)).toEqual({ words, article, naming, noun: foundNoun })
  })

  it('is not the word behind a preposition, although that is the last', () => {
    expect(conceptName('a bruno dog wearing a hat').noun).not.toBe('hat')
  })
})

describe('occurrences of words', () => {
  it('are whole words, in any case, whatever stands between', () => {
    const text = 'A Kiki  (Cat) and a kiki category'
    expect(occurrencesOf(text, 'kiki cat')).toEqual([{ start: 2, end: 12 }])
  })

  it('begin with the article if that is wanted', () => {
    expect(occurrencesOf('the cat and cats', 'cat', { withArticle: true })).toEqual([{ start: 0, end: 7 }])
  })

  it('of nothing are nowhere', () => {
    expect(occurrencesOf('a cat', '!')).toEqual([])
  })
})

it('an article fits what it stands before', () => {
  expect([
    withArticle('a', 'owl'),
    withArticle('An', 'cat'),
    withArticle('the', 'owl'),
    withArticle('', 'cat'),
  ]).toEqual(['an owl', 'A cat', 'the owl', 'cat'])
})

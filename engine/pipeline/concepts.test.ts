import { expect, it } from 'vitest'
import { createProject } from '../protocol/project.ts'
import { mergedPrompts, visibleConcepts } from './concepts.ts'

const project = (
  prompt: string,
  concepts: { words: string; negativeWords?: string; hidden?: boolean; order?: number }[],
) =>
  createProject({
    model: { path: '.' },
    prompt,
    negativePrompt: 'blur',
    concepts: concepts.map((concept, index) => ({ id: `${index}`, name: concept.words, ...concept })),
  })

it.each([
  ['a meadow', ['a cat'], 'a meadow, a cat'],
  ['A  Cat in a meadow', ['a cat'], 'A  Cat in a meadow'],
  ['a category', ['a cat'], 'a category, a cat'],
  ['', ['a cat', 'a dog'], 'a cat, a dog'],
  ['a (kiki cat:1.2), at night', ['kiki cat'], 'a (kiki cat:1.2), at night'],
  ['a meadow', ['', '  '], 'a meadow'],
])('the prompt %j with the words %j is %j', (prompt, words, expected) => {
  expect(
    mergedPrompts(
      project(
        prompt,
        words.map((text) => ({ words: text })),
      ),
    ).prompt,
  ).toBe(expected)
})

it('takes the words of visible concepts alone, the lowest first', () => {
  const concepts = [
    { words: 'top', order: 2, negativeWords: 'fog' },
    { words: 'hidden', hidden: true, negativeWords: 'rain' },
    { words: 'bottom', order: 1 },
  ]
  expect(mergedPrompts(project('', concepts))).toEqual({ prompt: 'bottom, top', negativePrompt: 'blur, fog' })
  expect(visibleConcepts(project('', concepts)).map(({ words }) => words)).toEqual(['bottom', 'top'])
})

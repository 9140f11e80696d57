import { expect, it } from 'vitest'
import { createProject } from '../protocol/project.ts'
import { mergedPrompts } from './conceptPrompts.ts'

/** What a method is given: a prompt and concepts with words. */
function source(prompt: string, words: readonly { words: string; negativeWords?: string }[]) {
  const { concepts } = createProject({
    model: { path: '.' },
    concepts: words.map((concept, index) => ({ id: `${index}`, name: concept.words, ...concept })),
  })
  return { prompt, negativePrompt: 'blur', concepts: concepts.map((concept) => ({ concept, adapters: [] })) }
}

it.each([
  ['a meadow', ['a cat'], 'a meadow, a cat'],
  ['A  Cat in a meadow', ['a cat'], 'A  Cat in a meadow'],
  ['a category', ['a cat'], 'a category, a cat'],
  ['', ['a cat', 'a dog'], 'a cat, a dog'],
  ['a (kiki cat:1.2), at night', ['kiki cat'], 'a (kiki cat:1.2), at night'],
  ['a meadow', ['', '  '], 'a meadow'],
])('the prompt %j with the words %j is %j', (prompt, words, expected) => {
  const concepts = words.map((text) => ({ words: text }))
  expect(mergedPrompts(source(prompt, concepts)).prompt).toBe(expected)
})

it('gathers negative words likewise', () => {
  const concepts = [{ words: 'fox', negativeWords: 'fog' }, { words: 'owl' }]
  expect(mergedPrompts(source('', concepts))).toEqual({ prompt: 'fox, owl', negativePrompt: 'blur, fog' })
})

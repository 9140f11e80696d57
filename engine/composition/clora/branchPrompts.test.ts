import { describe, expect, it } from 'vitest'
import { branchPrompt, promptPattern, type Mention } from './branchPrompts.ts'

const cat: Mention = { words: 'a kiki cat', hasBranch: true }
const dog: Mention = { words: 'a bruno dog', hasBranch: true }

/** The prompts of the background and of each mention that has a branch. */
function prompts(prompt: string, mentions: readonly Mention[]): string[] {
  const pattern = promptPattern(prompt, mentions)
  const own = mentions.filter(({ hasBranch }) => hasBranch).map(({ words }) => words)
  return [undefined, ...own].map((words) => branchPrompt(pattern, words).prompt)
}

describe('the prompt of a branch', () => {
  it.each([
    [
      'names in each branch its own concept alone',
      'a kiki cat and a bruno dog in a meadow',
      [cat, dog],
      ['a cat and a dog in a meadow', 'a kiki cat and a dog in a meadow', 'a cat and a bruno dog in a meadow'],
    ],
    [
      'takes a plain prompt and says the names in it',
      'a cat and the dog',
      [cat, dog],
      ['a cat and the dog', 'a kiki cat and the dog', 'a cat and the bruno dog'],
    ],
    [
      'appends what the prompt does not speak of',
      'a meadow',
      [cat, dog],
      ['a meadow, a cat, a dog', 'a meadow, a kiki cat, a dog', 'a meadow, a cat, a bruno dog'],
    ],
    ['begins with the words where there is no prompt', '', [cat], ['a cat', 'a kiki cat']],
    [
      'says words without adapters everywhere',
      'a meadow',
      [cat, { words: 'pixelart style', hasBranch: false }],
      ['a meadow, a cat, pixelart style', 'a meadow, a kiki cat, pixelart style'],
    ],
    [
      'keeps weights around a name',
      'a (kiki cat:1.3) at night',
      [{ words: 'kiki cat', hasBranch: true }],
      ['a (cat:1.3) at night', 'a (kiki cat:1.3) at night'],
    ],
    [
      'keeps a bracket that opens within the words',
      'a (kiki cat:1.3) at night',
      [cat],
      ['a (cat:1.3) at night', 'a (kiki cat:1.3) at night'],
    ],
    [
      'bends the article before the noun',
      'an ember dragon',
      [{ words: 'ember dragon', hasBranch: true }],
      ['a dragon', 'an ember dragon'],
    ],
    [
      'takes the noun that is given',
      'a meadow with mrkittenx',
      [{ words: 'mrkittenx', hasBranch: true, noun: 'a cat' }],
      ['a meadow with a cat', 'a meadow with mrkittenx'],
    ],
    [
      'finds longer words first',
      'a kiki cat and a kiki',
      [{ words: 'kiki', hasBranch: true, noun: 'robot' }, cat],
      ['a cat and a robot', 'a cat and a kiki', 'a kiki cat and a robot'],
    ],
  ] as const)('%s', (_, prompt, mentions, expected) => {
    expect(prompts(prompt, mentions)).toEqual(expected)
  })

  it('keeps two concepts of one noun apart', () => {
    const momo = { words: 'a momo cat', hasBranch: true }
    const pattern = promptPattern('a momo cat and a cat', [cat, momo])
    expect(branchPrompt(pattern, cat.words)).toMatchObject({
      prompt: 'a cat and a kiki cat',
      phrases: [
        { words: 'a momo cat', denotes: ['cat'], start: 0 },
        { words: 'a kiki cat', denotes: ['kiki cat', 'cat'], start: 10 },
      ],
    })
  })

  it('takes concepts of the same words for one', () => {
    expect(prompts('a meadow', [cat, cat])).toEqual(['a meadow, a cat', 'a meadow, a kiki cat', 'a meadow, a kiki cat'])
  })

  it('does not take a noun from words that mean something else', () => {
    const statue = { words: 'a cat statue', hasBranch: false }
    expect(prompts('a cat statue', [statue, cat])[1]).toBe('a cat statue, a kiki cat')
  })

  it('knows whether anything follows a name', () => {
    const pattern = promptPattern('a kiki cat and a bruno dog', [cat, dog])
    expect(branchPrompt(pattern, undefined).phrases.map(({ isFollowed }) => isFollowed)).toEqual([true, false])
  })
})

import { describe, expect, it } from 'vitest'
import { createProject } from '../protocol/project.ts'
import type { ProjectInput } from '../protocol/project.ts'
import { wholePrompt } from './wholePrompt.ts'

function promptOf(prompt: string, concepts: ProjectInput['concepts']): string {
  return wholePrompt(createProject({ model: { path: 'm' }, prompt, concepts })).prompt
}

describe('wholePrompt', () => {
  const kiki = { id: 'k', name: 'Kiki', words: 'a kiki cat' }
  const bruno = { id: 'b', name: 'Bruno', words: ' a bruno dog ' }

  it('joins the words of all concepts to the prompt', () => {
    expect(promptOf('in a meadow,', [kiki, bruno])).toBe('in a meadow, a kiki cat, a bruno dog')
    expect(promptOf('', [kiki, bruno])).toBe('a kiki cat, a bruno dog')
  })

  it('does not say twice what the prompt already says', () => {
    expect(promptOf('A Kiki cat and a fox', [kiki, bruno])).toBe('A Kiki cat and a fox, a bruno dog')
    expect(promptOf('a category', [{ ...kiki, words: 'a cat' }])).toBe('a category, a cat')
    expect(promptOf('a (cat:1.2)', [{ ...kiki, words: '(cat:1.2)' }])).toBe('a (cat:1.2)')
  })

  it('leaves a prompt alone that nothing is added to', () => {
    expect(promptOf(' a cat,\n', [{ ...bruno, hidden: true }])).toBe(' a cat,\n')
  })

  it('takes negative words only from concepts that cover the canvas', () => {
    const region = { type: 'box', x: 0, y: 0, width: 64, height: 64 } as const
    const project = createProject({
      model: { path: 'm' },
      negativePrompt: 'blurry',
      concepts: [
        { ...kiki, negativeWords: 'dog', region },
        { ...bruno, negativeWords: 'text' },
      ],
    })
    expect(wholePrompt(project).negativePrompt).toBe('blurry, text')
  })
})

import { describe, expect, it } from 'vitest'
import { createProject, type Project } from '../../engine/protocol/project.ts'
import { setWords } from './commands/concept.ts'
import { linkWords, lostLink } from './promptLink.ts'

const projectOf = (prompt: string, words: string, others: readonly string[] = []): Project =>
  createProject({
    model: { path: '.' },
    prompt,
    concepts: [
      { id: 'a', name: 'A', words },
      ...others.map((other, index) => ({ id: `${index}`, name: `${index}`, words: other })),
    ],
  })

/** A concept whose words became others, one after the other. */
function changed(before: Project, ...words: string[]) {
  const projects = [before]
  for (const next of words) projects.unshift(setWords(['a'], next)(projects[0]!))
  const [project, ...earlier] = projects
  return { project: project!, earlier }
}

const linked = ({ project, earlier }: ReturnType<typeof changed>) =>
  linkWords('a', lostLink(project, 'a', earlier)!)(project).prompt

describe('lostLink', () => {
  it.each([
    ['a kiki cat', 'named in the prompt'],
    ['  ', 'without words'],
    ['a fox <lora:kiki:1>', 'with an adapter in its words'],
  ])('is none for %j: %s', (words) => {
    expect(lostLink(projectOf('A Kiki, cat in a meadow', words), 'a', [])).toBeUndefined()
  })

  it('is none for two concepts with the same words, as those of a duplicate', () => {
    const project = projectOf('a kiki cat in a meadow', 'a kiki cat', ['A kiki cat'])
    expect(['a', '0'].map((id) => lostLink(project, id, []))).toEqual([undefined, undefined])
    expect(lostLink({ ...project, prompt: 'a meadow' }, '0', [])).toEqual({ former: undefined })
  })

  it('is none for words without a letter, which no prompt can name', () => {
    expect(lostLink(projectOf('a meadow', '★'), 'a', [])).toBeUndefined()
  })

  it('is none for what is hidden or gone', () => {
    const { concepts, ...project } = projectOf('a meadow', 'a fox')
    expect(lostLink({ ...project, concepts: concepts.map((one) => ({ ...one, hidden: true })) }, 'a', [])).toBe(
      undefined,
    )
    expect(lostLink({ ...project, concepts }, 'b', [])).toBeUndefined()
  })

  it('knows the words that the prompt still says, also some steps later', () => {
    const { project, earlier } = changed(projectOf('a kiki cat in a meadow', 'a kiki cat'), 'a fox', 'a red fox')
    expect(lostLink(project, 'a', earlier)).toEqual({ former: 'a kiki cat' })
    expect(lostLink({ ...project, prompt: 'a meadow' }, 'a', earlier)).toEqual({ former: undefined })
  })

  it('takes the whole of what the prompt says, where a part of it was kept for a while', () => {
    const { project, earlier } = changed(projectOf('a kiki cat in a meadow', 'a kiki cat'), 'a kiki', 'a kiki fox')
    expect(lostLink(project, 'a', earlier)).toEqual({ former: 'a kiki cat' })
  })

  it('leaves another concept the words that are its own', () => {
    const { project, earlier } = changed(projectOf('a cat in a meadow', 'a cat', ['a cat']), 'a fox')
    expect(lostLink(project, 'a', earlier)).toEqual({ former: undefined })
    const inside = changed(projectOf('a cat in a hat', 'a cat', ['a cat in a hat']), 'a fox')
    expect(lostLink(inside.project, 'a', inside.earlier)).toEqual({ former: undefined })
  })
})

describe('linkWords', () => {
  it('replaces the words of before wherever they stand, and keeps what is around them', () => {
    const before = projectOf('(a kiki cat:1.2) in a meadow, A KIKI CAT', 'a kiki cat')
    expect(linked(changed(before, 'a red fox'))).toBe('(a red fox:1.2) in a meadow, a red fox')
  })

  it('puts them behind a prompt that says none of them', () => {
    expect(linked(changed(projectOf('a meadow, ', 'a fox')))).toBe('a meadow, a fox')
    expect(linked(changed(projectOf('', 'a fox')))).toBe('a fox')
  })
})

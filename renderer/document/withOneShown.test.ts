import { expect, it } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { withOneShown } from './withOneShown.ts'

const region = { type: 'canvas' as const }
const project = createProject({
  model: { path: '.' },
  concepts: ['a', 'b', 'c'].map((id) => ({ id, name: id, region, hidden: id === 'c' })),
})
const shown = (soloId: string | undefined) =>
  withOneShown(project, soloId)
    .concepts.filter(({ hidden }) => !hidden)
    .map(({ id }) => id)

it('shows one concept alone, also one that is hidden otherwise, and all where that one is gone', () => {
  expect([shown('b'), shown('c'), shown(undefined)]).toEqual([['b'], ['c'], ['a', 'b']])
  expect(withOneShown(project, 'gone')).toBe(project)
})

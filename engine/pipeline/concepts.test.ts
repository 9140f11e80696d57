import { expect, it } from 'vitest'
import { createProject } from '../protocol/project.ts'
import { visibleConcepts } from './concepts.ts'

it('takes visible concepts alone, the lowest first, equal ones in their order', () => {
  const concepts = [
    { id: 'top', order: 2 },
    { id: 'hidden', hidden: true },
    { id: 'low', order: 1 },
    { id: 'also low', order: 1 },
  ].map((concept) => ({ name: concept.id, ...concept }))
  const project = createProject({ model: { path: '.' }, concepts })
  expect(visibleConcepts(project).map(({ id }) => id)).toEqual(['low', 'also low', 'top'])
})

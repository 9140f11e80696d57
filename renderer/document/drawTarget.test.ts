import { describe, expect, it } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { drawTarget } from './drawTarget.ts'

const region = { type: 'box' as const, x: 0, y: 0, width: 10, height: 10 }
const { concepts } = createProject({
  model: { path: '.' },
  concepts: [
    { id: 'placed', name: 'A', region },
    { id: 'whole', name: 'B' },
    { id: 'locked', name: 'C', locked: true },
    { id: 'hidden', name: 'D', hidden: true },
  ],
})

describe('drawTarget', () => {
  it.each([
    [[], undefined, undefined, true],
    [['placed'], undefined, 'placed', true],
    [['whole'], undefined, 'whole', false],
    [['locked'], undefined, undefined, true],
    [['hidden'], undefined, undefined, true],
    [['placed', 'whole'], undefined, undefined, true],
    [['gone'], undefined, undefined, true],
    [['placed'], { conceptId: 'placed', isNew: false }, 'placed', false],
    [['whole'], { conceptId: 'whole', isNew: true }, 'whole', true],
    // Of another concept, and of one that was locked since.
    [['placed'], { conceptId: 'whole', isNew: false }, 'placed', true],
    [['locked'], { conceptId: 'locked', isNew: false }, undefined, true],
  ])('with %j selected and %j chosen: %s, new: %s', (selection, choice, id, isNew) => {
    const target = drawTarget(concepts, selection, choice)
    expect([target.concept?.id, target.isNew]).toEqual([id, isNew])
  })
})

import { describe, expect, it } from 'vitest'
import { createProject, projectSchema, type Project } from '../../../engine/protocol/project.ts'
import { partOfSteps, stepsInPart } from '../partOfSteps.ts'
import {
  addAdapter,
  removeAdapter,
  replaceAdapter,
  setAdapterPart,
  setBlocks,
  setRankLimit,
  setTextEncoderWeight,
  setWeight,
} from './adapter.ts'

const project = createProject({
  model: { path: '.' },
  concepts: [
    {
      id: 'kiki',
      name: 'Kiki',
      adapters: [
        { file: { path: 'file:1', size: 7 }, weight: 0.5, blocks: 'INALL', rankLimit: 4 },
        { file: { path: 'file:2' } },
      ],
    },
    { id: 'bruno', name: 'Bruno', adapters: [{ file: { path: 'file:3' } }] },
  ],
})
const first = { conceptId: 'kiki', index: 0 }
const adapterOf = (changed: Project) => changed.concepts[0]!.adapters[0]!

describe('adapters of a concept', () => {
  it('are added at the end and removed by their place', () => {
    const added = addAdapter('bruno', { file: { path: 'file:4' }, weight: 1, from: 0, to: 1 })(project)
    expect(added.concepts[1]!.adapters.map(({ file }) => file.path)).toEqual(['file:3', 'file:4'])
    expect(removeAdapter(first)(project).concepts[0]!.adapters.map(({ file }) => file.path)).toEqual(['file:2'])
    expect(removeAdapter({ conceptId: 'kiki', index: 5 })(project)).toBe(project)
  })

  it('keep weight and steps when another file takes their place, but not what was set for its layers', () => {
    const next = adapterOf(replaceAdapter(first, { path: 'file:9', name: 'Nine' })(project))
    expect(next).toEqual({ file: { path: 'file:9', name: 'Nine' }, weight: 0.5, from: 0, to: 1 })
  })

  it('take weights within the limits of the file', () => {
    const places = [first, { conceptId: 'bruno', index: 0 }]
    const next = setWeight(places, 99)(project)
    expect(next.concepts.flatMap(({ adapters }) => adapters.map(({ weight }) => weight))).toEqual([20, 1, 20])
    expect(projectSchema.safeParse(next).success).toBe(true)
  })

  it('follow the weight with the text encoder until it has a weight of its own', () => {
    const own = setTextEncoderWeight([first], 0)(project)
    expect(adapterOf(own).textEncoderWeight).toBe(0)
    expect('textEncoderWeight' in adapterOf(setTextEncoderWeight([first], undefined)(own))).toBe(false)
  })

  it('lose blocks and ranks when they are set to nothing', () => {
    const bare = adapterOf(setRankLimit([first], undefined)(setBlocks([first], undefined)(project)))
    expect(['blocks' in bare, 'rankLimit' in bare]).toEqual([false, false])
    expect(adapterOf(setBlocks([first], [1, 0, 1])(project)).blocks).toEqual([1, 0, 1])
  })

  it('never act in a part of the steps that is turned around', () => {
    expect(setAdapterPart([first], { from: 0.6, to: 0.4 })(project)).toBe(project)
    expect(adapterOf(setAdapterPart([first], { from: -1, to: 2 })(project))).toMatchObject({ from: 0, to: 1 })
  })
})

describe('a part of the steps', () => {
  it('holds the steps that the engine counts: 0.2 to 1 of 20 are the steps 5 to 20', () => {
    expect(stepsInPart({ from: 0.2, to: 1 }, 20)).toEqual({ first: 5, last: 20 })
    expect(stepsInPart({ from: 0.21, to: 0.5 }, 20)).toEqual({ first: 6, last: 10 })
  })

  it('comes back from every range of steps', () => {
    for (const steps of [1, 3, 7, 20, 30, 49]) {
      for (let last = 1; last <= steps; last++) {
        const range = { first: Math.ceil(last / 2), last }
        expect(stepsInPart(partOfSteps(range, steps), steps)).toEqual(range)
      }
    }
  })
})

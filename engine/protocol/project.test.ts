import { describe, expect, it } from 'vitest'
import { createProject, nearestCanvasSide, projectDefaults, projectSchema, seedsOf } from './project.ts'

const model = { path: '../models/starter' }

describe('projectSchema', () => {
  it('fills in a project that says only what it must', () => {
    expect(projectSchema.parse({ polyptych: 1, canvas: { width: 64, height: 8192 }, model })).toEqual({
      ...projectDefaults,
      model,
      canvas: { width: 64, height: 8192 },
    })
  })

  it('fills in a concept and its adapter', () => {
    const project = createProject({
      model,
      concepts: [{ id: 'kiki', name: 'Kiki', adapters: [{ file: { path: 'kiki.safetensors' } }] }],
    })
    expect(project.concepts).toEqual([
      {
        id: 'kiki',
        name: 'Kiki',
        adapters: [{ file: { path: 'kiki.safetensors' }, weight: 1, from: 0, to: 1 }],
        words: '',
        region: { type: 'canvas' },
        order: 0,
        feather: 0,
        hidden: false,
      },
    ])
  })

  it('gives each project its own defaults', () => {
    const first = createProject({ model })
    first.concepts.push({ ...createProject({ model, concepts: [{ id: 'a', name: 'A' }] }).concepts[0]! })
    expect(createProject({ model }).concepts).toEqual([])
  })

  it('keeps fields that it does not know, at every level', () => {
    const strange = {
      ...createProject({
        model,
        concepts: [
          {
            id: 'kiki',
            name: 'Kiki',
            adapters: [{ file: { path: 'kiki.safetensors' } }],
            region: { type: 'polygon', points: [0, 1, 2].map((x) => ({ x, y: x * x })) },
          },
        ],
      }),
      future: { deep: [1, { deeper: null }] },
    }
    const concept = Object.assign(strange.concepts[0]!, { mood: 'calm' })
    Object.assign(concept.adapters[0]!, { beta: 2 })
    Object.assign(concept.adapters[0]!.file, { size: 12 })
    Object.assign(concept.region, { curved: true })
    Object.assign(strange.canvas, { depth: 3 })
    Object.assign(strange.method, { interval: 2 })
    Object.assign(strange.seeds, { stride: 5 })
    Object.assign(strange.output, { folder: 'out' })
    expect(projectSchema.parse(strange)).toEqual(strange)
  })

  it('refuses two concepts with one id', () => {
    const concepts = [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
      { id: 'a', name: 'C' },
    ]
    const refused = projectSchema.safeParse({ polyptych: 1, canvas: { width: 512, height: 512 }, model, concepts })
    expect(refused.error?.issues).toMatchObject([{ path: ['concepts', 2, 'id'], message: "is 'a', as of concepts[0]" }])
  })

  it('refuses an adapter that stops before it starts', () => {
    const adapters = [{ file: { path: 'kiki.safetensors' }, from: 0.5, to: 0.5 }]
    expect(() => createProject({ model, concepts: [{ id: 'a', name: 'A', adapters }] })).toThrow('more than `from`')
  })
})

describe('canvas', () => {
  it.each([
    [250, 248],
    [252, 256],
    [0, 8],
    [-8, 8],
    [64.5, 64],
    [1e9, 8192],
  ])('names the valid side nearest to %d', (side, nearest) => {
    expect(nearestCanvasSide(side)).toBe(nearest)
    const canvas = { width: 512, height: side }
    const refused = projectSchema.safeParse({ polyptych: 1, canvas, model })
    expect(refused.error?.issues).toMatchObject([
      { path: ['canvas', 'height'], message: expect.stringMatching(`^is ${side},.* nearest is ${nearest}$`) },
    ])
  })
})

describe('seedsOf', () => {
  it('counts up from the first seed', () => {
    expect(seedsOf(createProject({ model, seeds: { first: 41, count: 3 } }))).toEqual([41, 42, 43])
    expect(seedsOf(createProject({ model, seeds: { first: Number.MAX_SAFE_INTEGER } }))).toEqual([9007199254740991])
  })

  it('follows a list', () => {
    expect(seedsOf(createProject({ model, seeds: [7, 1, 7] }))).toEqual([7, 1, 7])
  })

  it.each([
    [{ first: Number.MAX_SAFE_INTEGER, count: 2 }],
    [{ first: -1 }],
    [{ first: 0, count: 10_001 }],
    [[]],
    [[1.5]],
  ])('cannot be asked for %j', (seeds) => {
    expect(() => createProject({ model, seeds })).toThrow()
  })
})

import { describe, expect, it } from 'vitest'
import { canvasSchema, createProject, nearestCanvasSide, type Project } from '../../engine/protocol/project.ts'
import { canvasFormats } from './canvasFormats.ts'
import { costKey } from './costKey.ts'
import { setPicture } from './commands/picture.ts'
import { emptyHistory, recordStep, type History } from './history.ts'
import { maskOf, pixelsOf } from './mask.ts'
import { maskOnCanvas } from './maskOnCanvas.ts'
import { readNumberList } from './numberList.ts'
import { previousSeed } from './previousSeed.ts'
import { samplerFamily } from './samplerFamily.ts'

const project = createProject({ model: { path: '.' } })

describe('formats of a canvas', () => {
  it.each([256, 512, 768, 1024])('have about the pixels of a model of %i, and sides that a canvas can have', (side) => {
    for (const { width, height } of canvasFormats(side)) {
      expect(canvasSchema.safeParse({ width, height }).success).toBe(true)
      expect(Math.abs((width * height) / side ** 2 - 1)).toBeLessThan(0.1)
    }
  })

  it('are those that users of SDXL know', () => {
    expect(canvasFormats(1024)[0]).toEqual({ name: '1:1', width: 1024, height: 1024 })
    expect(canvasFormats(1024).map(({ width, height }) => [width, height])).toContainEqual([1344, 768])
    expect(nearestCanvasSide(1344)).toBe(1344)
  })
})

describe('the family of a sampler', () => {
  it('is its name without the spacing', () => {
    expect(['DPM++ 2M SDE Karras', 'Euler a', 'UniPC KL Optimal', 'DDIM'].map(samplerFamily)).toEqual([
      'DPM++ 2M SDE',
      'Euler a',
      'UniPC',
      'DDIM',
    ])
  })
})

describe('lists of numbers', () => {
  it('take commas and blanks, and nothing but whole numbers from the least on', () => {
    expect(readNumberList('1, 7  42;', 0)).toEqual([1, 7, 42])
    for (const text of ['', '1.5', '-1', 'a', '0']) expect(readNumberList(text, 1)).toBeUndefined()
  })
})

describe('the seed before', () => {
  it('is the last one in the history that was another', () => {
    const seeded = (first: number) => setPicture({ seeds: { first, count: 1 } })(project)
    let history: History<Project> = emptyHistory
    for (const seed of [4, 5, 5]) history = recordStep(history, 'changeSeed', seeded(seed))
    expect(previousSeed({ project: seeded(5), history })).toBe(4)
    expect(previousSeed({ project: seeded(7), history })).toBe(5)
    expect(previousSeed({ project, history: emptyHistory })).toBeUndefined()
  })
})

describe('a mask on another canvas', () => {
  it('stays where it is from the top left corner', () => {
    const mask = maskOf(2, 2, Uint8Array.of(1, 2, 3, 4))
    const wider = maskOnCanvas(mask, { width: 16, height: 16 }, { width: 24, height: 8 })
    expect([wider.width, wider.height, ...pixelsOf(wider)]).toEqual([3, 1, 1, 2, 0])
  })
})

describe('what costs', () => {
  it('is not what a project is called, but how many pictures it makes', () => {
    expect(costKey({ ...project, title: 'a', notes: 'b' })).toBe(costKey(project))
    expect(costKey(setPicture({ seeds: [1, 2] })(project))).not.toBe(costKey(project))
  })
})

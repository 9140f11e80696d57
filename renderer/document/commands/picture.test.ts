import { describe, expect, it } from 'vitest'
import { createProject, projectSchema } from '../../../engine/protocol/project.ts'
import { emptyHistory, recordStep } from '../history.ts'
import {
  chooseCache,
  chooseMethod,
  setCache,
  setCanvasSize,
  setMethodSetting,
  setModel,
  setOutputTemplate,
  setPicture,
} from './picture.ts'

const project = createProject({
  canvas: { width: 256, height: 512 },
  model: { path: 'file:1', name: 'One', sha256: '0'.repeat(64) },
  concepts: [
    { id: 'a', name: 'a', region: { type: 'box', x: 8, y: 16, width: 100, height: 30 }, feather: 8 },
    {
      id: 'b',
      name: 'b',
      region: {
        type: 'polygon',
        points: [
          { x: 0, y: 0 },
          { x: 10, y: 0 },
          { x: 0, y: 10 },
        ],
      },
    },
    { id: 'c', name: 'c', region: { type: 'mask', file: { path: 'mask:1' } } },
  ],
})

describe('the size of a canvas', () => {
  it('is a multiple of 8, and regions grow with it', () => {
    const next = setCanvasSize({ width: 511, height: 1024 }, 'scale')(project)
    expect(next.canvas).toEqual({ width: 512, height: 1024 })
    expect(next.concepts[0]).toMatchObject({ region: { x: 16, y: 32, width: 200, height: 60 }, feather: 16 })
    expect(next.concepts[1]!.region).toMatchObject({ points: [{ x: 0 }, { x: 20 }, { y: 20 }] })
    expect(next.concepts[2]!.region).toBe(project.concepts[2]!.region)
    expect(projectSchema.safeParse(next).success).toBe(true)
  })

  it('leaves regions alone where they keep their pixels', () => {
    expect(setCanvasSize({ width: 512, height: 512 }, 'keep')(project).concepts).toBe(project.concepts)
  })

  it('that rounds to the same changes nothing', () => {
    expect(setCanvasSize({ width: 257, height: 510 }, 'scale')(project)).toBe(project)
  })

  it('never makes a region that is thinner than a pixel', () => {
    const tiny = setCanvasSize({ width: 8, height: 8 }, 'scale')(project)
    expect(projectSchema.safeParse(tiny).success).toBe(true)
  })
})

describe('the method', () => {
  it('comes back as it was set last', () => {
    const composer = setMethodSetting(['losses', 'fill'], 3)({ ...project, method: { name: 'composer' } })
    const history = recordStep(emptyHistory, 'changeMethod', composer)
    const merged = { ...project, method: { name: 'merge' as const } }
    expect(chooseMethod('composer', history)(merged).method).toEqual({ name: 'composer', losses: { fill: 3 } })
    expect(chooseMethod('clora', history)(merged).method).toEqual({ name: 'clora' })
    expect(chooseMethod('merge', history)(merged)).toBe(merged)
  })

  it('loses a setting that is taken out, and the group around it', () => {
    const set = setMethodSetting(['layout', 'until'], 0.3)({ ...project, method: { name: 'regional' } })
    expect(set.method).toEqual({ name: 'regional', layout: { until: 0.3 } })
    expect(setMethodSetting(['layout', 'until'], 0.3)(set)).toBe(set)
    expect(setMethodSetting(['layout', 'until'], undefined)(set).method).toEqual({ name: 'regional' })
  })
})

describe('the feature cache', () => {
  it('comes back as it was set last', () => {
    const uniform = { ...project, cache: { type: 'uniform' as const, interval: 5 } }
    const history = recordStep(emptyHistory, 'changeCache', uniform)
    expect(chooseCache({ type: 'uniform', interval: 3 }, history)(project).cache).toEqual(uniform.cache)
    expect(setCache({ interval: 4 })(uniform).cache).toEqual({ type: 'uniform', interval: 4 })
    expect(setCache({ cut: undefined })(uniform)).toBe(uniform)
  })
})

describe('other settings of a picture', () => {
  it('change nothing where they are the same', () => {
    expect(setPicture({ steps: 20, prompt: '' })(project)).toBe(project)
    expect(setOutputTemplate(' ')(project)).toBe(project)
    expect(setModel({ path: 'file:1' })(project)).toBe(project)
  })

  it('forget size and digest of the model before', () => {
    expect(setModel({ path: 'file:2', name: 'Two' })(project).model).toEqual({ path: 'file:2', name: 'Two' })
  })
})

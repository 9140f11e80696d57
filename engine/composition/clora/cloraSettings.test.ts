import { describe, expect, it } from 'vitest'
import { openCheckpoint } from '../../checkpoint/checkpoint.ts'
import { createProject, type ProjectInput } from '../../protocol/project.ts'
import { fixturePath } from '../../testing/fixtureFiles.ts'
import { cloraSettings } from './cloraSettings.ts'

const sd1 = await openCheckpoint(fixturePath('tiny-sd1'))
const sdxl = await openCheckpoint(fixturePath('tiny-sdxl'))

function settings(given: Record<string, unknown>, steps = 20, { unet } = sd1, more: Partial<ProjectInput> = {}) {
  const method = { name: 'clora' as const, ...given }
  const project = createProject({ model: { path: '.' }, steps, method, ...more })
  return cloraSettings({
    method: project.method,
    concepts: project.concepts.map((concept) => ({ concept, adapters: [] })),
    numInferenceSteps: steps,
    unetConfig: unet.config,
  })
}

describe('the numbers of CLoRA', () => {
  it('of a short run grow with its steps', () => {
    const numbers = { stepSize: 20, repeatedSteps: [0], repetitions: 5, threshold: 0.25, morphology: ['dilate'] }
    expect(settings({})).toMatchObject({ ...numbers, latentUpdate: true, updatedSteps: 10 })
    expect(settings({}, 50)).toMatchObject({ ...numbers, updatedSteps: 25 })
  })

  it('as released are those of the demonstration, or of the signature if it is asked for', () => {
    const demonstration = { latentUpdate: true, updatedSteps: 50, repeatedSteps: [0, 10, 20], threshold: 0.4 }
    expect(settings({ fidelity: 'faithful' })).toMatchObject({ ...demonstration, repetitions: 20, morphology: [] })
    const signature = { latentUpdate: false, updatedSteps: 30, repeatedSteps: [], threshold: 0.3 }
    expect(settings({ fidelity: 'faithful', preset: 'released' })).toMatchObject(signature)
  })

  it('give way to those of the project', () => {
    const given = { stepSize: 3, updatedSteps: 7, repeatedSteps: [1], repetitions: 2, threshold: 0.5, morphology: [] }
    expect(settings({ ...given, latentUpdate: false })).toMatchObject({ ...given, latentUpdate: false })
  })

  it('have a shorter step for SDXL', () => {
    expect(settings({}, 20, sdxl).stepSize).toBe(0.02)
  })
})

it('refuses repairs that are asked of the released program, by name', () => {
  const refused = (name: string) =>
    expect.objectContaining({ code: 'setting-invalid', message: expect.stringContaining(name) })
  expect(() => settings({ fidelity: 'faithful', drawing: 'guide' })).toThrow(refused('drawing'))
  expect(() => settings({ fidelity: 'faithful', maskSmoothing: 0.5 })).toThrow(refused('maskSmoothing'))
  expect(() => settings({ threshold: -1 })).toThrow(refused('threshold'))
})

it('anneals drawings where there are any, but not as released', () => {
  const region = { type: 'box', x: 0, y: 0, width: 8, height: 8 } as const
  const drawn = { concepts: [{ id: 'kiki', name: 'kiki', region }] }
  expect(settings({}).drawing).toBe('none')
  expect(settings({}, 20, sd1, drawn).drawing).toBe('anneal')
  expect(settings({ fidelity: 'faithful' }, 20, sd1, drawn).drawing).toBe('none')
})

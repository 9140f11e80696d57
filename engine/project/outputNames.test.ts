import { describe, expect, it } from 'vitest'
import { createProject } from '../protocol/project.ts'
import type { ProjectInput } from '../protocol/project.ts'
import { outputNames } from './outputNames.ts'

const settings = { projectName: 'duo', date: new Date(2024, 1, 3, 23, 59) }

function namesOf(template: string, given: Partial<ProjectInput> = {}, projectName = 'duo'): string[] {
  const project = createProject({ model: { path: 'm' }, output: { template }, seeds: [7], ...given })
  return outputNames(project, { ...settings, projectName })
}

describe('outputNames', () => {
  it('are made of project and seed where nothing else is said', () => {
    expect(outputNames(createProject({ model: { path: 'm' }, seeds: { first: 9, count: 2 } }), settings)).toEqual([
      'duo-9.png',
      'duo-10.png',
    ])
  })

  it('fill in every word', () => {
    const names = namesOf('{date} {project} {index} {seed} {sampler} {method}', {
      seeds: { first: 41, count: 10 },
      method: { name: 'switch' },
      sampler: 'Euler a',
    })
    expect(names[0]).toBe('2024-02-03 duo 01 41 Euler a switch.png')
    expect(names[9]).toBe('2024-02-03 duo 10 50 Euler a switch.png')
  })

  it.each([
    ['../../etc/{seed}', '_.._etc_7.png'],
    ['C:\\windows\\{seed}', 'C__windows_7.png'],
    ['a:b*c?d"e<f>g|h', 'a_b_c_d_e_f_g_h.png'],
    ['line\nbreak\u0000\u202e', 'line_break__.png'],
    ['con', 'con_.png'],
    ['NUL.txt', 'NUL_.txt.png'],
    ['console', 'console.png'],
    ['  spaced . ', 'spaced.png'],
    ['...', 'picture.png'],
    ['{seed}.png', '7.png'],
    ['Bär 猫 🐻 {seed}', 'Bär 猫 🐻 7.png'],
  ])('make %j safe', (template, name) => {
    expect(namesOf(template)).toEqual([name])
  })

  it('shorten what is too long, without tearing characters or losing the seed', () => {
    const [name] = namesOf('{project}-{seed}', { seeds: [123] }, '🐻'.repeat(100))
    expect(name).toBe(`${'🐻'.repeat(25)}-123.png`)
    expect(Buffer.byteLength(namesOf('x'.repeat(500))[0]!)).toBe(204)
  })

  it('are refused where pictures of different seeds would share one', () => {
    expect(() => namesOf('{project}', { seeds: [1, 2] })).toThrow(
      expect.objectContaining({ code: 'setting-invalid', remedy: 'Add {seed} or {index} to the template.' }),
    )
    expect(namesOf('{project}-{seed}', { seeds: [1, 2, 1] })).toEqual(['duo-1.png', 'duo-2.png', 'duo-1.png'])
  })

  it('are refused where the template holds an unknown word', () => {
    expect(() => namesOf('{sede}')).toThrow(expect.objectContaining({ remedy: "Did you mean '{seed}'?" }))
    expect(() => namesOf('{toString}')).toThrow(/nothing to fill in for '\{toString\}'/)
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createProject, formatVersion } from '../protocol/project.ts'
import { migrations } from './migrations.ts'
import { parseProject } from './projectFile.ts'

function readVersion(version: number): string {
  return readFileSync(new URL(`fixtures/version${version}.polyptych`, import.meta.url), 'utf8')
}

describe('migrations', () => {
  it('lead from every earlier version to the present one', () => {
    expect(Object.keys(migrations)).toEqual(Array.from({ length: formatVersion }, (_, version) => `${version}`))
  })

  it.each(Array.from({ length: formatVersion + 1 }, (_, version) => version))('reads version %d', (version) => {
    const { project } = parseProject(readVersion(version), 'old.polyptych')
    expect(project.polyptych).toBe(formatVersion)
  })

  it('turns the adapters of version 0 into concepts that cover the canvas', () => {
    const { project, warnings } = parseProject(readVersion(0), 'old.polyptych')
    const expected = createProject({
      title: 'Two on a beach',
      canvas: { width: 256, height: 320 },
      model: { path: '../../../models/starter' },
      prompt: 'a kiki cat and a vesper fox on a beach',
      negativePrompt: 'night',
      sampler: 'DDIM',
      steps: 12,
      guidance: 5,
      seeds: { first: 21, count: 3 },
      concepts: [
        {
          id: 'lora-1',
          name: 'kiki',
          adapters: [{ file: { path: '../../../models/starter/loras/kiki.safetensors' }, weight: 0.8 }],
        },
        {
          id: 'lora-2',
          name: 'vesper',
          adapters: [{ file: { path: '../../../models/starter/loras/vesper.safetensors' } }],
        },
      ],
    })
    Object.assign(expected, { mood: 'calm' })
    Object.assign(expected.concepts[0]!, { favourite: true })
    expect(project).toEqual(expected)
    expect(warnings).toEqual([
      "'old.polyptych' is of format version 0; it is saved as version 1.",
      'mood is not known to this version and has no effect.',
      'concepts[0].favourite is not known to this version and has no effect.',
    ])
  })

  it('reports damage in an old project in the words of the new', () => {
    expect(() => parseProject('{"version":0,"width":1,"height":64,"loras":{"a":1}}', 'old.polyptych')).toThrow(
      /canvas\.width: is 1, [^]*model: is missing[^]*concepts: is an object, but must be a list/,
    )
  })

  it('names both versions when a project comes from a later program', () => {
    expect(() => parseProject('{"polyptych": 2, "panels": []}', 'new.polyptych')).toThrow(
      expect.objectContaining({
        code: 'project-newer',
        message: "'new.polyptych' was saved in format version 2; this program knows versions up to 1.",
      }),
    )
  })
})

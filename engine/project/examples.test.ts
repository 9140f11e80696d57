import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { seedsOf } from '../protocol/project.ts'
import { findSampler } from '../schedulers/samplers.ts'
import { createFileHashes } from './fileHashes.ts'
import { fileReferencesOf } from './fileReferences.ts'
import { outputNames } from './outputNames.ts'
import { formatProject, readProject } from './projectFile.ts'
import { resolveProjectFiles } from './resolveFiles.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const names = readdirSync(examples).filter((name) => name.endsWith('.polyptych'))

describe('examples', () => {
  it('are there', () => {
    expect(names).toContain('duo.polyptych')
  })

  it.each(names)('%s is as the program would save it', async (name) => {
    const { project, warnings } = await readProject(examples + name)
    expect(warnings).toEqual([])
    expect(formatProject(project)).toBe(readFileSync(examples + name, 'utf8'))
  })

  it.each(names)('%s finds its files as they were', async (name) => {
    const { project, folder } = await readProject(examples + name)
    for (const { reference } of fileReferencesOf(project, { hidden: true })) {
      expect(reference).toMatchObject({ sha256: expect.any(String), path: expect.not.stringMatching(/^([A-Z]:|\/)/) })
    }
    const resolved = await resolveProjectFiles(project, folder, { hashes: createFileHashes(undefined) })
    expect(resolved.warnings).toEqual([])
    expect(resolved.project).toEqual(project)
  })

  it.each(names)('%s has a sampler and names for its pictures', async (name) => {
    const { project } = await readProject(examples + name)
    expect(findSampler(project.sampler).name).toBe(project.sampler)
    expect(outputNames(project, { projectName: 'p', date: new Date() })).toHaveLength(seedsOf(project).length)
  })
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { EngineError } from '../errors/engineError.ts'
import { deepestProject } from '../protocol/plainData.ts'
import { createProject } from '../protocol/project.ts'
import { formatProject, parseProject, readProject, writeProject } from './projectFile.ts'

const scratch = mkdtempSync(join(tmpdir(), 'polyptych-project-'))
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

const version1 = readFileSync(new URL('fixtures/version1.polyptych', import.meta.url), 'utf8')

function problemOf(change: (document: Record<string, unknown>) => void): string {
  const document = JSON.parse(version1) as Record<string, unknown>
  change(document)
  return errorOf(() => parseProject(JSON.stringify(document), 'duo.polyptych')).message
}

function errorOf(action: () => unknown): EngineError {
  try {
    action()
  } catch (error) {
    if (error instanceof EngineError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

function setAt(path: readonly (string | number)[], value: unknown): (document: Record<string, unknown>) => void {
  return (document) => {
    let target: Record<string | number, unknown> = document
    for (const key of path.slice(0, -1)) target = target[key] as typeof target
    target[path.at(-1)!] = value
  }
}

describe('parseProject', () => {
  it('reads every field of version 1 and changes none', () => {
    const { project, warnings } = parseProject(version1, 'version1.polyptych')
    expect(project).toEqual(JSON.parse(version1))
    expect(warnings).toEqual([])
  })

  it('keeps the order of keys and fields that it does not know, and warns of those', () => {
    const document = {
      future: [{ z: 1, a: 2 }],
      steps: 3,
      $schema: 'polyptych.json',
      model: { remote: true, path: 'm' },
      concepts: [{ name: 'Kiki', wrods: 'a kiki cat', id: 'kiki' }],
      canvas: { height: 64, width: 128 },
      method: { interval: 2, name: 'switch' },
      polyptych: 1,
    }
    const { project, warnings } = parseProject(JSON.stringify(document), 'duo.polyptych')
    const written = formatProject(project)
    expect(written.startsWith(JSON.stringify(document, null, 2).slice(0, 90))).toBe(true)
    expect(Object.keys(project).slice(0, 8)).toEqual(Object.keys(document))
    expect(Object.keys(project.canvas)).toEqual(['height', 'width'])
    expect(Object.keys(project.concepts[0]!).slice(0, 3)).toEqual(['name', 'wrods', 'id'])
    expect(JSON.parse(written)).toMatchObject(document)
    expect(parseProject(written, 'duo.polyptych').project).toEqual(project)
    expect(formatProject(parseProject(written, 'duo.polyptych').project)).toBe(written)
    expect(warnings).toEqual([
      'future is not known to this version and has no effect.',
      'model.remote is not known to this version and has no effect.',
      "concepts[0].wrods is not known to this version and has no effect. Did you mean 'words'?",
    ])
  })

  it('warns inside unions and lists', () => {
    const { warnings } = parseProject(
      JSON.stringify({
        ...(JSON.parse(version1) as object),
        seeds: { first: 1, cuont: 2 },
        concepts: [
          { id: 'a', name: 'A', region: { type: 'box', x: 0, y: 0, width: 1, height: 1, hieght: 2 } },
          { id: 'b', name: 'B', adapters: [{ file: { path: 'b', sha265: '' }, wieght: 1 }] },
        ],
      }),
      'duo.polyptych',
    )
    expect(warnings).toEqual([
      'concepts[0].region.hieght is not known to this version and has no effect.',
      "concepts[1].adapters[0].file.sha265 is not known to this version and has no effect. Did you mean 'sha256'?",
      "concepts[1].adapters[0].wieght is not known to this version and has no effect. Did you mean 'weight'?",
      "seeds.cuont is not known to this version and has no effect. Did you mean 'count'?",
    ])
  })

  it('survives a key named __proto__', () => {
    const text = '{"polyptych":1,"canvas":{"width":64,"height":64,"__proto__":{"x":1}},"model":{"path":"m"}}'
    const { project } = parseProject(text, 'duo.polyptych')
    expect(Object.getPrototypeOf(project.canvas)).toBe(Object.prototype)
  })

  it.each([
    [['canvas', 'width'], 250, 'canvas.width: is 250, but must be a multiple of 8 from 8 to 8192; the nearest is 248.'],
    [['canvas', 'width'], '250', "canvas.width: is '250', but must be a number."],
    [['concepts', 0, 'adapters', 0, 'weight'], 25, 'concepts[0].adapters[0].weight: is 25, but must be at most 20.'],
    [['concepts', 0, 'adapters', 0, 'to'], 0.1, 'concepts[0].adapters[0].to: must be more than `from`.'],
    [['concepts', 0, 'adapters', 0, 'blocks'], true, '.blocks: is true, but must be a list or a text.'],
    [['concepts', 0, 'adapters', 0, 'blocks'], [1, 'x'], ".blocks[1]: is 'x', but must be a number."],
    [['concepts', 0, 'region', 'type'], 'bocks', "is 'bocks', but must be 'canvas', 'box', 'polygon' or 'mask'"],
    [['concepts', 0, 'region', 'width'], 0, 'concepts[0].region.width: is 0, but must be more than 0.'],
    [['concepts', 1, 'region', 'points'], [], 'concepts[1].region.points: needs at least 3 entries.'],
    [['concepts', 1, 'id'], 'kiki', "concepts[1].id: is 'kiki', as of concepts[0]."],
    [['concepts', 1, 'name'], undefined, 'concepts[1].name: is missing.'],
    [['model', 'path'], '', 'model.path: is empty.'],
    [['model', 'sha256'], 'ABC', 'model.sha256: must be 64 lower-case hexadecimal digits.'],
    [['method', 'name'], 'compsite', "; did you mean 'composite'?"],
    [['clipSkip'], 1.5, 'clipSkip: is 1.5, but must be a whole number.'],
    [['seeds'], 7, 'seeds: is 7, but must be an object or a list.'],
    [['seeds'], { first: -1 }, 'seeds.first: is -1, but must be at least 0.'],
    [['seeds'], [1, -2], 'seeds[1]: is -2, but must be at least 0.'],
    [['seeds'], [2 ** 53], 'seeds[0]: is 9007199254740992, but must be at most 9007199254740991'],
    [['prompt'], ['a'], 'prompt: is a list, but must be a text.'],
    [['output'], { template: {} }, 'output.template: is an object, but must be a text.'],
  ])('says what is wrong where %j is %j', (path, value, sentence) => {
    const message = problemOf(setAt(path, value))
    expect(message).toContain(sentence)
    expect(message.split('\n')).toHaveLength(2)
  })

  it.each([5, 40, 20_000, 1_000_000])('reads %i levels of fields that it does not know, or refuses them', (depth) => {
    const text = formatProject(createProject({ model: { path: 'm' } }))
    const deep = text.replace('{', `{"later":${'['.repeat(depth)}${']'.repeat(depth)},`)
    const read = () => formatProject(parseProject(deep, 'deep.polyptych').project)
    if (depth < deepestProject) expect(read()).toContain('"later"')
    else expect(read).toThrow(expect.objectContaining({ code: 'project-invalid' }))
  })

  it('names the misspelt key of something that is missing', () => {
    const message = problemOf((document) => {
      document.canvsa = document.canvas
      delete document.canvas
    })
    expect(message).toBe(
      "'duo.polyptych' is not a valid project.\n  canvas: is missing; is 'canvsa' a misspelling of it?",
    )
  })

  it('lists ten problems and counts the rest', () => {
    const message = problemOf(setAt(['seeds'], new Array<number>(13).fill(-1)))
    expect(message.split('\n')).toHaveLength(12)
    expect(message).toMatch(/ {2}and 3 more\.$/)
  })

  it.each([
    ['[1]', 'it does not hold a JSON object'],
    ['null', 'it does not hold a JSON object'],
    ['', 'it is not JSON'],
    ['{"steps": 3}', 'it has no format version'],
    ['{"polyptych": "one"}', 'it has no format version'],
    ['{\n  "polyptych": 1,\n  "steps": 3\n  "title": ""\n}', 'it is not JSON at line 4, column 3'],
  ])('refuses %j', (text, reason) => {
    const error = errorOf(() => parseProject(text, 'duo.polyptych'))
    expect(error.code).toBe('project-invalid')
    expect(error.message).toContain(`'duo.polyptych' is not a Polyptych project: ${reason}`)
  })

  it('accepts a byte order mark', () => {
    expect(parseProject(`\uFEFF${version1}`, 'duo.polyptych').warnings).toEqual([])
  })
})

describe('project files', () => {
  it('are read back as they were written', async () => {
    const path = join(scratch, 'new folder', 'duo.polyptych')
    const project = createProject({ model: { path: '../model' }, prompt: 'Ein Bär 🐻', seeds: [3, 1] })
    await writeProject(path, project)
    expect(await readProject(path)).toEqual({ project, warnings: [], path, folder: join(scratch, 'new folder') })
    expect(readFileSync(path, 'utf8')).toMatch(/^\{\n {2}"polyptych": 1,\n[^]*\n\}\n$/)
  })

  it('are never written where they could not be read', async () => {
    const path = join(scratch, 'kept.polyptych')
    const project = createProject({ model: { path: '../model' } })
    await writeProject(path, project)
    const before = readFileSync(path)
    await expect(writeProject(path, { ...project, steps: 0 })).rejects.toMatchObject({ code: 'project-invalid' })
    expect(readFileSync(path)).toEqual(before)
  })

  it('are refused where they are something else', async () => {
    const path = join(scratch, 'picture.png')
    writeFileSync(path, Uint8Array.of(0x89, 0x50, 0x4e, 0x47))
    await expect(readProject(path)).rejects.toMatchObject({ code: 'project-invalid' })
    await expect(readProject(scratch)).rejects.toMatchObject({ code: 'file-unreadable' })
    await expect(readProject(join(scratch, 'none'))).rejects.toMatchObject({ code: 'file-missing' })
  })
})

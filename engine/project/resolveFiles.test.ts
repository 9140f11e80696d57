import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createProject } from '../protocol/project.ts'
import type { Project } from '../protocol/project.ts'
import { createFileHashes } from './fileHashes.ts'
import { toReferencePath } from './fileReferences.ts'
import { sha256OfFolder } from './modelHash.ts'
import { resolveProjectFiles, saveHashes } from './resolveFiles.ts'
import type { ResolvedFiles, ResolveSettings } from './resolveFiles.ts'

const scratch = mkdtempSync(join(tmpdir(), 'polyptych-files-'))
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

const sha256 = (contents: string) => createHash('sha256').update(contents).digest('hex')
const hashes = createFileHashes(undefined)

let root: string
let folder: string
let project: Project

function write(path: string, contents: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), contents)
}

beforeEach(async () => {
  root = mkdtempSync(join(scratch, 'case-'))
  folder = join(root, 'work')
  write('models/starter/model_index.json', '{}')
  write('models/starter/unet/config.json', '{"width":1}')
  write('models/starter/unet/diffusion_pytorch_model.safetensors', 'weights')
  write('models/starter/loras/kiki.safetensors', 'kiki')
  write('work/bruno.safetensors', 'bruno')
  write('work/masks/sky.png', 'sky')
  project = await saveHashes(
    createProject({
      model: { path: '../models/starter' },
      concepts: [
        { id: 'k', name: 'K', adapters: [{ file: { path: '../models/starter/loras/kiki.safetensors' } }] },
        {
          id: 'b',
          name: 'B',
          adapters: [{ file: { path: 'bruno.safetensors' } }],
          region: { type: 'mask', file: { path: 'masks/sky.png' } },
        },
      ],
    }),
    folder,
    hashes,
  )
})

function resolveFiles(settings: ResolveSettings = {}): Promise<ResolvedFiles> {
  return resolveProjectFiles(project, folder, { hashes, ...settings })
}

describe('saveHashes', () => {
  it('notes hash and size of every file', () => {
    expect(project.concepts[1]!.adapters[0]!.file).toEqual({
      path: 'bruno.safetensors',
      sha256: sha256('bruno'),
      size: 5,
    })
    expect(project.concepts[1]!.region).toMatchObject({ file: { path: 'masks/sky.png', sha256: sha256('sky') } })
    expect(project.model.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(project.model).not.toHaveProperty('size')
  })

  it('leaves hashes that are there, and files that are not', async () => {
    write('work/bruno.safetensors', 'another')
    const added = structuredClone(project)
    added.concepts[0]!.adapters[0]!.file = { path: 'gone.safetensors' }
    expect(await saveHashes(added, folder, hashes)).toEqual(added)
  })
})

describe('resolveProjectFiles', () => {
  it('finds every file by its reference', async () => {
    const { model, files, warnings, project: same } = await resolveFiles()
    expect(model).toEqual({ path: join(root, 'models/starter'), sha256: project.model.sha256 })
    expect(files.get('../models/starter/loras/kiki.safetensors')).toEqual({
      path: join(root, 'models/starter/loras/kiki.safetensors'),
      sha256: sha256('kiki'),
    })
    expect([...files.keys()].slice(2)).toEqual(['bruno.safetensors', 'masks/sky.png'])
    expect(warnings).toEqual([])
    expect(same).toEqual(project)
  })

  it('takes absolute paths, backslashes and files without a hash', async () => {
    project.concepts[0]!.adapters[0]!.file = { path: join(folder, 'bruno.safetensors') }
    project.concepts[1]!.adapters[0]!.file = { path: '..\\models\\starter\\loras\\kiki.safetensors' }
    const { files, project: hashed } = await resolveFiles()
    expect(files.get(join(folder, 'bruno.safetensors'))?.sha256).toBe(sha256('bruno'))
    expect(hashed.concepts[1]!.adapters[0]!.file.sha256).toBe(sha256('kiki'))
  })

  it('refuses a file that has changed, with both hashes', async () => {
    write('work/bruno.safetensors', 'other')
    const [was, is] = [sha256('bruno'), sha256('other')].map((hash) => hash.slice(0, 8))
    await expect(resolveFiles()).rejects.toMatchObject({
      code: 'file-changed',
      message:
        "concepts[1].adapters[0].file: 'bruno.safetensors' has changed since the project was saved " +
        `(was ${was}…, is ${is}…).`,
      remedy: 'Restore the file, or accept it as it is with --accept-changed.',
    })
  })

  it('accepts a changed file on request, and notes its new hash', async () => {
    write('work/bruno.safetensors', 'other than before')
    const { files, warnings, project: accepted } = await resolveFiles({ acceptChanged: true })
    expect(files.get('bruno.safetensors')?.sha256).toBe(sha256('other than before'))
    expect(warnings).toEqual([expect.stringContaining('is used as it is')])
    project = accepted
    expect((await resolveFiles()).warnings).toEqual([])
  })

  it('offers an unchanged copy of a changed file', async () => {
    write('work/bruno.safetensors', 'other')
    write('work/old/2024/bruno backup.safetensors', 'bruno')
    await expect(resolveFiles()).rejects.toMatchObject({
      code: 'file-changed',
      remedy: expect.stringMatching(
        /^Found the same file at 'old\/2024\/bruno backup\.safetensors': .*--accept-changed/,
      ),
    })
  })

  it.each(['changed', 'moved'])('refuses a model of which a file was %s', async (what) => {
    const path = join(root, 'models/starter/unet/config.json')
    if (what === 'changed') writeFileSync(path, '{"width":2}')
    else renameSync(path, join(root, 'models/starter/unet/other.json'))
    await expect(resolveFiles()).rejects.toMatchObject({
      code: 'file-changed',
      message: expect.stringMatching(/^model: 'starter' has changed/),
    })
  })

  it('does not mind what lies beside a model', async () => {
    write('models/starter/README.md', 'new')
    write('models/starter/manifest.json', 'new')
    write('models/starter/loras/new.safetensors', 'new')
    write('models/starter/training/classes.json', 'new')
    write('models/starter/unet/._config.json', 'new')
    expect((await resolveFiles()).warnings).toEqual([])
  })

  it('offers the same file where it has moved, and uses it on request', async () => {
    rmSync(join(root, 'models/starter/loras/kiki.safetensors'))
    write('archive/cats/kiki.safetensors', 'kiki')
    write('work/kiki.safetensors', 'meow')
    const settings = { searchFolders: [join(root, 'archive')] }
    await expect(resolveFiles(settings)).rejects.toMatchObject({
      code: 'file-missing',
      message: `concepts[0].adapters[0].file: '${join(root, 'models/starter/loras/kiki.safetensors')}' does not exist.`,
      remedy: "Found the same file at '../archive/cats/kiki.safetensors': change the path, or run with --relink.",
    })
    const { files, warnings, project: relinked } = await resolveFiles({ ...settings, relink: true })
    expect(files.get('../archive/cats/kiki.safetensors')?.path).toBe(join(root, 'archive/cats/kiki.safetensors'))
    expect(warnings).toEqual([expect.stringContaining("'../archive/cats/kiki.safetensors' is used.")])
    project = relinked
    expect((await resolveFiles()).warnings).toEqual([])
  })

  it('finds a file under another name, among the adapters of the model', async () => {
    renameSync(join(folder, 'bruno.safetensors'), join(root, 'models/starter/loras/dog v2.safetensors'))
    await expect(resolveFiles()).rejects.toMatchObject({
      remedy: expect.stringContaining("'../models/starter/loras/dog v2.safetensors'"),
    })
  })

  it('finds a model that has moved by what is in it', async () => {
    renameSync(join(root, 'models'), join(folder, 'my models'))
    const { model, project: relinked } = await resolveFiles({ relink: true })
    expect(model.path).toBe(join(folder, 'my models/starter'))
    expect(relinked.model.path).toBe('my models/starter')
    expect(relinked.concepts[0]!.adapters[0]!.file.path).toBe('my models/starter/loras/kiki.safetensors')
  })

  it('names a file of the same name that is another, and does not use it', async () => {
    rmSync(join(folder, 'bruno.safetensors'))
    write('work/dogs/bruno.safetensors', 'a dog of another breed')
    await expect(resolveFiles({ relink: true })).rejects.toMatchObject({
      code: 'file-missing',
      remedy: expect.stringContaining("'dogs/bruno.safetensors', but it has other contents"),
    })
  })

  it('names every file that is wrong', async () => {
    rmSync(join(folder, 'bruno.safetensors'))
    write('work/masks/sky.png', 'rain')
    const lines = await resolveFiles().catch((error: unknown) => (error as Error).message.split('\n'))
    expect(lines).toEqual([
      expect.stringMatching(/^concepts\[1\]\.adapters\[0\]\.file: .* does not exist\.$/),
      expect.stringMatching(/^concepts\[1\]\.region\.file: 'sky\.png' has changed/),
    ])
  })

  it('does not need the files of hidden concepts', async () => {
    rmSync(join(folder, 'bruno.safetensors'))
    project.concepts[1]!.hidden = true
    expect((await resolveFiles()).files.has('bruno.safetensors')).toBe(false)
  })
})

describe('sha256OfFolder', () => {
  it('hashes sorted lines of path and hash', async () => {
    const lines = [
      ['model_index.json', '{}'],
      ['unet/config.json', '{"width":1}'],
      ['unet/diffusion_pytorch_model.safetensors', 'weights'],
    ].map(([path, contents]) => `${path!}\0${sha256(contents!)}\n`)
    expect(await sha256OfFolder(join(root, 'models/starter'))).toBe(sha256(lines.join('')))
  })

  it('refuses a folder that is no model', async () => {
    await expect(sha256OfFolder(folder)).rejects.toMatchObject({ code: 'file-invalid' })
  })
})

describe('toReferencePath', () => {
  it.each([
    ['/a/b', '/a/b/c.safetensors', 'c.safetensors'],
    ['/a/b', '/a/models/c d', '../models/c d'],
    ['/a/b', '/a/b', '.'],
  ])('from %s to %s is %s', (from, to, path) => {
    expect(toReferencePath(from, to)).toBe(path)
  })
})

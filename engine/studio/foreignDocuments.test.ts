import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installationFolder } from '../files/installation.ts'
import { encodePng } from '../image/png.ts'
import { recipeTexts } from '../image/recipe.ts'
import type { Project } from '../protocol/project.ts'
import type { OpenedDocument } from '../protocol/window/documents.ts'
import { recipeForTest } from '../testing/galleryPictures.ts'
import { studioForTest, type TestStudio } from '../testing/studioForTest.ts'
import { openStudioLibrary } from './openStudioLibrary.ts'

let test: TestStudio
let outside: string
let library: string
let duo: Project
const photo = () => join(outside, 'passport scan.png')
const key = () => join(outside, 'id_rsa')

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'polyptych-outside-'))
  library = await mkdtemp(join(tmpdir(), 'polyptych-loras-'))
  test = await studioForTest({ openLibrary: openStudioLibrary, libraryFolders: [library] })
  await mkdir(test.projects, { recursive: true })
  const picture = sharp({ create: { width: 16, height: 16, channels: 3, background: '#ff0000' } })
  await writeFile(photo(), await picture.png().toBuffer())
  await writeFile(key(), 'a secret of the machine')
  const loras = join(installationFolder(), 'models', 'starter', 'loras')
  await writeFile(join(library, 'renamed.safetensors'), await readFile(join(loras, 'kiki.safetensors')))
  duo = JSON.parse(await readFile(join(installationFolder(), 'examples', 'duo.polyptych'), 'utf8')) as Project
})
afterAll(async () => {
  await test.end()
  for (const folder of [outside, library]) await rm(folder, { recursive: true })
})

type File = Project['model']

const withMask = (file: File): Project => ({
  ...duo,
  concepts: duo.concepts.map((concept, index) =>
    index === 0 ? { ...concept, region: { type: 'mask', file } } : concept,
  ),
})
const withAdapter = (file: File): Project => ({
  ...duo,
  concepts: duo.concepts.map((concept, index) =>
    index === 0 ? { ...concept, adapters: [{ ...concept.adapters[0]!, file }] } : concept,
  ),
})

const ways: Readonly<Record<string, (project: Project) => Promise<{ bytes: Uint8Array; name: string }>>> = {
  upload: async (project) => ({ bytes: Buffer.from(JSON.stringify(project)), name: 'x.polyptych' }),
  recipe: async (project) => {
    const texts = recipeTexts(recipeForTest({ ...project, seeds: [1] }, 1))
    // As somebody else may write it: our own pictures hold no folders.
    const recipe = JSON.parse(texts.polyptych) as { project: Project }
    const { model, concepts } = project
    const polyptych = JSON.stringify({ ...recipe, project: { ...recipe.project, model, concepts } })
    return { bytes: await encodePng(new Uint8Array(8 * 8 * 3), 8, 8, { ...texts, polyptych }), name: 'x.png' }
  },
}

async function open(project: Project, way = 'upload'): Promise<OpenedDocument> {
  const { bytes, name } = await ways[way]!(project)
  const source = { type: 'given' as const, file: { upload: await test.upload(bytes), name } }
  return (await test.call('openDocument', { source })).document!
}

async function openListed(name: string): Promise<OpenedDocument> {
  const { listed } = await test.call('listDocuments', {})
  const { id } = listed.find((card) => card.name === name)!
  return (await test.call('openDocument', { source: { type: 'listed', id } })).document!
}

const save = (document: OpenedDocument, name: string) =>
  test.call('saveDocument', {
    documentId: document.documentId,
    project: document.project,
    to: { type: 'named', name, replace: true },
  })

function maskHandle({ project }: { readonly project: Project }): string {
  const { region } = project.concepts[0]!
  return region.type === 'mask' ? region.file.path : ''
}

const shown = async (handle: string) => (await test.studio.asset(`mask/${encodeURIComponent(handle)}`)).status

describe('a document without a place on this machine', () => {
  it.each([
    ['a picture', 'upload', () => photo()],
    ['a picture', 'recipe', () => photo()],
    ['a picture by a way around', 'upload', () => join(test.projects, '..', '..', '..', photo())],
    ['a relative picture', 'upload', () => `../../../${photo()}`],
    ['a share', 'upload', () => '\\\\evil\\share\\x.png'],
    ['a share with slashes', 'upload', () => '//evil/share/x.png'],
    ['a device', 'upload', () => '/dev/zero'],
    ['a device of Windows', 'upload', () => '\\\\.\\pipe\\x.png'],
    ['no file', 'upload', () => join(outside, 'nothing.png')],
    ['an address', 'upload', () => `file://${photo()}`],
    ['a name with a zero byte', 'upload', () => `${photo()}\0.png`],
  ])('never shows %s that its %s names, and says no more than that it is missing', async (_, way, path) => {
    const document = await open(withMask({ path: path() }), way)
    expect(document.problems).toMatchObject([{ kind: 'mask', problem: 'missing' }])
    expect(document.problems[0]).not.toHaveProperty('found')
    expect(await shown(maskHandle(document))).toBe(404)
    const { documentId, project } = document
    expect(await test.call('findProblems', { documentId, project })).toEqual({ problems: document.problems })
  })

  it('learns neither whether a file exists, nor its size or contents', async () => {
    const sha256 = createHash('sha256').update('a secret of the machine').digest('hex')
    const asked: File[] = [
      { path: join(outside, 'nothing') },
      { path: key() },
      { path: key(), size: 5, sha256 },
      { path: key(), size: 23, sha256 },
    ]
    for (const file of asked) {
      const { problems } = await open(withAdapter(file))
      expect(problems).toMatchObject([{ kind: 'adapter', problem: 'missing' }])
    }
    const model = (await open({ ...duo, model: { path: outside } })).project.model.path
    await expect(test.call('readModelDetails', { model })).rejects.toMatchObject({ code: 'file-missing' })
  })

  it('learns nothing by being saved and opened again, and loses no path', async () => {
    const document = await open(withMask({ path: photo() }))
    const { project } = await save(document, 'Crafted')
    expect(JSON.stringify(project)).not.toContain(outside)
    const written = JSON.parse(await readFile(join(test.projects, 'Crafted.polyptych'), 'utf8')) as Project
    expect(written.concepts[0]!.region).toEqual({ type: 'mask', file: { path: photo(), elsewhere: true } })
    const again = await openListed('Crafted')
    expect(again.problems).toMatchObject([{ kind: 'mask', problem: 'missing', name: 'passport scan.png' }])
    expect(await shown(maskHandle(again))).toBe(404)
    expect(again.project).toEqual(project)
    await test.call('keepRecovery', { documentId: again.documentId, name: 'Crafted', project: again.project })
    const source = { type: 'recovery' as const, id: again.documentId }
    const { document: recovered } = await test.call('openDocument', { source })
    expect(await shown(maskHandle(recovered!))).toBe(404)
  })

  it('has its files where they lie in the library, in projects or among masks', async () => {
    const own = join(test.projects, 'mine.png')
    await writeFile(own, await readFile(photo()))
    const { file } = await test.call('keepMask', { upload: await test.upload(await readFile(photo())) })
    expect(await shown(file)).toBe(200)
    for (const path of [own, 'mine.png']) {
      const document = await open(withMask({ path }))
      expect(document.problems).toEqual([])
      expect(await shown(maskHandle(document))).toBe(200)
    }
    const inLibrary = await open(withAdapter({ path: join(library, 'renamed.safetensors') }))
    expect(inLibrary.problems).toEqual([])
  })

  it('finds its files in the library by their contents, or offers what has their name', async () => {
    const { sha256 } = duo.concepts[0]!.adapters[0]!.file
    const found = await open(withAdapter({ path: '/home/other/kiki-v2.safetensors', sha256: sha256! }))
    expect(found.problems).toEqual([])
    const named = await open(withAdapter({ path: 'C:\\loras\\renamed.safetensors' }))
    expect(named.problems).toMatchObject([{ problem: 'missing', found: expect.stringMatching(/^file:/) as string }])
  })
})

describe('a project with a place', () => {
  it('names files anywhere on this machine, as the artist or the command line wrote them', async () => {
    await writeFile(join(test.projects, 'Placed.polyptych'), JSON.stringify(withMask({ path: photo() })))
    const document = await openListed('Placed')
    expect(document.problems.filter(({ kind }) => kind === 'mask')).toEqual([])
    expect(await shown(maskHandle(document))).toBe(200)
  })

  it('shows as a mask only what a region names', async () => {
    await symlink(photo(), join(test.projects, 'linked.png'))
    const project = withAdapter({ path: join(test.projects, 'linked.png') })
    await writeFile(join(test.projects, 'NoMask.polyptych'), JSON.stringify(project))
    const document = await openListed('NoMask')
    const handle = document.project.concepts[0]!.adapters[0]!.file.path
    expect(await shown(handle)).toBe(404)
    const asMask = { ...document.project.concepts[0]!, region: { type: 'mask' as const, file: { path: handle } } }
    const { documentId } = document
    await test.call('findProblems', { documentId, project: { ...document.project, concepts: [asMask] } })
    expect(await shown(handle)).toBe(404)
  })

  it.each(['\\\\evil\\share\\x.png', '\\\\?\\UNC\\evil\\x.png', '\\\\.\\pipe\\x.png'])(
    'has no file on another machine or a device: %s',
    async (path) => {
      await writeFile(join(test.projects, 'Share.polyptych'), JSON.stringify(withMask({ path })))
      const document = await openListed('Share')
      expect(document.problems.filter(({ kind }) => kind === 'mask')).toMatchObject([{ problem: 'missing' }])
      await save(document, 'Share')
      expect(await readFile(join(test.projects, 'Share.polyptych'), 'utf8')).toContain(JSON.stringify(path))
    },
  )
})

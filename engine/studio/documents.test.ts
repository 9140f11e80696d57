import { readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFileHashes } from '../project/fileHashes.ts'
import { readProject } from '../project/projectFile.ts'
import { resolveProjectFiles } from '../project/resolveFiles.ts'
import { studioForTest, type TestStudio } from '../testing/studioForTest.ts'

let test: TestStudio
beforeAll(async () => void (test = await studioForTest()))
afterAll(() => test.end())

const paint = (shade: number, side = 64) =>
  sharp({ create: { width: side, height: side, channels: 3, background: { r: shade, g: shade, b: shade } } })
    .png()
    .toBuffer()

async function open(source: Parameters<typeof test.call<'openDocument'>>[1]['source']) {
  const { document } = await test.call('openDocument', { source })
  return document!
}

describe('documents', () => {
  it('begin with the starter model in the size that it was trained on', async () => {
    const document = await open({ type: 'new' })
    expect(document).toMatchObject({ hasFile: false, isChanged: false, problems: [], warnings: [] })
    expect(document.project).toMatchObject({
      canvas: { width: 256, height: 256 },
      method: { name: 'auto' },
      prompt: '',
    })
  })

  it('are called what the window calls those without a name', async () => {
    expect(await open({ type: 'new', name: 'Ohne Namen' })).toMatchObject({ name: 'Ohne Namen' })
    expect(await open({ type: 'new' })).toMatchObject({ name: 'Untitled' })
  })

  it('open every example without a problem or a path', async () => {
    const { examples } = await test.call('start', {})
    expect(examples.map(({ id }) => id)).toContain('trio')
    expect(new Set(examples.map(({ file }) => file)).size).toBe(examples.length)
    for (const { id, thumbnail } of examples) {
      const document = await open({ type: 'example', id })
      expect(document.problems).toEqual([])
      expect(JSON.stringify(document)).not.toMatch(/"[^"]*\/models\/|"[A-Z]:\\/)
      expect((await test.studio.asset(thumbnail!.replace('asset/', ''))).headers['content-type']).toBe('image/webp')
    }
  })

  it('are saved with their masks beside them, and the command line finds every file', async () => {
    const { documentId, project } = await open({ type: 'example', id: 'trio' })
    const { file } = await test.call('keepMask', { upload: await test.upload(await paint(200)) })
    const [first, ...others] = project.concepts
    const painted = { ...first!, region: { type: 'mask' as const, file: { path: file } } }
    const saved = await test.call('saveDocument', {
      documentId,
      project: { ...project, concepts: [painted, ...others] },
      to: { type: 'named', name: 'Größe 1', replace: false },
    })
    expect(saved.name).toBe('Größe 1')

    const path = join(test.projects, 'Größe 1.polyptych')
    expect(await readdir(join(test.projects, 'Größe 1.masks'))).toHaveLength(3)
    const read = await readProject(path)
    const resolved = await resolveProjectFiles(read.project, read.folder, { hashes: createFileHashes(undefined) })
    expect(resolved.warnings).toEqual([])
    expect([...resolved.files.values()].every(({ path: place }) => !place.includes('data'))).toBe(true)
    expect(read.project.concepts[0]!.region).toMatchObject({
      file: { path: expect.stringMatching(/^Größe 1\.masks\/[0-9a-f]+\.png$/), sha256: expect.any(String) },
    })

    const { listed, recent } = await test.call('listDocuments', {})
    expect(listed).toMatchObject([{ name: 'Größe 1' }])
    const again = await open({ type: 'listed', id: listed[0]!.id })
    expect(again).toMatchObject({ hasFile: true, problems: [], project: saved.project! })
    expect(await open({ type: 'recent', id: recent[0]!.id })).toMatchObject({ name: 'Größe 1' })

    const region = again.project.concepts[0]!.region
    const handle = region.type === 'mask' ? region.file.path : ''
    const { body } = await test.studio.asset(`mask/${encodeURIComponent(handle)}`)
    expect(Buffer.from(body!)).toEqual(await paint(200))

    const before = await readFile(path, 'utf8')
    await test.call('saveDocument', { documentId: again.documentId, project: again.project, to: { type: 'own' } })
    expect(await readFile(path, 'utf8')).toBe(before)
  })

  it('ask before another file is replaced, and refuse names that are none', async () => {
    const { documentId, project } = await open({ type: 'new' })
    const save = (name: string, replace = false) =>
      test.call('saveDocument', { documentId, project, to: { type: 'named', name, replace } })
    await save('Twice')
    await expect(save('Twice')).rejects.toMatchObject({ code: 'output-unwritable' })
    await expect(save('Twice', true)).resolves.toMatchObject({ name: 'Twice' })
    for (const name of ['../escape', 'a/b', 'a\\b', 'C:x', '.hidden', 'con', ' ', 'nul\0']) {
      await expect(save(name)).rejects.toMatchObject({ code: 'setting-invalid' })
    }
  })

  it('say which files are missing, and where the same file lies', async () => {
    const { project, documentId } = await open({ type: 'example', id: 'duo' })
    await test.call('saveDocument', { documentId, project, to: { type: 'named', name: 'Lost', replace: true } })
    const path = join(test.projects, 'Lost.polyptych')
    const text = await readFile(path, 'utf8')
    await writeFile(
      path,
      text.replace('kiki.safetensors', 'moved.safetensors').replace(/[^"]*bruno.safe/, 'never.safe'),
    )
    const document = await open({ type: 'given', file: { token: test.studio.tokenOf(path) } })
    const kiki = project.concepts[0]!.adapters[0]!.file.path
    expect(document.problems).toMatchObject([
      { kind: 'adapter', problem: 'missing', name: 'moved.safetensors', found: kiki },
      { kind: 'adapter', problem: 'missing', name: 'never.safetensors' },
    ])
    const asked = { documentId: document.documentId, project: document.project }
    expect(await test.call('findProblems', asked)).toEqual({ problems: document.problems })
    expect(await test.call('findProblems', { documentId, project })).toEqual({ problems: [] })
  })

  it('are no recent ones while their file is gone', async () => {
    const { documentId, project } = await open({ type: 'new' })
    await test.call('saveDocument', { documentId, project, to: { type: 'named', name: 'Gone', replace: false } })
    const [path, away] = [join(test.projects, 'Gone.polyptych'), join(test.folder, 'away')]
    const names = async () => (await test.call('listDocuments', {})).recent.map(({ name }) => name)
    await rename(path, away)
    expect(await names()).not.toContain('Gone')
    await rename(away, path)
    expect(await names()).toContain('Gone')
  })

  it('are not saved over what another window has saved meanwhile, unless the artist says so', async () => {
    const { documentId, project } = await open({ type: 'new' })
    await test.call('saveDocument', { documentId, project, to: { type: 'named', name: 'Both', replace: true } })
    const listed = (await test.call('listDocuments', {})).listed.find(({ name }) => name === 'Both')!
    const other = await open({ type: 'listed', id: listed.id })
    const save = (id: string, prompt: string, replace = false) =>
      test.call('saveDocument', { documentId: id, project: { ...project, prompt }, to: { type: 'own', replace } })
    await save(documentId, 'first')
    await save(documentId, 'first again')
    await expect(save(other.documentId, 'second')).rejects.toMatchObject({ code: 'file-changed' })
    expect((await open({ type: 'listed', id: listed.id })).project.prompt).toBe('first again')
    await save(other.documentId, 'second', true)
    await save(other.documentId, 'third')
    expect((await open({ type: 'listed', id: listed.id })).project.prompt).toBe('third')
  })

  it('are named in a dialog by their name and one extension, and take no place that it did not ask about', async () => {
    const suggested: string[] = []
    let chosen = ''
    const cancelled = () => Promise.resolve(undefined)
    const saveProject = (name: string) => {
      suggested.push(name)
      return Promise.resolve(chosen)
    }
    const dialogs = { openProject: cancelled, saveProject, openFolder: cancelled, exportFolder: cancelled }
    const other = await studioForTest({ facilities: { dialogs } })
    const save = async (name: string, typed: string) => {
      chosen = join(other.folder, typed)
      const { document } = await other.call('openDocument', { source: { type: 'new', name } })
      const { documentId, project } = document!
      return (await other.call('saveDocument', { documentId, project, to: { type: 'dialog' } })).name
    }
    expect(await save('Duo', 'Typed')).toBe('Typed')
    expect(await save('Duo.polyptych', 'Whole.polyptych')).toBe('Whole')
    expect(await save('Duo', 'Whole.polyptych')).toBe('Whole')
    expect(suggested).toEqual(['Duo.polyptych', 'Duo.polyptych', 'Duo.polyptych'])
    await expect(save('Duo', 'Whole')).rejects.toMatchObject({ code: 'output-unwritable' })
    expect((await readdir(other.folder)).filter((name) => name.includes('.polyptych')).sort()).toEqual([
      'Typed.polyptych',
      'Whole.polyptych',
    ])
    await other.end()
  })

  it('keep unsaved work that came while they were saved', async () => {
    const { documentId, project } = await open({ type: 'new' })
    const keep = (prompt: string) =>
      test.call('keepRecovery', { documentId, name: 'Newer', project: { ...project, prompt } })
    await keep('old')
    const saving = test.call('saveDocument', {
      documentId,
      project,
      to: { type: 'named', name: 'Newer', replace: true },
    })
    await Promise.all([saving, keep('newer')])
    const { document } = await test.call('openDocument', { source: { type: 'recovery', id: documentId } })
    expect(document!.project.prompt).toBe('newer')
    await test.call('dropRecovery', { documentId })
  })

  it('that were not saved come back after the program was killed, and keep their file', async () => {
    const other = await studioForTest()
    const { document } = await other.call('openDocument', { source: { type: 'new' } })
    const { documentId, project } = document!
    await other.call('saveDocument', { documentId, project, to: { type: 'named', name: 'Kept', replace: false } })
    const changed = { ...project, prompt: 'a cat' }
    await other.call('keepRecovery', { documentId, name: 'Kept', project: changed })
    await new Promise((resolve) => setTimeout(resolve, 100))

    const { studio: second, ...rest } = await studioForTest({ folder: other.folder }) // the first was never closed
    const { recoveries } = await rest.call('start', {})
    expect(recoveries).toMatchObject([{ id: documentId, name: 'Kept', place: 'projects' }])
    const recovered = await rest.call('openDocument', { source: { type: 'recovery', id: documentId } })
    expect(recovered.document).toMatchObject({
      documentId,
      hasFile: true,
      isChanged: true,
      project: { prompt: 'a cat' },
    })
    await rest.call('saveDocument', { documentId, project: recovered.document!.project, to: { type: 'own' } })
    expect((await readProject(join(rest.projects, 'Kept.polyptych'))).project.prompt).toBe('a cat')
    expect((await rest.call('start', {})).recoveries).toEqual([])
    await second.close()
    await other.end()
  })

  it('that a window shows are not offered to others as lost work, and cannot be dropped by them', async () => {
    const [first, second] = [new AbortController(), new AbortController()]
    const { documentId, project } = await open({ type: 'new' })
    await test.call('tellTitle', { documentId, name: 'Live', isChanged: true }, first.signal)
    await test.call('keepRecovery', { documentId, name: 'Live', project }, first.signal)
    const offered = async (window: AbortController) => {
      const { recoveries } = await test.call('start', {}, window.signal)
      return recoveries.map(({ id }) => id)
    }
    expect(await offered(second)).not.toContain(documentId)
    expect(await offered(first)).toContain(documentId) // it lost the document itself, as by being loaded again
    await test.call('dropRecovery', { documentId }, second.signal)
    first.abort()
    expect(await offered(second)).toContain(documentId)
    await test.call('dropRecovery', { documentId }, second.signal)
    expect(await offered(second)).not.toContain(documentId)
  })

  it.each([
    ['openDocument', { source: { type: 'example', id: '../duo' } }, 'file-missing'],
    ['openDocument', { source: { type: 'listed', id: '../../etc/passwd' } }, 'file-missing'],
    ['openDocument', { source: { type: 'recovery', id: '../settings' } }, 'file-missing'],
    ['openDocument', { source: { type: 'given', file: { token: `token:${'a'.repeat(24)}` } } }, 'file-missing'],
    ['openDocument', { source: { type: 'given', file: { upload: '/etc/passwd', name: 'x' } } }, 'setting-invalid'],
    ['openDocument', { source: { type: 'dialog' } }, 'setting-invalid'],
    ['saveDocument', { documentId: 'x' }, 'setting-invalid'],
    ['keepMask', { upload: `upload:${'a'.repeat(24)}` }, 'file-missing'],
    ['constructor', {}, 'setting-invalid'],
    ['start', undefined, 'setting-invalid'],
  ])('refuse %s with %j', async (method, request, code) => {
    await expect(test.studio.call(method, request)).rejects.toMatchObject({ code })
  })

  it('refuse masks that are no PNG, and handles of other machines', async () => {
    await expect(test.call('keepMask', { upload: await test.upload(Buffer.from('GIF89a')) })).rejects.toMatchObject({
      code: 'file-refused',
    })
    const { documentId, project } = await open({ type: 'new' })
    const foreign = { ...project, model: { path: `file:${'x'.repeat(32)}` } }
    await expect(
      test.call('saveDocument', { documentId, project: foreign, to: { type: 'named', name: 'F', replace: true } }),
    ).rejects.toMatchObject({ code: 'file-missing' })
    expect((await test.studio.asset(`mask/${encodeURIComponent(project.model.path)}`)).status).toBe(404)
  })
})

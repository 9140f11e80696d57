import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { studioForTest, type TestStudio } from '../testing/studioForTest.ts'
import { openStudioLibrary } from './openStudioLibrary.ts'

const kiki = new URL('../../models/starter/loras/kiki.safetensors', import.meta.url).pathname

let folder: string
let test: TestStudio

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-own-'))
  await mkdir(join(folder, 'loras'))
  await cp(kiki, join(folder, 'loras', 'mine.safetensors'))
  test = await studioForTest({ openLibrary: openStudioLibrary, libraryFolders: [join(folder, 'loras')] })
})
afterAll(async () => {
  await test.end()
  await rm(folder, { recursive: true })
})

describe('the library of a browser', () => {
  it('has the folders that the program was started with', async () => {
    await vi.waitFor(async () => {
      const { folders, entries } = await test.call('readLibrary', {})
      expect(folders).toContainEqual(expect.objectContaining({ name: 'loras', application: 'folder', removable: true }))
      expect(entries.map(({ fileName }) => fileName)).toContain('mine.safetensors')
    })
  })

  it.each([
    { path: '/etc' },
    { found: '/etc' },
    { found: '../..' },
    { file: { path: '/etc' } },
    { file: { token: '/etc' } },
    { file: { token: 'token:AAAAAAAAAAAAAAAAAAAAAA' } },
    { file: { upload: 'upload:AAAAAAAAAAAAAAAAAAAAAA', name: '/etc' } },
    { dialog: true },
    { dialog: '/etc' },
    {},
  ])('takes no folder that a window names: %j', async (request) => {
    const { folders } = await test.call('readLibrary', {})
    const refused = await test.studio.call('addLibraryFolder', request).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: expect.stringMatching(/^(setting-invalid|file-missing)$/) as string })
    expect((refused as Error).message).not.toContain('/etc')
    expect((await test.call('readLibrary', {})).folders).toEqual(folders)
  })

  it('names the file of what is added, for documents to use', async () => {
    const upload = await test.upload(await readFile(kiki))
    const { imported } = await test.call('importFiles', { files: [{ upload, name: 'added.safetensors' }] })
    expect(imported).toMatchObject([{ type: 'adapters', files: [expect.stringMatching(/^file:/)] }])
    const { entries } = await test.call('readLibrary', {})
    const [added] = imported.flatMap((result) => (result.type === 'adapters' ? result.files : []))
    expect(entries.find(({ file }) => file === added)).toMatchObject({ fileName: 'added.safetensors' })
  })
})

describe('the library of the desktop', () => {
  let desktop: TestStudio
  let chosen: string | undefined
  const asked: string[] = []
  const revealed: string[] = []

  beforeAll(async () => {
    const cancelled = () => Promise.resolve(undefined)
    desktop = await studioForTest({
      openLibrary: openStudioLibrary,
      facilities: {
        dialogs: {
          openProject: cancelled,
          saveProject: cancelled,
          exportFolder: cancelled,
          async openFolder(purpose) {
            asked.push(purpose)
            return chosen
          },
        },
        reveal: (path) => void revealed.push(path),
      },
    })
  })
  afterAll(() => desktop.end())

  it('adds the folder that is chosen in the dialog, shows its files where they lie and tells no path', async () => {
    chosen = join(folder, 'loras')
    const { folderId } = await desktop.call('addLibraryFolder', { dialog: true })
    const own = async () =>
      (await desktop.call('readLibrary', {})).entries.find(({ fileName }) => fileName === 'mine.safetensors')
    await vi.waitFor(async () => expect(await own()).toBeDefined(), 5000)
    const entry = (await own())!
    await desktop.call('revealAdapter', { id: entry.id })
    expect(revealed).toEqual([join(folder, 'loras', 'mine.safetensors')])
    expect(JSON.stringify([await desktop.call('readLibrary', {}), folderId])).not.toContain(folder)
  })

  it('changes nothing where the dialogs are cancelled', async () => {
    chosen = undefined
    const before = await desktop.call('readLibrary', {})
    expect(await desktop.call('addLibraryFolder', { dialog: true })).toEqual({})
    expect(await desktop.call('addModel', {})).toEqual({})
    expect(asked).toEqual(['library', 'library', 'model'])
    expect(await desktop.call('readLibrary', {})).toEqual(before)
  })
})

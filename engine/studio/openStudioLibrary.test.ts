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

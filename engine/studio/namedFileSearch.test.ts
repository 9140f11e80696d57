import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installationFolder } from '../files/installation.ts'
import { createFileHashes } from '../project/fileHashes.ts'
import { sha256OfFolder } from '../project/modelHash.ts'
import type { NamedFileSearch } from '../project/projectOfParameters.ts'
import type { LibraryEntry, LibraryModel } from '../protocol/window/library.ts'
import { openFileHandles, type FileHandles } from './fileHandles.ts'
import { createNamedFileSearch } from './namedFileSearch.ts'

const starter = join(installationFolder(), 'models', 'starter')
const hashes = createFileHashes(undefined)
let folder: string
let handles: FileHandles
let search: NamedFileSearch

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-named-'))
  handles = await openFileHandles(folder)
  const copy = join(folder, 'other kiki.safetensors')
  await copyFile(join(starter, 'loras', 'bruno.safetensors'), copy)
  const entry = (path: string, fileName: string, name: string): LibraryEntry => ({
    id: name,
    file: handles.handleOf(path),
    folderId: 'own',
    name,
    fileName,
    triggerWords: [],
    tags: [],
    bytes: 1,
    changedAt: '2026-01-01T00:00:00.000Z',
    favourite: false,
  })
  const model: LibraryModel = { id: 'm', file: handles.handleOf(starter), folderId: 'starter', name: 'Starter' }
  const entries = [
    entry(join(starter, 'loras', 'kiki.safetensors'), 'kiki.safetensors', 'Kiki the Cat'),
    entry(copy, 'other.safetensors', 'Bruno'),
    { ...entry('/gone', 'gone.safetensors', 'Gone'), problem: { code: 'x', message: 'x', remedy: 'x' } },
  ]
  const otherModel = { path: starter, name: 'Polyptych Starter' }
  search = createNamedFileSearch({ entries, models: [model] }, { handles, hashes, otherModel })
})
afterAll(async () => {
  await handles.close()
  await rm(folder, { recursive: true, force: true })
})

describe('files that other programs name', () => {
  it.each([
    ['a file name and the hash of its tensors', { name: 'KIKI', hash: '393af38ee32a' }, 'Kiki the Cat', false],
    ['a file name without a hash', { name: 'kiki', hash: undefined }, 'Kiki the Cat', false],
    ['a title', { name: 'bruno', hash: undefined }, 'Bruno', false],
    ['a file name with another hash', { name: 'kiki', hash: '000000000000' }, 'Kiki the Cat', true],
  ])('are found by %s', async (_, named, name, isUncertain) => {
    const found = await search.adapter(named)
    expect(found?.name).toBe(name)
    expect(found?.remark !== undefined).toBe(isUncertain)
  })

  it.each([
    { name: 'gone', hash: undefined },
    { name: 'unknown', hash: '393af38ee32b' },
  ])('are not found where they are broken or not there: %j', async (named) => {
    expect(await search.adapter(named)).toBeUndefined()
  })

  it('are models by their hash or their name', async () => {
    const hash = (await sha256OfFolder(starter, hashes)).slice(0, 10)
    expect(await search.model({ name: 'renamed', hash })).toEqual({ path: starter, name: 'Starter' })
    expect(await search.model({ name: 'starter', hash: '0000000000' })).toEqual({ path: starter, name: 'Starter' })
    expect(await search.model({ name: 'dreamy', hash: undefined })).toBeUndefined()
  })
})

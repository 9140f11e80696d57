import { cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { librarySchema, libraryChangeSchema } from '../protocol/window/library.ts'
import type { Library as LibraryContents } from '../protocol/window/library.ts'
import { kohyaLayer, temporaryFolder, writeAdapterFile } from '../testing/adapterFiles.ts'
import { fileTree, libraryForTest, starterFolder } from '../testing/libraryForTest.ts'

const tinyXL = 'engine/testing/fixtures/tiny-sdxl'

/** The networks alone, without what tests compare them with. */
async function copyModel(folder: string): Promise<void> {
  await cp(tinyXL, folder, { recursive: true, filter: (path) => !path.endsWith('golden.safetensors') })
}

async function settled(given: Parameters<typeof libraryForTest>[0] = {}) {
  const test = await libraryForTest(given)
  await test.library.settled()
  return test
}

describe('the starter folder', () => {
  it('gives its model and its adapters, as windows check them', async () => {
    const { library } = await settled({ starterFolder })
    const { folders, entries, models, pending } = librarySchema.parse(library.read())
    expect(pending).toBe(0)
    expect(folders.map(({ id, application, count, removable }) => ({ id, application, count, removable }))).toEqual([
      { id: 'own', application: 'own', count: 0, removable: false },
      { id: 'starter', application: 'starter', count: 11, removable: false },
    ])
    expect(models).toMatchObject([{ name: 'starter', architecture: 'SD 1', nativeSide: 256, folderId: 'starter' }])
    expect(entries).toHaveLength(10)
    const kiki = entries.find(({ fileName }) => fileName === 'kiki.safetensors')
    expect(kiki).toMatchObject({ kind: 'LoRA', favourite: false, folderId: 'starter' })
    expect(kiki!.triggerWords.length).toBeGreaterThan(0)
    expect(kiki!.preview).toMatch(/^asset\/adapter\/[\w-]{22}\?v=/)
    expect(JSON.stringify({ folders, entries, models })).not.toContain(starterFolder)
  })

  it('tells of everything that it finds, in few events', async () => {
    const { library, changes } = await settled({ starterFolder })
    await expect.poll(() => changes.flatMap(({ changed }) => changed)).toHaveLength(10)
    for (const change of changes) libraryChangeSchema.parse(change)
    expect(changes.at(-1)!.pending).toBe(0)
    expect(changes.findLast(({ models }) => models !== undefined)!.models).toEqual(library.read().models)
    expect(changes.length).toBeLessThan(8)
  })

  it('makes previews small and keeps them', async () => {
    const { library, dataFolder, again } = await settled({ starterFolder })
    const { id } = library.read().entries[0]!
    const preview = await library.preview(id)
    expect(Buffer.from(preview!.subarray(8, 12)).toString()).toBe('WEBP')
    const next = await again()
    expect(await next.library.preview(id)).toEqual(preview)
    expect(dataFolder).toBe(next.dataFolder)
  })
})

describe('a folder that was added', () => {
  it('shows every file that cannot be used with its reason and without its folder', async () => {
    const folder = await temporaryFolder()
    await fileTree(folder, {
      'good/kiki.safetensors': 'kiki',
      'empty.safetensors': '',
      'page.safetensors': '<!doctype html>',
      'pickle.pt': 'anything',
      'old.ckpt': 'anything',
      'damaged.safetensors': 'kiki',
      'damaged.json': '{ not json',
    })
    await writeFile(join(folder, 'cut.safetensors'), Buffer.from([255, 255, 0, 0, 0, 0, 0, 0, 0x7b, 0x22]))
    const { library } = await settled()
    await library.addFolder({ path: folder })
    await library.settled()
    const { entries, models } = library.read()
    const problems = Object.fromEntries(entries.map(({ fileName, problem }) => [fileName, problem?.code]))
    expect(problems).toEqual({
      'kiki.safetensors': undefined,
      'damaged.safetensors': undefined,
      'empty.safetensors': 'file-invalid',
      'page.safetensors': 'file-invalid',
      'cut.safetensors': 'file-invalid',
      'pickle.pt': 'file-refused',
    })
    expect(models).toMatchObject([{ name: 'old', problem: { code: 'file-refused' } }])
    expect(entries.find(({ fileName }) => fileName === 'empty.safetensors')).toMatchObject({
      name: 'empty',
      problem: { message: "'empty.safetensors' is empty.", remedy: 'Download it again.' },
    })
    expect(JSON.stringify(library.read())).not.toContain(folder)
  })

  it('walks links once, loops included', async () => {
    const folder = await temporaryFolder()
    await fileTree(folder, { 'a/kiki.safetensors': 'kiki' })
    await symlink(folder, join(folder, 'a', 'back'))
    await symlink(join(folder, 'a'), join(folder, 'b'))
    await symlink(join(folder, 'nowhere'), join(folder, 'c'))
    const { library } = await settled()
    await library.addFolder({ path: folder })
    await library.settled()
    expect(library.read().entries).toHaveLength(1)
  })

  it('holds model folders, and says which networks another lacks', async () => {
    const folder = await temporaryFolder()
    for (const name of ['whole', 'part']) await copyModel(join(folder, name))
    await rm(join(folder, 'part', 'text_encoder'), { recursive: true })
    await rm(join(folder, 'part', 'text_encoder_2'), { recursive: true })
    const { library } = await settled()
    await library.addFolder({ path: folder })
    await library.settled()
    const { entries, models } = library.read()
    expect(entries).toEqual([])
    expect(models).toMatchObject([
      { name: 'part', problem: { code: 'file-missing' } },
      { name: 'whole', architecture: 'SDXL' },
    ])
    expect(models[0]!.problem!.message).toContain("'part/text_encoder'")
  })

  it('is left as it was when it is removed', async () => {
    const folder = await temporaryFolder()
    await fileTree(folder, { 'kiki.safetensors': 'kiki' })
    const { library, changes, again } = await settled()
    const folderId = await library.addFolder({ path: folder })
    await library.settled()
    const { id } = library.read().entries[0]!
    await library.removeFolder(folderId)
    expect(library.read()).toMatchObject({ entries: [], folders: [{ id: 'own' }, { id: 'starter' }] })
    await expect.poll(() => changes.flatMap(({ removed }) => removed)).toEqual([id])
    expect(() => library.pathOf(id)).toThrow(/not in the library/)
    const next = await again()
    expect(next.library.read().entries).toEqual([])
  })

  it('keeps what is known out of sight while the folder is away, and says why', async () => {
    const folder = join(await temporaryFolder(), 'drive')
    await fileTree(folder, { 'kiki.safetensors': 'kiki' })
    const { library } = await settled()
    const folderId = await library.addFolder({ path: folder })
    await library.settled()
    await rename(folder, `${folder}-away`)
    library.rescan()
    await library.settled()
    const away = library.read()
    expect(away.entries).toEqual([])
    expect(away.folders.find(({ id }) => id === folderId)!.problem).toMatchObject({
      code: 'file-missing',
      message: "'drive' does not exist.",
    })
    await rename(`${folder}-away`, folder)
    library.rescan()
    await library.settled()
    expect(library.read().entries).toHaveLength(1)
    expect(library.read().folders.find(({ id }) => id === folderId)!.problem).toBeUndefined()
  })
})

describe('changes on disk', () => {
  it('show by themselves: new files, new folders, other notes, files that go', async () => {
    const folder = await temporaryFolder()
    const { library } = await settled()
    await library.addFolder({ path: folder })
    await library.settled()
    const names = () =>
      library
        .read()
        .entries.map(({ fileName }) => fileName)
        .sort()
    const soon = { timeout: 4000, interval: 50 }
    await fileTree(folder, { 'one.safetensors': 'kiki' })
    await expect.poll(names, soon).toEqual(['one.safetensors'])
    await fileTree(folder, { 'new/two.safetensors': 'kiki' })
    await expect.poll(names, soon).toEqual(['one.safetensors', 'two.safetensors'])
    await fileTree(folder, { 'new/three.safetensors': 'kiki', 'one.json': '{ "activation text": "my word" }' })
    await expect.poll(names, soon).toEqual(['one.safetensors', 'three.safetensors', 'two.safetensors'])
    const words = () => library.read().entries.find(({ fileName }) => fileName === 'one.safetensors')?.triggerWords
    await expect.poll(words, soon).toEqual(['my word'])
    await rm(join(folder, 'new'), { recursive: true })
    await expect.poll(names, soon).toEqual(['one.safetensors'])
    await fileTree(folder, { 'new/four.safetensors': 'kiki' })
    await expect.poll(names, soon).toEqual(['four.safetensors', 'one.safetensors'])
    await fileTree(folder, { 'new/five.safetensors': 'kiki' })
    await expect.poll(names, soon).toEqual(['five.safetensors', 'four.safetensors', 'one.safetensors'])
  })

  it('are not waited for when the library closes in the middle of a scan', async () => {
    const folder = await temporaryFolder()
    const names = Array.from({ length: 200 }, (_, index) => `${index}.safetensors`)
    await fileTree(folder, Object.fromEntries(names.map((name) => [name, 'kiki'])))
    const { library, changes } = await settled()
    await library.addFolder({ path: folder })
    await expect.poll(() => library.read().entries.length, { interval: 1 }).toBeGreaterThan(0)
    await library.close()
    const known = library.read().entries.length
    expect(known).toBeLessThan(200)
    const told = changes.length
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect([library.read().entries.length, changes.length]).toEqual([known, told])
  })
})

describe('the next start', () => {
  it('has all cards at once and reads only what has changed', async () => {
    const folder = await temporaryFolder()
    await fileTree(folder, { 'same.safetensors': 'kiki', 'other.safetensors': 'kiki' })
    const { library, again } = await settled({ starterFolder })
    await library.addFolder({ path: folder })
    await library.settled()
    const before = JSON.parse(JSON.stringify(library.read())) as LibraryContents
    await library.close()
    await writeFile(join(folder, 'other.safetensors'), '')
    const next = await again()
    expect(next.library.read()).toMatchObject({ entries: before.entries, models: before.models })
    await next.library.settled()
    expect(Math.max(...next.changes.map(({ pending }) => pending))).toBeLessThanOrEqual(1)
    const problems = next.library.read().entries.flatMap(({ fileName, problem }) => (problem ? [fileName] : []))
    expect(problems).toEqual(['other.safetensors'])
  })

  it('starts anew from a damaged index, and puts a damaged list of folders aside', async () => {
    const { dataFolder, library } = await settled({ starterFolder })
    await library.close()
    await writeFile(join(dataFolder, 'library-index.jsonl'), 'polyptych library 2\n{"folderId":3}\n{{{')
    await writeFile(join(dataFolder, 'library.json'), '{"version":1,')
    const next = await settled({ dataFolder, starterFolder })
    expect(next.library.read().entries).toHaveLength(10)
  })
})

describe('favourites', () => {
  it('stay when folder and file get other names', async () => {
    const folder = await temporaryFolder()
    await fileTree(folder, { 'a/kiki.safetensors': 'kiki' })
    const { library, again, changes } = await settled()
    await library.addFolder({ path: folder })
    await library.settled()
    await library.setFavourite(library.read().entries[0]!.id, true)
    await expect.poll(() => changes.at(-1)?.changed.map(({ favourite }) => favourite)).toEqual([true])
    await rename(join(folder, 'a'), join(folder, 'b'))
    await rename(join(folder, 'b', 'kiki.safetensors'), join(folder, 'b', 'cat.safetensors'))
    const next = await again()
    await next.library.settled()
    expect(next.library.read().entries).toMatchObject([{ fileName: 'cat.safetensors', favourite: true }])
    await next.library.setFavourite(next.library.read().entries[0]!.id, false)
    expect(next.library.read().entries[0]!.favourite).toBe(false)
  })
})

describe('single files', () => {
  it('are used where they lie', async () => {
    const path = await writeAdapterFile(
      kohyaLayer('lora_unet_x_attn2_to_k', { rank: 2, inFeatures: 768, outFeatures: 8 }),
    )
    const { library, again } = await settled()
    const added = await library.addFile({ path })
    expect(added.type).toBe('adapter')
    expect(library.pathOf(added.id)).toBe(path)
    expect(library.read()).toMatchObject({ entries: [{ madeFor: 'SD 1', folderId: 'files', rank: 2 }] })
    const next = await again()
    await next.library.settled()
    expect(next.library.read().entries).toHaveLength(1)
    await next.library.removeFolder('files')
    expect(next.library.read().folders.map(({ id }) => id)).toEqual(['own', 'starter'])
  })

  it('are moved into the own folder when they were uploaded, under a free name', async () => {
    const folder = await temporaryFolder()
    await fileTree(folder, { first: 'kiki', second: 'kiki', third: 'no adapter' })
    const { library, dataFolder } = await settled()
    const ids = []
    for (const upload of ['first', 'second']) {
      ids.push((await library.addFile({ upload: join(folder, upload), name: 'cat.safetensors' })).id)
    }
    expect(ids.map((id) => library.pathOf(id))).toEqual(
      ['cat.safetensors', 'cat 2.safetensors'].map((name) => join(dataFolder, 'library', name)),
    )
    const refusal = library.addFile({ upload: join(folder, 'third'), name: 'text.safetensors' })
    await expect(refusal).rejects.toMatchObject({ code: 'file-invalid', message: /^'text.safetensors' is not/ })
    library.rescan()
    await library.settled()
    expect(
      library
        .read()
        .entries.map(({ fileName }) => fileName)
        .sort(),
    ).toEqual(['cat 2.safetensors', 'cat.safetensors'])
  })

  it('can be a model folder', async () => {
    const folder = join(await temporaryFolder(), 'mine')
    await copyModel(folder)
    const { library } = await settled()
    const added = await library.addFile({ path: folder })
    expect(library.read().models).toMatchObject([{ id: added.id, name: 'mine', folderId: 'files' }])
    await mkdir(join(folder, '..', 'nothing'))
    await expect(library.addFile({ path: join(folder, '..', 'nothing') })).rejects.toMatchObject({
      code: 'file-missing',
    })
  })
})

describe('adding a folder', () => {
  it('gives the folder that is there already, and takes a file for what it is', async () => {
    const folder = await temporaryFolder()
    await fileTree(folder, { 'kiki.safetensors': 'kiki' })
    const { library, dataFolder } = await settled({ starterFolder })
    expect(await library.addFolder({ path: join(dataFolder, 'library') })).toBe('own')
    expect(await library.addFolder({ path: `${starterFolder}/` })).toBe('starter')
    expect(await library.addFolder({ path: join(folder, 'kiki.safetensors') })).toBe('files')
    const first = await library.addFolder({ path: folder })
    expect(await library.addFolder({ path: `${folder}/` })).toBe(first)
    expect(library.read().folders.map(({ id }) => id)).toEqual(['own', 'starter', first, 'files'])
    await expect(library.addFolder({ path: join(folder, 'nothing') })).rejects.toMatchObject({ code: 'file-missing' })
    await expect(library.addFolder({ found: 'nothing' })).rejects.toMatchObject({ code: 'file-missing' })
  })
})

describe('what is asked of entries', () => {
  it('matches adapters with a model, in the order of the ids', async () => {
    const { library } = await settled({ starterFolder })
    const other = await writeAdapterFile(
      kohyaLayer('lora_unet_x_attn2_to_k', { rank: 2, inFeatures: 768, outFeatures: 8 }),
    )
    const { id } = await library.addFile({ path: other })
    const ids = library.read().entries.map((entry) => entry.id)
    const matches = await library.matchAdapters(starterFolder, [...ids, 'unknown'])
    expect(matches.map((match) => match.id)).toEqual(ids)
    for (const match of matches) {
      if (match.id === id) expect(match).toMatchObject({ type: 'refused', error: { code: 'adapter-mismatch' } })
      else expect(match).toMatchObject({ type: 'applies', skipped: [] })
    }
    expect(await library.matchAdapters(starterFolder, ids)).toEqual(matches)
  })

  it('groups the layers that a model leaves out by their reason', async () => {
    const layer = 'lora_unet_mid_block_attentions_0_transformer_blocks_0_attn1_to_'
    const sizes = { rank: 2, inFeatures: 192, outFeatures: 192 }
    const path = await writeAdapterFile({
      ...kohyaLayer(`${layer}q`, sizes),
      ...kohyaLayer(`${layer}k`, { ...sizes, inFeatures: 100 }),
      ...kohyaLayer('lora_te2_text_model_a', sizes),
      ...kohyaLayer('lora_te2_text_model_b', sizes),
    })
    const { library } = await settled()
    const { id } = await library.addFile({ path })
    expect(await library.matchAdapters(starterFolder, [id])).toMatchObject([
      {
        applied: 1,
        layers: 4,
        skipped: [
          { reason: 'this model has no second text encoder', count: 2, examples: ['text_model_a', 'text_model_b'] },
          { reason: 'has 100 inputs; this model has 192', count: 1 },
        ],
      },
    ])
  })

  it('tells the details of an adapter, with a model where one is named', async () => {
    const { library } = await settled({ starterFolder })
    const kiki = library.read().entries.find(({ fileName }) => fileName === 'kiki.safetensors')!
    const details = await library.readAdapterDetails(kiki.id, starterFolder)
    expect(details).toMatchObject({ id: kiki.id, compatibility: { type: 'applies' } })
    expect(details.facts.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(details.facts.ranks.reduce((sum, { layers }) => sum + layers, 0)).toBe(kiki.layers)
    expect((await library.readAdapterDetails(kiki.id)).compatibility).toBeUndefined()
  })

  it.each([
    [starterFolder, { architecture: 'SD 1', textEncoders: 1, mostClipSkip: 3, nativeSide: 256, guidanceCell: 16 }],
    [tinyXL, { architecture: 'SDXL', textEncoders: 2 }],
  ])('tells what settings need of %s', async (path, expected) => {
    const { library } = await settled()
    const details = await library.readModelDetails(path)
    expect(details).toMatchObject(expected)
    const numbers = details.attendingBlocks.length + 1
    expect(details.blockPresets.map(({ name }) => name)).toContain('OUTALL')
    for (const { name, weights } of details.blockPresets) {
      expect(weights).toHaveLength(numbers)
      if (name === 'ALL') expect(weights).toEqual(Array(numbers).fill(1))
    }
  })

  it('counts what a text is to a model', async () => {
    const { library } = await settled()
    const many = Array(83).fill('cat').join(' ')
    expect(await library.countTokens(starterFolder, many)).toEqual({ tokens: 83, room: 75, chunks: 2 })
    expect(await library.countTokens(starterFolder, 'cat BREAK dog')).toEqual({ tokens: 2, room: 75, chunks: 2 })
    expect(await library.countTokens(starterFolder, 'a cat <lora:ink:0.5>')).toBeUndefined()
  })
})

import { mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { encodePng } from '../image/png.ts'
import { recipeTexts } from '../image/recipe.ts'
import { createProject } from '../protocol/project.ts'
import type { GalleryChange } from '../protocol/window/gallery.ts'
import { itemForTest, recipeForTest } from '../testing/galleryPictures.ts'
import { emptyBin, stampDeleted } from './bin.ts'
import { openGallery, type Gallery } from './gallery.ts'

let scratch: string
beforeAll(async () => void (scratch = await mkdtemp(join(tmpdir(), 'polyptych-gallery-'))))
afterAll(() => rm(scratch, { recursive: true, force: true }))

let data: string
let gallery: Gallery
let changes: GalleryChange[]
beforeEach(async () => {
  data = await mkdtemp(join(scratch, 'case-'))
  changes = []
  gallery = await openGallery(data, (change) => void changes.push(change))
})

const project = createProject({ model: { path: '/m/starter' }, prompt: 'a cat', seeds: { first: 1, count: 4 } })

const pixels = new Uint8Array(8 * 8 * 3).fill(90)

async function add(id: string, createdAt = '2026-01-01T00:00:00.000Z'): Promise<void> {
  await writeFile(join(gallery.folder, `${id}.png`), await encodePng(pixels, 8, 8))
  const found = [{ conceptId: 'a', width: 1, height: 1, max: 1, bytes: 'AA==' }]
  await gallery.add({ item: itemForTest(id, { createdAt }), project }, { found })
}

const idsOf = (from: Gallery) => from.list({ limit: 500 }).items.map(({ id }) => id)

describe('the gallery', () => {
  it('lists newest first, page by page', async () => {
    for (const [index, id] of ['a', 'b', 'c'].entries()) await add(id, `2026-01-0${index + 1}T00:00:00.000Z`)
    expect(gallery.list({ limit: 2 })).toMatchObject({ total: 3, items: [{ id: 'c' }, { id: 'b' }] })
    expect(gallery.list({ limit: 2, before: 'b' }).items).toMatchObject([
      { id: 'a', url: 'asset/picture/a', thumbnail: 'asset/thumbnail/a' },
    ])
    expect(changes).toHaveLength(3)
    expect(await gallery.readMaps('a')).toMatchObject({ found: [{ conceptId: 'a' }] })
  })

  it('takes pictures into the bin and back, with what lies beside them', async () => {
    await add('a')
    await add('b')
    await gallery.thumbnail('a')
    await gallery.delete(['a', 'a', '../b', 'unknown'])
    expect(idsOf(gallery)).toEqual(['b'])
    expect(changes.at(-1)).toEqual({ changed: [], removed: ['a'], total: 1 })
    expect((await readdir(join(data, 'bin'))).sort()).toEqual(['a.json', 'a.maps.json', 'a.png'])
    expect(() => gallery.pathOf('a')).toThrow(expect.objectContaining({ code: 'file-missing' }))

    await gallery.restore(['a', '../../x'])
    expect(idsOf(gallery)).toEqual(['b', 'a'])
    expect(await gallery.readMaps('a')).toHaveProperty('found')
  })

  it('takes in what a picture was read to show later, and tells of it', async () => {
    await add('a')
    const { createdAt } = itemForTest('a')
    const numbers = { presence: 0.4, found: true, bleed: 0.7, inside: 0.2 }
    const bleedsInto = [{ conceptId: 'k', name: 'Kiki', share: 0.7 }]
    const sentence = 'Bruno is painted mostly in the region of Kiki.'
    const reading = { conceptId: 'b', name: 'Bruno', ...numbers, bleedsInto, sentence }
    const found = [{ conceptId: 'b', width: 1, height: 1, max: 2, bytes: '/w==' }]
    await gallery.takeReading('a', [reading], found)
    expect(changes.at(-1)).toMatchObject({ changed: [{ id: 'a', createdAt, concepts: [reading] }], total: 1 })
    expect(await gallery.readMaps('a')).toEqual({ found })
    await rm(join(gallery.folder, 'index.json'), { force: true })
    const reopened = await openGallery(data, () => undefined)
    expect(reopened.list({ limit: 1 }).items).toMatchObject([{ id: 'a', concepts: [reading] }])
    expect((await reopened.projectOf('a')).project.prompt).toBe('a cat')

    await gallery.delete(['a'])
    const told = changes.length
    await gallery.takeReading('a', [reading], found)
    expect(changes).toHaveLength(told)
    expect(await readdir(gallery.folder)).not.toContain('a.json')
  })

  it('empties the bin of what is older than thirty days', async () => {
    await add('old')
    await add('new')
    await gallery.delete(['old', 'new'])
    const longAgo = new Date(Date.now() - 31 * 24 * 3_600_000)
    await utimes(join(data, 'bin', 'old.json'), longAgo, longAgo)
    await emptyBin(join(data, 'bin'))
    expect((await readdir(join(data, 'bin'))).sort()).toEqual(['new.json', 'new.maps.json', 'new.png'])
  })

  it('keeps for thirty days what the program ended under, and brings it back whole', async () => {
    const longAgo = new Date(Date.now() - 31 * 24 * 3_600_000)
    const [left, bin] = [(name: string) => join(gallery.folder, name), (name: string) => join(data, 'bin', name)]
    for (const id of ['torn', 'bare', 'back']) {
      await add(id)
      for (const name of await readdir(gallery.folder)) await utimes(left(name), longAgo, longAgo)
    }
    await gallery.delete(['back'])
    await emptyBin(join(data, 'bin'))
    // What an end leaves behind after a picture was stamped and moved, of which nothing else was.
    await stampDeleted(gallery.folder, 'torn')
    for (const id of ['torn', 'bare']) await rename(left(`${id}.png`), bin(`${id}.png`))
    await Promise.all([left('bare.json'), left('bare.maps.json')].map((path) => rm(path)))
    await rename(bin('back.png'), left('back.png'))

    const reopened = await openGallery(data, () => undefined)
    await emptyBin(join(data, 'bin'))
    expect(idsOf(reopened)).toEqual(['back'])
    expect((await reopened.projectOf('back')).project.prompt).toBe('a cat')
    expect((await readdir(join(data, 'bin'))).sort()).toEqual(['bare.png', 'torn.json', 'torn.maps.json', 'torn.png'])
    await reopened.restore(['torn'])
    expect((await reopened.projectOf('torn')).isRecipe).toBe(false)
    expect(await reopened.readMaps('torn')).toHaveProperty('found')
  })

  it('is the same after a restart, without its index, and with files that were removed or have no sidecar', async () => {
    await add('a')
    await add('b')
    await gallery.flush()
    expect(idsOf(await openGallery(data, () => undefined))).toEqual(['b', 'a'])

    await rm(join(gallery.folder, 'index.json'))
    await rm(join(gallery.folder, 'a.png'))
    const withRecipe = await encodePng(pixels, 8, 8, recipeTexts(recipeForTest(project, 2)))
    await writeFile(join(gallery.folder, 'crashed.png'), withRecipe)
    await writeFile(join(gallery.folder, 'torn.png'), withRecipe.subarray(0, 20))
    // As a copy of a sidecar by hand, or a name that the system has changed, would leave it.
    const other = await readFile(join(gallery.folder, 'b.json'), 'utf8')
    await writeFile(join(gallery.folder, 'crashed.json'), other)
    const reopened = await openGallery(data, () => undefined)
    expect(reopened.list({ limit: 9 }).items).toMatchObject([
      { id: 'crashed', type: 'picture', seed: 2, prompt: 'a cat', width: 8 },
      { id: 'b' },
    ])
    expect((await reopened.projectOf('crashed')).project.seeds).toEqual({ first: 2, count: 1 })
  })

  it('opens the project of one picture, and draws its thumbnail once', async () => {
    await add('a')
    expect((await gallery.projectOf('a')).project).toEqual({ ...project, seeds: { first: 3, count: 1 } })
    const [one, two] = await Promise.all([gallery.thumbnail('a'), gallery.thumbnail('a')])
    expect(one).toBe(two)
    expect((await stat(join(data, 'thumbnails', 'a.webp'))).size).toBe(one.length)
  })

  it('exports under names that are free', async () => {
    await add('a')
    await add('b')
    const target = join(data, 'exported')
    const copies = await gallery.exportTo(target, ['a', 'b', 'unknown'])
    expect(copies.map((path) => basename(path))).toEqual(['Duo-merge-3.png', 'Duo-merge-3 (2).png'])
    expect((await readdir(target)).sort()).toEqual(['Duo-merge-3 (2).png', 'Duo-merge-3.png'])
    expect(await gallery.exportTo(target, ['a'])).toEqual([join(target, 'Duo-merge-3 (3).png')])
  })

  it('gives each picture a name of its own to download', async () => {
    await add('a')
    await add('b')
    expect(gallery.downloads(['b', 'a', 'unknown'])).toEqual([
      { url: 'asset/picture/b', name: 'Duo-merge-3 (2).png' },
      { url: 'asset/picture/a', name: 'Duo-merge-3.png' },
    ])
  })

  it('opens thousands of pictures fast', async () => {
    const many = Array.from({ length: 5000 }, (_, index) =>
      itemForTest(`p${index}`, { createdAt: new Date(index * 1000).toISOString() }),
    )
    await Promise.all(many.map(({ id }) => writeFile(join(gallery.folder, `${id}.png`), '')))
    await writeFile(join(gallery.folder, 'index.json'), JSON.stringify(many))
    const start = performance.now()
    const reopened = await openGallery(data, () => undefined)
    expect(reopened.list({ limit: 100 })).toMatchObject({ total: 5000, items: expect.arrayContaining([]) })
    expect(performance.now() - start).toBeLessThan(1500)
  })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodePng } from '../image/png.ts'
import { itemForTest } from '../testing/galleryPictures.ts'
import { openGallery, type Gallery } from './gallery.ts'
import { galleryMethods } from './galleryMethods.ts'
import type { HostFacilities } from './studio.ts'

const item = itemForTest('a')

let folder: string
let gallery: Gallery
let ids: string[]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-export-'))
  gallery = await openGallery(folder, () => undefined)
  await writeFile(join(gallery.folder, 'a.png'), await encodePng(new Uint8Array(8 * 8 * 3), 8, 8))
  await gallery.add({ item }, {})
  ids = [item.id]
})
afterAll(async () => {
  await gallery.flush()
  await rm(folder, { recursive: true })
})

const window = undefined
const browser: HostFacilities = { name: 'web', hasMenu: false, languages: () => ['en'] }

it('shows the file of an export in its folder, and tells no path of it', async () => {
  const target = join(folder, 'exported')
  const [shown, chosen]: [string[], (string | undefined)[]] = [[], [undefined, target]]
  const cancelled = () => Promise.resolve(undefined)
  const methods = galleryMethods(gallery, {
    ...browser,
    dialogs: {
      openProject: cancelled,
      saveProject: cancelled,
      openFolder: cancelled,
      exportFolder: () => Promise.resolve(chosen.shift()),
    },
    reveal: (path) => void shown.push(path),
  })
  expect(await methods.exportPictures({ ids }, window)).toEqual({ exported: 0, downloads: [] })
  const exported = await methods.exportPictures({ ids }, window)
  expect(exported).toEqual({ exported: 1, downloads: [], exportId: 'export-1' })
  await methods.revealExport({ exportId: 'export-1' }, window)
  await methods.revealExport({ exportId: 'export-2' }, window)
  expect(shown).toEqual([expect.stringContaining(target)])
})

it('gives addresses where the host has no dialogs', async () => {
  const { exported, downloads } = await galleryMethods(gallery, browser).exportPictures({ ids }, window)
  expect([exported, downloads.length]).toEqual([1, 1])
})

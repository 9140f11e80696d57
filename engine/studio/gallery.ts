import { constants, copyFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { isSystemError, writeFailure } from '../files/fileErrors.ts'
import { makeThumbnail } from '../image/thumbnail.ts'
import { readRecipe } from '../image/recipe.ts'
import type { Project } from '../protocol/project.ts'
import type { ReadConcept } from '../protocol/readConcept.ts'
import {
  byAge,
  pictureMapsSchema,
  type GalleryChange,
  type GalleryItem,
  type PictureMaps,
} from '../protocol/window/gallery.ts'
import { emptyBin, finishMoves, movePicture, stampDeleted } from './bin.ts'
import { exportNames } from './exportNames.ts'
import { indexPathOf, pathsOf, readGalleryFolder, readSidecar } from './galleryFolder.ts'
import { withAddresses, type KeptItem, type Sidecar, pictureAddress } from './galleryItem.ts'
import { createJsonWriter, readJsonFile } from './jsonFile.ts'
import { makeFolder } from './makeFolder.ts'

/** Finished pictures and sheets. */
export interface Gallery {
  /** Where the engine writes them. */
  readonly folder: string
  /** Takes in a picture that lies in the folder as `<id>.png`. Errors as `writeFileAtomically`. */
  add(sidecar: Sidecar, maps: PictureMaps): Promise<void>
  /**
   * Takes in what a picture was read to show after it had been added, and tells every window. A picture that is gone by
   * then is passed over. Errors as `writeFileAtomically`.
   */
  takeReading(id: string, concepts: readonly ReadConcept[], found: PictureMaps['found']): Promise<void>
  list(request: { before?: string | undefined; limit: number }): { items: GalleryItem[]; total: number }
  has(id: string): boolean
  readMaps(id: string): Promise<PictureMaps>
  /** Into the bin and back. Ids that are not known are passed over: another window was faster. */
  delete(ids: readonly string[]): Promise<void>
  restore(ids: readonly string[]): Promise<void>
  /**
   * Copies pictures into a folder, under names that are free there. Returns where they lie. Errors as `writeFailure`.
   */
  exportTo(folder: string, ids: readonly string[]): Promise<string[]>
  downloads(ids: readonly string[]): { url: string; name: string }[]
  /**
   * The project of a picture: with absolute paths where it is kept beside it, else the recipe in the picture, which may
   * come from anywhere. Errors as `readRecipe`.
   */
  projectOf(id: string): Promise<{ project: Project; name: string; isRecipe: boolean }>
  /** @throws EngineError `file-missing` for an id that is not in the gallery. */
  pathOf(id: string): string
  thumbnail(id: string): Promise<Uint8Array>
  flush(): Promise<void>
}

const thumbnailSide = 320

/** Reads what is there, and removes what has been in the bin for long. */
export async function openGallery(dataFolder: string, tell: (change: GalleryChange) => void): Promise<Gallery> {
  const folder = join(dataFolder, 'gallery')
  const bin = join(dataFolder, 'bin')
  const thumbnails = join(dataFolder, 'thumbnails')
  await makeFolder(folder)
  await finishMoves(folder, bin)
  await finishMoves(bin, folder)
  void emptyBin(bin)
  let items = await readGalleryFolder(folder)
  const byId = new Map(items.map((item) => [item.id, item]))
  const index = createJsonWriter(indexPathOf(folder))
  const drawing = new Map<string, Promise<Uint8Array>>()

  function changed(change: { added?: readonly KeptItem[]; removed?: readonly string[] }): void {
    const { added = [], removed = [] } = change
    for (const id of removed) byId.delete(id)
    for (const item of added) byId.set(item.id, item)
    items = [...byId.values()].sort(byAge)
    index.write(items)
    tell({ changed: [...added].sort(byAge).map(withAddresses), removed: [...removed], total: items.length })
  }

  function find(id: string): KeptItem {
    const item = byId.get(id)
    if (item === undefined) {
      throw new EngineError('file-missing', 'This picture is no longer in the gallery.', 'Choose another picture.')
    }
    return item
  }

  function pathOf(id: string): string {
    return pathsOf(folder, find(id).id).picture
  }

  const known = (ids: readonly string[]) => [...new Set(ids)].filter((id) => byId.has(id))

  async function drawThumbnail(id: string): Promise<Uint8Array> {
    const path = join(thumbnails, `${id}.webp`)
    const kept = await readFile(path).catch(() => undefined)
    if (kept !== undefined) return kept
    const bytes = await makeThumbnail(pathOf(id), thumbnailSide)
    await writeFileAtomically(path, bytes).catch(() => undefined) // it is drawn again next time
    return bytes
  }

  return {
    folder,
    pathOf,
    async add(sidecar, maps) {
      const { id } = sidecar.item
      const paths = pathsOf(folder, id)
      await writeFileAtomically(paths.sidecar, JSON.stringify(sidecar))
      if (maps.found !== undefined || maps.steps !== undefined) {
        await writeFileAtomically(paths.maps, JSON.stringify(maps))
      }
      changed({ added: [sidecar.item] })
    },
    async takeReading(id, concepts, found) {
      const paths = pathsOf(folder, id)
      const sidecar = await readSidecar(folder, id)
      const kept = await readJsonFile(paths.maps, pictureMapsSchema)
      const before = byId.get(id)
      if (before === undefined) return
      const item: KeptItem = { ...before, concepts: [...concepts] }
      if (found !== undefined) await writeFileAtomically(paths.maps, JSON.stringify({ ...kept, found }))
      await writeFileAtomically(paths.sidecar, JSON.stringify({ ...sidecar, item } satisfies Sidecar))
      if (byId.has(id)) changed({ added: [item] })
    },
    list({ before, limit }) {
      const start = before === undefined ? 0 : items.findIndex(({ id }) => id === before) + 1
      return { items: items.slice(start, start + limit).map(withAddresses), total: items.length }
    },
    has: (id) => byId.has(id),
    async readMaps(id) {
      return (await readJsonFile(pathsOf(folder, find(id).id).maps, pictureMapsSchema)) ?? {}
    },
    async delete(ids) {
      const removed: string[] = []
      try {
        for (const id of known(ids)) {
          await stampDeleted(folder, id)
          await movePicture(folder, bin, id)
          removed.push(id)
          await rm(join(thumbnails, `${id}.webp`), { force: true })
        }
      } finally {
        if (removed.length > 0) changed({ removed })
      }
    },
    async restore(ids) {
      const binned = new Map((await readGalleryFolder(bin)).map((item) => [item.id, item]))
      const added: KeptItem[] = []
      try {
        for (const id of new Set(ids)) {
          const item = binned.get(id)
          if (item === undefined) continue
          await movePicture(bin, folder, id)
          added.push(item)
        }
      } finally {
        if (added.length > 0) changed({ added })
      }
    },
    async exportTo(target, ids) {
      await makeFolder(target)
      const names = exportNames(items)
      const copies: string[] = []
      for (const id of known(ids)) copies.push(await copyFree(pathOf(id), target, names.get(id)!))
      return copies
    },
    downloads(ids) {
      const names = exportNames(items)
      return known(ids).map((id) => ({ url: pictureAddress(id), name: `${names.get(id)!}.png` }))
    },
    async projectOf(id) {
      const { name } = find(id)
      const kept = (await readSidecar(folder, id))?.project
      const project = kept ?? (await readRecipe(pathOf(id))).project
      return { project: { ...project, seeds: { first: find(id).seed, count: 1 } }, name, isRecipe: kept === undefined }
    },
    thumbnail(id) {
      find(id)
      const drawn = drawing.get(id) ?? drawThumbnail(id).finally(() => drawing.delete(id))
      drawing.set(id, drawn)
      return drawn
    },
    flush: () => index.flush(),
  }
}

/** Never replaces a file: `name.png`, `name (2).png` and so on. Returns where the copy lies. */
async function copyFree(source: string, folder: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const target = join(folder, number === 1 ? `${name}.png` : `${name} (${number}).png`)
    try {
      await copyFile(source, target, constants.COPYFILE_EXCL)
      return target
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'EEXIST') throw writeFailure(error, target)
    }
  }
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { GalleryChange } from '../../../engine/protocol/window/index.ts'
import { openGallery, type Gallery } from '../../../engine/studio/gallery.ts'
import { WindowError, type WindowClient } from '../../clients/windowClient.ts'
import { speak } from '../../i18n/language.ts'
import { startForTests } from '../startForTests.ts'
import { createStores, type Stores } from '../stores.ts'
import { openedForTests } from '../windowForTests.ts'
import { deletePictures, takeBackLast, undoAmongPictures } from './deletions.ts'
import { showGallery, showInBackdrop, viewPicture } from './gallery.ts'

let data: string
let gallery: Gallery
let stores: Stores
let isLost: boolean

const itemOf = (id: string) => ({
  ...{ type: 'picture' as const, width: 8, height: 8, name: 'Duo', documentId: 'd', seed: 7, prompt: '', cast: [] },
  ...{ method: 'merge', model: 'm', sampler: 'Euler', steps: 2, guidance: 5, provider: 'cpu', milliseconds: 1 },
  ...{ hasAttention: false, id, createdAt: '2026-01-01T00:00:00.000Z' },
})

beforeAll(() => speak('en'))
/** A window at the gallery of a host, with three pictures. */
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'polyptych-deletions-'))
  const folder = join(data, 'gallery')
  await mkdir(folder)
  for (const id of ['a', 'b', 'c']) {
    await writeFile(join(folder, `${id}.png`), '')
    await writeFile(join(folder, `${id}.json`), JSON.stringify({ item: itemOf(id) }))
  }
  const listeners = new Set<(change: GalleryChange) => void>()
  gallery = await openGallery(data, (change) => listeners.forEach((listener) => listener(change)))
  isLost = false
  const answers: Readonly<Record<string, (request: never) => unknown>> = {
    readLibrary: () => ({ folders: [], models: [], entries: [], pending: 0 }),
    listGallery: gallery.list,
    deletePictures: ({ ids }: { ids: string[] }) => gallery.delete(ids),
    restorePictures: ({ ids }: { ids: string[] }) => gallery.restore(ids),
  }
  const client = {
    async call(method: string, request: never) {
      if (isLost) throw new WindowError('engine-gone', 'The line is lost.', 'Wait.')
      return answers[method]!(request)
    },
    on: (event: string, listener: (change: GalleryChange) => void) =>
      event === 'gallery' ? void listeners.add(listener) : undefined,
    connection: () => 'open',
    onConnection: () => () => undefined,
  } as unknown as WindowClient
  stores = createStores(client, startForTests, openedForTests())
  await until(() => stores.host.getState().gallery.items.length === 3)
})
afterEach(async () => {
  await gallery.flush()
  await rm(data, { recursive: true, force: true })
})

const until = async (check: () => boolean) => {
  for (let i = 0; i < 400 && !check(); i++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(check()).toBe(true)
}
const session = () => stores.session.getState()
const shown = () =>
  stores.host
    .getState()
    .gallery.items.map(({ id }) => id)
    .sort()
const titles = () => stores.notices.getState().notices.map(({ title }) => title)

describe('deleted pictures', () => {
  it('are shown nowhere any more, and come back with the notice', async () => {
    showInBackdrop(stores, 'a')
    viewPicture(stores, 'b', 'a')
    await deletePictures(stores, ['a'])
    expect(session()).toMatchObject({ viewedId: 'b', viewedOtherId: undefined })
    expect(session().backdrop.pictureId).toBeUndefined()
    stores.notices.getState().notices[0]!.action!.run()
    await until(() => shown().length === 3)
  })

  it('come back deletion by deletion, the last one first, each once and told by its name', async () => {
    await deletePictures(stores, ['a'])
    await deletePictures(stores, ['b', 'c'])
    expect(shown()).toEqual([])
    expect(takeBackLast(stores)).toBe(true)
    await until(() => shown().join() === 'b,c' && session().takenBackIds.length === 2)
    expect(titles()).toEqual(['Deleted 1 picture', '2 pictures are back'])
    expect(takeBackLast(stores)).toBe(true)
    await until(() => shown().length === 3 && session().takenBackIds.join() === 'a')
    expect(titles()).toEqual(['“Duo”, seed 7, is back'])
    expect(takeBackLast(stores)).toBe(false)
  })

  it('come back where they are taken back before the host has answered', async () => {
    const deleted = deletePictures(stores, ['a'])
    takeBackLast(stores)
    await deleted
    await until(() => session().takenBackIds.join() === 'a')
    expect(shown()).toEqual(['a', 'b', 'c'])
    expect(titles()).toEqual(['“Duo”, seed 7, is back'])
  })

  it('are deleted once while a key is held', async () => {
    await Promise.all([deletePictures(stores, ['a']), deletePictures(stores, ['a'])])
    await deletePictures(stores, ['a'])
    expect(session().deletions).toHaveLength(1)
  })

  it('can be taken back later where the host did not answer, and are not where it deleted nothing', async () => {
    await deletePictures(stores, ['a'])
    isLost = true
    takeBackLast(stores)
    await until(() => session().deletions.length === 1)
    await deletePictures(stores, ['b'])
    expect(session().deletions.map(({ ids }) => ids)).toEqual([['a']])
    isLost = false
    takeBackLast(stores)
    await until(() => shown().length === 3)
  })
})

describe('undo among pictures', () => {
  it('is the document’s in the strip, until something was deleted there', async () => {
    expect(undoAmongPictures(stores, 'undo')).toBe(false)
    await deletePictures(stores, ['a'])
    expect([undoAmongPictures(stores, 'undo'), undoAmongPictures(stores, 'undo')]).toEqual([true, true])
    expect(undoAmongPictures(stores, 'redo')).toBe(true)
    expect(titles()).toContain('No deleted picture is left to take back')
    session().set({ undoIsOfPictures: false }) // the focus went elsewhere
    expect(undoAmongPictures(stores, 'undo')).toBe(false)
  })

  it('is the document’s in the gallery only for steps that were made beside it, the newest first', async () => {
    const { apply, undo } = stores.document.getState()
    apply('changePrompt', (project) => ({ ...project, prompt: 'before' }))
    showGallery(stores)
    expect(undoAmongPictures(stores, 'undo')).toBe(true)
    await deletePictures(stores, ['a'])
    apply('changePrompt', (project) => ({ ...project, prompt: 'beside' }))
    expect(undoAmongPictures(stores, 'undo')).toBe(false)
    undo()
    expect(undoAmongPictures(stores, 'undo')).toBe(true)
    await until(() => shown().length === 3)
  })
})

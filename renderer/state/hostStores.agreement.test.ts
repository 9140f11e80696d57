import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { settingsSchema, type GalleryChange, type Start } from '../../engine/protocol/window/index.ts'
import { openGallery, type Gallery } from '../../engine/studio/gallery.ts'
import { refreshAfterLoss } from '../app/refreshHost.ts'
import type { WindowClient } from '../clients/windowClient.ts'
import { createHostStore, readMoreGallery, type HostStore } from './hostStores.ts'
import { createNoticeStore } from './noticeStore.ts'

const pictures = 450
const recovery = { id: 'crashed', name: 'Crashed' }
const start = {
  settings: settingsSchema.parse({}),
  engine: { status: 'ready' },
  jobs: [],
  recent: [],
  recoveries: [recovery],
} as unknown as Start

let data: string
let gallery: Gallery
let listeners: Set<(change: GalleryChange) => void>

/** Second 0 made the oldest. */
const timeOf = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString()
const idOf = (second: number) => `p${String(second).padStart(4, '0')}`
const itemOf = (second: number) => ({
  ...{ type: 'picture' as const, width: 8, height: 8, name: 'Duo', documentId: 'd', seed: 3, prompt: '', cast: [] },
  ...{ method: 'merge', model: 'm', sampler: 'Euler', steps: 2, guidance: 5, provider: 'cpu', milliseconds: 1 },
  ...{ hasAttention: false, id: idOf(second), createdAt: timeOf(second) },
})

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'polyptych-pages-'))
  const folder = join(data, 'gallery')
  await mkdir(folder)
  const items = Array.from({ length: pictures }, (_, second) => itemOf(second))
  for (const { id } of items) await writeFile(join(folder, `${id}.png`), '')
  for (const item of [items[3]!, items[10]!, items[400]!]) {
    await writeFile(join(folder, `${item.id}.json`), JSON.stringify({ item })) // what comes back from the bin needs it
  }
  await writeFile(join(folder, 'index.json'), JSON.stringify(items))
  listeners = new Set()
  gallery = await openGallery(data, (change) => {
    for (const listener of listeners) listener(change)
  })
})
afterEach(async () => {
  await gallery.flush()
  await rm(data, { recursive: true, force: true })
})

/** A window at the gallery of the host, whose line can be lost. */
function openWindow({ startsLost = false } = {}) {
  const connectionListeners = new Set<(connection: 'open' | 'lost') => void>()
  const answers: Readonly<Record<string, (request: never) => unknown>> = {
    start: () => ({ ...start, recoveries: [{ id: 'live', name: 'Live' }] }),
    readLibrary: () => ({ folders: [], models: [], entries: [], pending: 0 }),
    listGallery: gallery.list,
  }
  let isLost = startsLost
  const client = {
    call: async (method: string, request: never) => {
      if (isLost) throw new Error('lost')
      return answers[method]!(request)
    },
    on: (event: string, listener: (change: GalleryChange) => void) => {
      if (event === 'gallery') listeners.add((change) => !isLost && listener(change))
    },
    connection: () => 'open',
    onConnection: (listener: (connection: 'open' | 'lost') => void) => connectionListeners.add(listener),
  } as unknown as WindowClient
  const host = createHostStore(client, start)
  refreshAfterLoss({ client, host, notices: createNoticeStore() })
  const heal = () => void (isLost = false)
  const setLine = (connection: 'open' | 'lost') => {
    isLost = connection === 'lost'
    for (const listener of connectionListeners) listener(connection)
  }
  return { client, host, setLine, heal }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0))
const shownIds = (host: HostStore) => host.getState().gallery.items.map(({ id }) => id)
const hostIds = () => [...gallery.list({ limit: 200 }).items, ...gallery.list({ limit: 500, before: idOf(250) }).items]

describe('what a window has of the gallery', () => {
  it('has no gap after another window brought an old picture back', async () => {
    await gallery.delete([idOf(3)])
    const { client, host } = openWindow()
    await settle()
    expect(host.getState().gallery.total).toBe(pictures - 1)
    await gallery.restore([idOf(3)])
    expect(shownIds(host)).toHaveLength(200)
    expect(host.getState().gallery.total).toBe(pictures)
    while (host.getState().gallery.items.length < pictures) await readMoreGallery(client, host)
    expect(shownIds(host)).toEqual(hostIds().map(({ id }) => id))
  })

  it('shows at once what is new or comes back among what is loaded, in the order of the host', async () => {
    const { host } = openWindow()
    await settle()
    await gallery.delete([idOf(400), idOf(10)])
    expect(host.getState().gallery).toMatchObject({ total: pictures - 2 })
    expect(shownIds(host)).toHaveLength(199)
    const twins = ['x1', 'x2'].map((id) => ({ ...itemOf(pictures), id }))
    for (const item of twins) await gallery.add({ item }, {})
    await gallery.restore([idOf(400)])
    const items = gallery.list({ limit: 202 }).items.map(({ id }) => id)
    expect(shownIds(host)).toEqual(items)
    expect(items.slice(0, 2)).toEqual(['x2', 'x1'])
  })

  it('is read again in one piece after the line was lost, as far as it was loaded', async () => {
    const { client, host, setLine } = openWindow()
    await settle()
    await readMoreGallery(client, host)
    const lengths = new Set<number>()
    host.subscribe(({ gallery: { items } }) => lengths.add(items.length))
    setLine('lost')
    await gallery.add({ item: itemOf(pictures) }, {})
    setLine('open')
    await settle()
    expect([...lengths]).toEqual([400])
    expect(shownIds(host)[0]).toBe(idOf(pictures))
  })
})

it('reads library and gallery later where they could not be read at the start', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const { host, heal } = openWindow({ startsLost: true })
  await vi.advanceTimersByTimeAsync(2500)
  expect([host.getState().library.isRead, host.getState().gallery.isRead]).toEqual([false, false])
  heal()
  await vi.advanceTimersByTimeAsync(1000)
  vi.useRealTimers()
  expect([host.getState().library.isRead, host.getState().gallery.isRead]).toEqual([true, true])
})

describe('lost work', () => {
  it('is what the first start listed: what is kept after a reconnect belongs to windows that live', async () => {
    const { host, setLine } = openWindow()
    await settle()
    setLine('lost')
    setLine('open')
    await settle()
    expect(host.getState().start.recoveries).toEqual([recovery])
  })
})

import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  byAge,
  type DocumentCard,
  type EngineState,
  type GalleryChange,
  type GalleryItem,
  type Job,
  type LibraryEntry,
  type LibraryFolder,
  type LibraryModel,
  type Settings,
  type Start,
} from '../../engine/protocol/window/index.ts'
import type { WindowClient } from '../clients/windowClient.ts'

/** What the host knows and the window shows: filled by its answers, changed by its events alone. */
export interface HostState {
  readonly start: Start
  readonly connection: 'open' | 'lost'
  readonly engine: EngineState
  readonly settings: Settings
  readonly recent: readonly DocumentCard[]
  readonly jobs: readonly Job[]
  readonly library: {
    readonly folders: readonly LibraryFolder[]
    readonly models: readonly LibraryModel[]
    readonly entries: ReadonlyMap<string, LibraryEntry>
    readonly pending: number
    readonly isRead: boolean
  }
  readonly gallery: {
    /** Newest first, without gaps; what was not asked for yet is missing at the end. */
    readonly items: readonly GalleryItem[]
    readonly total: number
    readonly isRead: boolean
  }
}

export type HostStore = StoreApi<HostState>

const pageOfGallery = 200
/** Milliseconds until the host is asked again for what could not be read; doubled each time. */
const patience = { first: 1000, longest: 30_000 }

/** Starts to listen, and reads the library and the newest page of the gallery in the background. */
export function createHostStore(client: WindowClient, start: Start): HostStore {
  const store = createStore<HostState>()(() => ({
    start,
    connection: client.connection(),
    engine: start.engine,
    settings: start.settings,
    recent: start.recent,
    jobs: start.jobs,
    library: { folders: [], models: [], entries: new Map(), pending: 0, isRead: false },
    gallery: { items: [], total: 0, isRead: false },
  }))
  client.onConnection((connection) => store.setState({ connection }))
  client.on('engine', (engine) => store.setState({ engine }))
  client.on('settings', (settings) => store.setState({ settings }))
  client.on('recent', ({ recent }) => store.setState({ recent }))
  client.on('jobs', ({ jobs }) => store.setState({ jobs }))
  client.on('library', ({ changed, removed, pending, folders, models }) => {
    store.setState(({ library }) => {
      const entries = new Map(library.entries)
      for (const id of removed) entries.delete(id)
      for (const entry of changed) entries.set(entry.id, entry)
      const changes = { ...(folders && { folders }), ...(models && { models }) }
      return { library: { ...library, ...changes, entries, pending } }
    })
  })
  client.on('gallery', (change) => store.setState(({ gallery }) => ({ gallery: changedGallery(gallery, change) })))
  void untilRead(
    () => store.getState().library.isRead,
    () => readLibrary(client, store),
  )
  void untilRead(
    () => store.getState().gallery.isRead,
    () => readMoreGallery(client, store),
  )
  return store
}

/** Asks again, ever more rarely, for what a window cannot do without. */
async function untilRead(isRead: () => boolean, read: () => Promise<void>): Promise<void> {
  for (let pause = patience.first; !isRead(); pause = Math.min(patience.longest, pause * 2)) {
    try {
      await read()
    } catch (error) {
      console.warn('Asked again later:', error)
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

type GalleryState = HostState['gallery']

/**
 * A picture behind the last one that is loaded stays out until its page is read: the next page begins where this one
 * ends.
 */
function changedGallery({ items, total, isRead }: GalleryState, change: GalleryChange): GalleryState {
  const gone = new Set([...change.removed, ...change.changed.map(({ id }) => id)])
  const last = items.at(-1)
  const isWhole = !isRead || items.length >= total
  const shown = change.changed.filter((item) => isWhole || (last && byAge(item, last) <= 0))
  const kept = items.filter(({ id }) => !gone.has(id))
  return { items: [...shown, ...kept].sort(byAge), total: change.total, isRead }
}

/** Reads the library whole, as after the line to the host was lost. */
export async function readLibrary(client: WindowClient, store: HostStore): Promise<void> {
  const { folders, models, entries, pending } = await client.call('readLibrary', {})
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  store.setState({ library: { folders, models, entries: byId, pending, isRead: true } })
}

/** Reads the next page of the gallery. */
export async function readMoreGallery(client: WindowClient, store: HostStore): Promise<void> {
  const { gallery } = store.getState()
  const { items, total } = await readPage(client, gallery.isRead ? gallery.items.at(-1) : undefined)
  store.setState(({ gallery: now }) => {
    const known = new Set(now.items.map(({ id }) => id))
    const added = items.filter(({ id }) => !known.has(id))
    return { gallery: { items: [...now.items, ...added].sort(byAge), total, isRead: true } }
  })
}

/** Reads as much of the gallery as is loaded, and takes it in at once: what is chosen of it stays chosen. */
export async function readGalleryAgain(client: WindowClient, store: HostStore): Promise<void> {
  const wanted = store.getState().gallery.items.length
  let read = await readPage(client)
  while (read.items.length < wanted) {
    const page = await readPage(client, read.items.at(-1))
    if (page.items.length === 0) break
    read = { items: [...read.items, ...page.items], total: page.total }
  }
  store.setState({ gallery: { ...read, isRead: true } })
}

function readPage(client: WindowClient, last?: GalleryItem) {
  return client.call('listGallery', { limit: pageOfGallery, ...(last && { before: last.id }) })
}

/** Changes settings at once and tells the host. */
export function changeSettings({ client, host }: { client: WindowClient; host: HostStore }, change: Partial<Settings>) {
  host.setState(({ settings }) => ({ settings: { ...settings, ...change } }))
  return client.call('saveSettings', { settings: change })
}

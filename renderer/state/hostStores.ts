import { createStore, type StoreApi } from 'zustand/vanilla'
import type {
  DocumentCard,
  EngineState,
  GalleryItem,
  Job,
  LibraryEntry,
  LibraryFolder,
  LibraryModel,
  Settings,
  Start,
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
    /** Newest first; what was not asked for yet is missing at the end. */
    readonly items: readonly GalleryItem[]
    readonly total: number
    readonly isRead: boolean
  }
}

export type HostStore = StoreApi<HostState>

const pageOfGallery = 200

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
  client.on('gallery', ({ changed, removed }) => {
    store.setState(({ gallery }) => {
      const gone = new Set([...removed, ...changed.map(({ id }) => id)])
      const kept = gallery.items.filter(({ id }) => !gone.has(id))
      const known = new Set(gallery.items.map(({ id }) => id))
      const added = changed.filter(({ id }) => !known.has(id)).length
      const lost = removed.filter((id) => known.has(id)).length
      const items = [...changed, ...kept].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
      return { gallery: { ...gallery, items, total: gallery.total + added - lost } }
    })
  })
  for (const reading of [readLibrary(client, store), readMoreGallery(client, store)]) {
    reading.catch((error: unknown) => console.warn('Not read at the start:', error)) // both are read again on reconnecting
  }
  return store
}

/** Reads the library whole, as after the line to the host was lost. */
export async function readLibrary(client: WindowClient, store: HostStore): Promise<void> {
  const { folders, models, entries, pending } = await client.call('readLibrary', {})
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  store.setState({ library: { folders, models, entries: byId, pending, isRead: true } })
}

/** Reads the next page of the gallery. */
export async function readMoreGallery(client: WindowClient, store: HostStore): Promise<void> {
  const last = store.getState().gallery.items.at(-1)
  const { items, total } = await client.call('listGallery', {
    limit: pageOfGallery,
    ...(last && { before: last.id }),
  })
  store.setState(({ gallery }) => {
    const known = new Set(gallery.items.map(({ id }) => id))
    return { gallery: { items: [...gallery.items, ...items.filter(({ id }) => !known.has(id))], total, isRead: true } }
  })
}

/** Changes settings at once and tells the host. */
export function changeSettings({ client, host }: { client: WindowClient; host: HostStore }, change: Partial<Settings>) {
  const settings = { ...host.getState().settings, ...change }
  host.setState({ settings })
  return client.call('saveSettings', { settings })
}

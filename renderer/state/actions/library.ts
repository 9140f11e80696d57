import { setModel } from '../../document/commands/picture.ts'
import { t } from '../../i18n/language.ts'
import type { Stores } from '../stores.ts'
import { tellError } from './errors.ts'
import { addAdapterTo, placeAdapter } from './placeAdapter.ts'

/** Places an adapter without a pointer, and says so. */
export function placeFromLibrary(stores: Stores, entryId: string): void {
  const id = placeAdapter(stores, entryId)
  const name = stores.host.getState().library.entries.get(entryId)?.name ?? ''
  if (id !== undefined) stores.session.getState().announce(t('library.placed', { name }))
}

/** Gives the concept that was selected last one more adapter. */
export function addToSelected(stores: Stores, entryId: string): void {
  const selected = stores.session.getState().selection.at(-1)
  if (selected !== undefined) addAdapterTo(stores, selected, entryId)
}

export async function toggleFavourite(stores: Stores, id: string, favourite: boolean): Promise<void> {
  await telling(stores, () => stores.client.call('setFavourite', { id, favourite }))
}

export async function revealAdapter(stores: Stores, id: string): Promise<void> {
  await telling(stores, () => stores.client.call('revealAdapter', { id }))
}

export async function rescanLibrary(stores: Stores): Promise<void> {
  await telling(stores, () => stores.client.call('rescanLibrary', {}))
}

/** A folder of a program that was found, or one that the artist chooses. Returns whether nothing went wrong. */
export async function addLibraryFolder(stores: Stores, found?: string): Promise<boolean> {
  const request = found === undefined ? { dialog: true as const } : { found }
  return telling(stores, () => stores.client.call('addLibraryFolder', request))
}

/** A model folder that the artist chooses; the document takes it. */
export async function addModel(stores: Stores): Promise<void> {
  await telling(stores, async () => {
    const { file } = await stores.client.call('addModel', {})
    if (file !== undefined) stores.document.getState().apply('changeModel', setModel({ path: file }))
  })
}

export async function removeLibraryFolder(stores: Stores, folderId: string): Promise<void> {
  await telling(stores, () => stores.client.call('removeLibraryFolder', { folderId }))
}

async function telling(stores: Stores, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    tellError(stores, error)
    return false
  }
}

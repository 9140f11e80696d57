import type { IndexedItem } from './facts.ts'

/** Everything that has been read, by the folder of the library that it was found in. */
export interface Catalogue {
  /** Items in the order of `folderIds`, each path once: the first folder that has it owns it. */
  items(): Iterable<IndexedItem>
  itemsIn(folderId: string): Iterable<IndexedItem>
  /** Also where the folder is out of sight. */
  allItemsIn(folderId: string): Iterable<IndexedItem>
  ofPath(path: string): IndexedItem | undefined
  ofId(id: string): IndexedItem | undefined
  inFolder(folderId: string, path: string): IndexedItem | undefined
  set(item: IndexedItem): void
  remove(folderId: string, path: string): void
  removeFolder(folderId: string): void
  /** A folder that cannot be read at the moment keeps what was known, out of sight. */
  setAvailable(folderId: string, available: boolean): void
  /** Items of folders out of sight as well, for the index. */
  allItems(): Iterable<IndexedItem>
}

/** `folderIds` in the order in which folders own files. `onChange` is told each path whose item may be another. */
export function createCatalogue(
  folderIds: () => Iterable<string>,
  onChange: (path: string, id: string) => void,
): Catalogue {
  const folders = new Map<string, Map<string, IndexedItem>>()
  const hidden = new Set<string>()
  const pathOfId = new Map<string, string>()

  function visible(folderId: string): ReadonlyMap<string, IndexedItem> | undefined {
    return hidden.has(folderId) ? undefined : folders.get(folderId)
  }

  function ofPath(path: string): IndexedItem | undefined {
    for (const folderId of folderIds()) {
      const item = visible(folderId)?.get(path)
      if (item !== undefined) return item
    }
    return undefined
  }

  function note({ path, id }: IndexedItem): void {
    pathOfId.set(id, path)
    onChange(path, id)
  }

  return {
    ofPath,
    *items() {
      for (const folderId of folderIds()) {
        for (const item of visible(folderId)?.values() ?? []) if (ofPath(item.path) === item) yield item
      }
    },
    itemsIn: (folderId) => visible(folderId)?.values() ?? [],
    allItemsIn: (folderId) => folders.get(folderId)?.values() ?? [],
    ofId(id) {
      const path = pathOfId.get(id)
      return path === undefined ? undefined : ofPath(path)
    },
    inFolder: (folderId, path) => folders.get(folderId)?.get(path),
    set(item) {
      const items = folders.get(item.folderId) ?? new Map<string, IndexedItem>()
      folders.set(item.folderId, items)
      items.set(item.path, item)
      note(item)
    },
    remove(folderId, path) {
      const item = folders.get(folderId)?.get(path)
      if (item === undefined) return
      folders.get(folderId)!.delete(path)
      note(item)
    },
    removeFolder(folderId) {
      const items = [...(folders.get(folderId)?.values() ?? [])]
      folders.delete(folderId)
      hidden.delete(folderId)
      for (const item of items) note(item)
    },
    setAvailable(folderId, available) {
      if (available === !hidden.has(folderId)) return
      if (available) hidden.delete(folderId)
      else hidden.add(folderId)
      for (const item of folders.get(folderId)?.values() ?? []) note(item)
    },
    *allItems() {
      for (const items of folders.values()) yield* items.values()
    },
  }
}

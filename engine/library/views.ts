import { basename } from 'node:path'
import type { FileHandle } from '../protocol/window/files.ts'
import type { LibraryEntry, LibraryModel } from '../protocol/window/library.ts'
import type { AdapterFacts, IndexedItem, ModelFacts } from './facts.ts'
import { idOfPath } from './libraryFolder.ts'

export interface ViewParts {
  readonly handleOf: (path: string) => FileHandle
  readonly isFavourite: (key: string) => boolean
}

export type AdapterItem = IndexedItem & { readonly facts: AdapterFacts }
export type ModelItem = IndexedItem & { readonly facts: ModelFacts }

export function isAdapter(item: IndexedItem): item is AdapterItem {
  return item.facts.type === 'adapter'
}

export function isModel(item: IndexedItem): item is ModelItem {
  return item.facts.type === 'model'
}

/** Under which key an adapter is a favourite: that of its tensors, so that it may move; broken files have only a place. */
export function favouriteKey({ facts, path }: AdapterItem): string {
  return facts.contentKey ?? idOfPath(path)
}

/** An adapter as its card shows it. */
export function toEntry(item: AdapterItem, { handleOf, isFavourite }: ViewParts): LibraryEntry {
  const { type: _type, contentKey: _contentKey, previewName, ...facts } = item.facts
  const { bytes, changedMs } = item.stamp
  const id = idOfPath(item.path)
  return {
    ...facts,
    id,
    file: handleOf(item.path),
    folderId: item.folderId,
    fileName: basename(item.path),
    bytes,
    changedAt: new Date(changedMs).toISOString(),
    ...(previewName !== undefined && { preview: `asset/adapter/${id}?v=${previewVersion(item)}` }),
    favourite: isFavourite(favouriteKey(item)),
  }
}

/** Another for each state of the file and what lies beside it, so that addresses may be kept. */
export function previewVersion({ stamp }: IndexedItem): string {
  return idOfPath(stamp.text).slice(0, 10)
}

export function toModel(item: ModelItem, { handleOf }: ViewParts): LibraryModel {
  const { type: _type, ...facts } = item.facts
  return { ...facts, id: idOfPath(item.path), file: handleOf(item.path), folderId: item.folderId }
}

import { basename } from 'node:path'
import type { FileHandle } from '../protocol/window/files.ts'
import type { LibraryEntry, LibraryModel } from '../protocol/window/library.ts'
import type { AdapterFacts, IndexedItem, ModelFacts } from './facts.ts'

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

/**
 * Under which key an adapter is a favourite: that of its tensors, so that it may move; broken files have only a place.
 */
export function favouriteKey({ facts, id }: AdapterItem): string {
  return facts.contentKey ?? id
}

/** An adapter as its card shows it. */
export function toEntry(item: AdapterItem, { handleOf, isFavourite }: ViewParts): LibraryEntry {
  const { type: _type, contentKey: _contentKey, previewName, ...facts } = item.facts
  const { id, stamp } = item
  return {
    ...facts,
    id,
    file: handleOf(item.path),
    folderId: item.folderId,
    fileName: basename(item.path),
    bytes: stamp.bytes,
    changedAt: new Date(stamp.changedMs).toISOString(),
    ...(previewName !== undefined && { preview: `asset/adapter/${id}?v=${stamp.text}` }),
    favourite: isFavourite(favouriteKey(item)),
  }
}

export function toModel(item: ModelItem, { handleOf }: ViewParts): LibraryModel {
  const { type: _type, ...facts } = item.facts
  return { ...facts, id: item.id, file: handleOf(item.path), folderId: item.folderId }
}

import type { Compatibility, LibraryEntry } from '../../engine/protocol/window/index.ts'

export const librarySorts = ['name', 'newest', 'size'] as const
export type LibrarySort = (typeof librarySorts)[number]

/** What of the library is shown, and in which order. */
export interface LibraryWish {
  readonly search: string
  readonly onlyFavourites: boolean
  /** Leaves out what is known not to fit the model at hand. */
  readonly onlyFitting: boolean
  readonly folderId: string | undefined
  readonly sort: LibrarySort
}

export const wholeLibrary: LibraryWish = {
  search: '',
  onlyFavourites: false,
  onlyFitting: false,
  folderId: undefined,
  sort: 'name',
}

const orders: Readonly<Record<LibrarySort, (a: LibraryEntry, b: LibraryEntry) => number>> = {
  name: (a, b) => byName(a, b),
  newest: (a, b) => (a.changedAt < b.changedAt ? 1 : a.changedAt > b.changedAt ? -1 : byName(a, b)),
  size: (a, b) => b.bytes - a.bytes || byName(a, b),
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

function byName(a: LibraryEntry, b: LibraryEntry): number {
  return collator.compare(a.name, b.name)
}

/** Entries that have every word of the search somewhere, favourites first. `matchOf` answers what is known so far. */
export function filterLibrary(
  entries: Iterable<LibraryEntry>,
  { search, onlyFavourites, onlyFitting, folderId, sort }: LibraryWish,
  matchOf: (id: string) => Compatibility | undefined,
): LibraryEntry[] {
  const words = plain(search).split(/\s+/).filter(Boolean)
  const found: LibraryEntry[] = []
  for (const entry of entries) {
    if (onlyFavourites && !entry.favourite) continue
    if (folderId !== undefined && entry.folderId !== folderId) continue
    if (onlyFitting && (entry.problem || matchOf(entry.id)?.type === 'refused')) continue
    if (words.length > 0 && !hasWords(entry, words)) continue
    found.push(entry)
  }
  const order = orders[sort]
  return found.sort((a, b) => Number(b.favourite) - Number(a.favourite) || order(a, b))
}

function hasWords(entry: LibraryEntry, words: readonly string[]): boolean {
  const { name, fileName, triggerWords, tags, baseModel = '', madeFor = '', kind = '' } = entry
  const text = plain([name, fileName, ...triggerWords, ...tags, baseModel, madeFor, kind].join('\n'))
  return words.every((word) => text.includes(word))
}

/** Lower case, without accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

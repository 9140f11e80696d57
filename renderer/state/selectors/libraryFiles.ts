import type { LibraryEntry, LibraryModel } from '../../../engine/protocol/window/index.ts'
import type { HostState } from '../hostStores.ts'

type Entries = HostState['library']['entries']

const indexes = new WeakMap<Entries, ReadonlyMap<string, LibraryEntry>>()

/** The entry of the library whose file a handle names. */
export function entryOfFile({ library }: Pick<HostState, 'library'>, handle: string): LibraryEntry | undefined {
  const { entries } = library
  const index = indexes.get(entries) ?? new Map([...entries.values()].map((entry) => [entry.file, entry]))
  indexes.set(entries, index)
  return index.get(handle)
}

export function modelOfFile({ library }: Pick<HostState, 'library'>, handle: string): LibraryModel | undefined {
  return library.models.find(({ file }) => file === handle)
}

/** The entry that a name means in the notation of other programs: its file without the ending, or its title. */
export function entryCalled({ library }: Pick<HostState, 'library'>, name: string): LibraryEntry | undefined {
  const wanted = plain(name)
  const all = [...library.entries.values()]
  return (
    all.find(({ fileName }) => plain(fileName.replace(/\.[^.]*$/, '')) === wanted) ??
    all.find((entry) => plain(entry.name) === wanted)
  )
}

const plain = (name: string) => name.trim().toLowerCase()

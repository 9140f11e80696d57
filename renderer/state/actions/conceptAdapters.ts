import { withoutTag, type AdapterTag } from '../../document/adapterTags.ts'
import { addAdapter, replaceAdapter, type AdapterPlace } from '../../document/commands/adapter.ts'
import { setWords } from '../../document/commands/concept.ts'
import { entryCalled } from '../selectors/libraryFiles.ts'
import type { Stores } from '../stores.ts'

type Parts = Pick<Stores, 'document' | 'host'>

/** Puts another file of the library in the place of an adapter; nothing happens where it is gone or broken. */
export function replaceAdapterBy({ document, host }: Parts, place: AdapterPlace, entryId: string): void {
  const entry = host.getState().library.entries.get(entryId)
  if (!entry || entry.problem) return
  document.getState().apply('changeAdapter', replaceAdapter(place, { path: entry.file, name: entry.name }))
}

/**
 * Makes a tag among the words of a concept an adapter of it, as one step; nothing happens where the library has none.
 */
export function turnTag({ document, host }: Parts, conceptId: string, tag: AdapterTag): void {
  const entry = entryCalled(host.getState(), tag.name)
  if (!entry || entry.problem) return
  const { weight, textEncoderWeight } = tag
  const weights = { weight, ...(textEncoderWeight !== undefined && { textEncoderWeight }) }
  const add = addAdapter(conceptId, { file: { path: entry.file, name: entry.name }, from: 0, to: 1, ...weights })
  document.getState().apply('addAdapter', (project) => {
    const words = project.concepts.find(({ id }) => id === conceptId)?.words ?? ''
    return add(setWords([conceptId], withoutTag(words, tag))(project))
  })
}

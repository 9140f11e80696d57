import type { DocumentCard } from '../../engine/protocol/window/index.ts'

export interface DocumentLists {
  readonly recent: readonly DocumentCard[]
  readonly listed: readonly DocumentCard[]
  readonly examples: readonly DocumentCard[]
}

/**
 * The same documents with each of them once: what was used last stands there alone. The ids of the first two lists, and
 * the files of examples, are handles of the same kind.
 */
export function eachDocumentOnce({ recent, listed, examples }: DocumentLists): DocumentLists {
  const used = new Set(recent.map(({ id }) => id))
  const listedAlone = listed.filter(({ id }) => !used.has(id))
  const shown = new Set([...used, ...listedAlone.map(({ id }) => id)])
  return {
    recent,
    listed: listedAlone,
    examples: examples.filter(({ file }) => file === undefined || !shown.has(file)),
  }
}

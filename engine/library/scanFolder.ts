import type { ErrorReport } from '../protocol/errorReport.ts'
import type { Catalogue } from './catalogue.ts'
import { eachConcurrently } from './eachConcurrently.ts'
import type { FolderSource } from './folderSources.ts'
import type { IdOfPath } from './pathIds.ts'
import { problemReport } from './problemReport.ts'
import { readFacts } from './readFacts.ts'
import { stampOf } from './stamp.ts'
import type { Stamp } from './stamp.ts'
import type { FoundItem } from './walk.ts'

/** Sizes and times are asked of the system, which does the work. */
const mostStamped = 16
/** Reading is work of ours too: more at a time would only make the event loop wait longer. */
const mostRead = 3

export interface ScanSettings {
  readonly signal: AbortSignal
  readonly idOf: IdOfPath
  /** Hears how many files are still to be read. */
  readonly onPending: (count: number) => void
}

export interface ScanResult {
  /** Real paths of the folders that were walked. */
  readonly visited: ReadonlySet<string>
  /** Why the folder could not be read. */
  readonly problem?: ErrorReport
}

/**
 * Brings the catalogue up to date with a folder: what has changed is read, what is gone is removed.
 * @throws the reason of `signal` when it is aborted; nothing else.
 */
export async function scanFolder(
  source: FolderSource,
  catalogue: Catalogue,
  { signal, idOf, onPending }: ScanSettings,
): Promise<ScanResult> {
  const visited = new Set<string>()
  // What is added from now on is not gone only because it is not found.
  const known = [...catalogue.allItemsIn(source.id)]
  const found: FoundItem[] = []
  try {
    for await (const item of source.find({ signal, visited })) found.push(item)
  } catch (error) {
    signal.throwIfAborted()
    catalogue.setAvailable(source.id, false)
    return { visited, problem: problemReport(error) }
  }
  catalogue.setAvailable(source.id, true)

  const changed: { readonly item: FoundItem; readonly stamp: Stamp }[] = []
  const present = new Set<string>()
  await eachConcurrently(found, { most: mostStamped, signal }, async (item) => {
    const stamp = await stampOf(item)
    if (stamp === undefined) return
    present.add(item.path)
    if (catalogue.inFolder(source.id, item.path)?.stamp.text !== stamp.text) changed.push({ item, stamp })
  })
  for (const { path } of known) if (!present.has(path)) catalogue.remove(source.id, path)

  let pending = changed.length
  onPending(pending)
  await eachConcurrently(changed, { most: mostRead, signal }, async ({ item, stamp }) => {
    catalogue.set({
      id: idOf(item.path),
      folderId: source.id,
      path: item.path,
      stamp,
      facts: await readFacts(item),
    })
    onPending(--pending)
  })
  return { visited }
}

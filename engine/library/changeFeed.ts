import type { LibraryChange, LibraryEntry, LibraryFolder, LibraryModel } from '../protocol/window/library.ts'

/** At most four times a second, however fast files are read. */
const intervalMs = 250
/** So that neither we nor a window are busy with one event for long. */
const mostAtOnce = 250

/** What the feed asks when it tells of a change. */
export interface ChangeSources {
  /** Undefined where there is no adapter (any more) at a path. */
  readonly entryOf: (path: string) => LibraryEntry | undefined
  readonly folders: () => LibraryFolder[]
  readonly models: () => LibraryModel[]
  readonly pending: () => number
}

/** Collects what changes and tells of it in batches. */
export interface ChangeFeed {
  /** What lies at a path may be another. `id` is that of its entry. */
  noteItem(path: string, id: string): void
  /** The list of folders, their counts or the number of pending files. */
  noteFolders(): void
  close(): void
}

export function createChangeFeed(sources: ChangeSources, tell: (change: LibraryChange) => void): ChangeFeed {
  const changedPaths = new Map<string, string>()
  let timer: NodeJS.Timeout | undefined
  let toldModels = ''
  let toldFolders = ''
  let toldAt = 0
  let closed = false

  function schedule(): void {
    if (closed) return
    timer ??= setTimeout(flush, Math.max(0, toldAt + intervalMs - Date.now()))
  }

  function flush(): void {
    timer = undefined
    toldAt = Date.now()
    const paths = [...changedPaths].slice(0, mostAtOnce)
    for (const [path] of paths) changedPaths.delete(path)
    const changed: LibraryEntry[] = []
    const removed: string[] = []
    for (const [path, id] of paths) {
      const entry = sources.entryOf(path)
      if (entry === undefined) removed.push(id)
      else changed.push(entry)
    }
    const [models, folders] = [sources.models(), sources.folders()]
    const [modelText, folderText] = [JSON.stringify(models), JSON.stringify(folders)]
    tell({
      ...(modelText !== toldModels && { models }),
      ...(folderText !== toldFolders && { folders }),
      changed,
      removed,
      pending: sources.pending(),
    })
    toldModels = modelText
    toldFolders = folderText
    if (changedPaths.size > 0) schedule()
  }

  return {
    noteItem(path, id) {
      changedPaths.set(path, id)
      schedule()
    },
    noteFolders: schedule,
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

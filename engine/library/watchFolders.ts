import { watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { basename } from 'node:path'

/** Tells of changes inside of folders, as far as the system does. */
export interface FolderWatch {
  /**
   * From now on watches exactly these folders, each by itself, for one folder of the library. One that is away, such as
   * that of a drive, is looked for now and then.
   */
  follow(folderId: string, folders: ReadonlySet<string>, state: { readonly isAway: boolean }): Promise<void>
  close(): void
}

/** Changes come in bursts, such as while a file is copied. */
const quietMs = 400
/** After this time a burst is answered even if it goes on. */
const longestBurstMs = 2000
/** How often folders are looked at that the system does not watch. */
const pollMs = 30_000

/** Names of files that are on their way. */
const unfinished = /^\.|\.(tmp|part|partial|crdownload|download)$/i

/**
 * Watches the folders that a scan has walked, without their subfolders, which are folders of the same scan. One handle
 * for a folder and none for a file, so that thousands of files cost nothing. Folders on a network, and those for which
 * the system has no watch left, are reported as changed twice a minute.
 */
export function watchFolders(onChange: (folderId: string) => void): FolderWatch {
  const watchers = new Map<string, Map<string, FSWatcher | 'polled'>>()
  const bursts = new Map<string, { readonly since: number; timer: NodeJS.Timeout }>()
  const away = new Set<string>()
  let closed = false

  const poll = setInterval(() => {
    for (const [folderId, watched] of watchers) {
      if (away.has(folderId) || [...watched.values()].includes('polled')) onChange(folderId)
    }
  }, pollMs)
  poll.unref()

  function changed(folderId: string): void {
    const burst = bursts.get(folderId)
    const since = burst?.since ?? Date.now()
    clearTimeout(burst?.timer)
    const wait = Math.max(0, Math.min(quietMs, since + longestBurstMs - Date.now()))
    const timer = setTimeout(() => {
      bursts.delete(folderId)
      onChange(folderId)
    }, wait)
    bursts.set(folderId, { since, timer })
  }

  function begin(folderId: string, folder: string, watched: Map<string, FSWatcher | 'polled'>): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name === basename(folder)) end() // itself has gone, and another may come in its place
        if (name === null || !unfinished.test(name)) changed(folderId)
      })
      const end = () => {
        watcher.close()
        if (watched.get(folder) === watcher) watched.set(folder, 'polled')
      }
      watcher.on('error', () => {
        end()
        changed(folderId) // on Windows, a folder that is removed ends its watch with an error
      })
      watched.set(folder, watcher)
    } catch {
      watched.set(folder, 'polled') // no watch left, or the folder is gone, which the next scan finds
    }
  }

  return {
    async follow(folderId, folders, { isAway }) {
      if (isAway) away.add(folderId)
      else away.delete(folderId)
      const watched = watchers.get(folderId) ?? new Map<string, FSWatcher | 'polled'>()
      watchers.set(folderId, watched)
      for (const [folder, watcher] of watched) {
        if (folders.has(folder)) continue
        if (watcher !== 'polled') watcher.close()
        watched.delete(folder)
      }
      for (const folder of folders) {
        const watcher = watched.get(folder)
        if (watcher !== undefined && watcher !== 'polled') continue
        if (await isOnNetwork(folder)) watched.set(folder, 'polled')
        else if (!closed) begin(folderId, folder, watched)
      }
    },
    close() {
      closed = true
      clearInterval(poll)
      for (const { timer } of bursts.values()) clearTimeout(timer)
      for (const watched of watchers.values()) {
        for (const watcher of watched.values()) if (watcher !== 'polled') watcher.close()
      }
    },
  }
}

/** File systems whose changes are made on another machine, by their number in Linux' magic.h. */
const networkTypes: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x65735546, 0x01021997])

async function isOnNetwork(folder: string): Promise<boolean> {
  if (process.platform === 'win32') return folder.startsWith('\\\\')
  if (process.platform !== 'linux') return false
  try {
    return networkTypes.has((await statfs(folder)).type)
  } catch {
    return false // gone in the meantime
  }
}

import { readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { EngineError } from '../errors/engineError.ts'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { readFailure } from '../files/fileErrors.ts'
import { sha256OfFile } from '../files/hashing.ts'

/** SHA-256 of files, remembered from run to run: hashing a checkpoint of gigabytes takes many seconds. */
export interface FileHashes {
  /** 64 lower-case hexadecimal digits. Errors as `sha256OfFile`. */
  sha256: (path: string) => Promise<string>
  /** Writes what is new to the cache file. A cache that cannot be written is no error: it only saves time. */
  save: () => Promise<void>
}

const entrySchema = z.object({
  size: z.number(),
  mtimeMs: z.number(),
  ctimeMs: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
type Entry = z.infer<typeof entrySchema>
const cacheSchema = z.object({ version: z.literal(1), files: z.record(z.string(), entrySchema) })

/** Smaller files are hashed faster than a cache of many of them is read. */
const smallestKept = 1_000_000
const mostKept = 5_000
/** A file that changed this recently may change again and keep its time: some file systems tick once in two seconds. */
const settledAfterMs = 3_000

/** Where the hashes of this user's files are kept, by the convention of the operating system. */
export function defaultCacheFile(): string {
  return join(userCacheFolder(process.platform, process.env, homedir()), 'polyptych', 'hashes.json')
}

export function userCacheFolder(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (platform === 'win32') return environment.LOCALAPPDATA || join(home, 'AppData', 'Local')
  if (platform === 'darwin') return join(home, 'Library', 'Caches')
  return environment.XDG_CACHE_HOME || join(home, '.cache')
}

/**
 * Hashes of files by path, size and times of change. `cacheFile` is read when it is first needed and written by `save`;
 * a damaged one counts as empty. Without it, hashes are remembered for this run only.
 */
export function createFileHashes(cacheFile: string | undefined = defaultCacheFile()): FileHashes {
  let known: Promise<Map<string, Entry>> | undefined
  const added = new Map<string, Entry>()
  const pending = new Map<string, Promise<string>>()

  async function lookUpOrHash(path: string): Promise<string> {
    known ??= readCache(cacheFile)
    const before = await stamp(path)
    const entry = added.get(path) ?? (await known).get(path)
    if (entry !== undefined && isSame(entry, before)) return entry.sha256
    const sha256 = await sha256OfFile(path)
    const settled = Math.max(before.mtimeMs, before.ctimeMs) < Date.now() - settledAfterMs
    if (settled && isSame(before, await stamp(path))) added.set(path, { ...before, sha256 })
    return sha256
  }

  return {
    async sha256(path) {
      const absolutePath = resolve(path)
      const running = pending.get(absolutePath)
      if (running !== undefined) return running
      const started = lookUpOrHash(absolutePath).finally(() => pending.delete(absolutePath))
      pending.set(absolutePath, started)
      return started
    },

    async save() {
      const lasting = [...added].filter(([, { size }]) => size >= smallestKept)
      if (cacheFile === undefined || lasting.length === 0) return
      // Read again: another window or command may have added to it.
      const merged = await readCache(cacheFile)
      for (const [path, entry] of lasting) {
        merged.delete(path)
        merged.set(path, entry)
      }
      const newest = [...merged].slice(-mostKept)
      const text = JSON.stringify({ version: 1, files: Object.fromEntries(newest) }, null, 1)
      try {
        await writeFileAtomically(cacheFile, text)
        known = Promise.resolve(merged)
        added.clear()
      } catch (error) {
        if (!(error instanceof EngineError)) throw error
      }
    },
  }
}

type Stamp = Pick<Entry, 'size' | 'mtimeMs' | 'ctimeMs'>

async function stamp(path: string): Promise<Stamp> {
  try {
    const { size, mtimeMs, ctimeMs } = await stat(path)
    return { size, mtimeMs, ctimeMs }
  } catch (error) {
    throw readFailure(error, path)
  }
}

function isSame(a: Stamp, b: Stamp): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs
}

async function readCache(cacheFile: string | undefined): Promise<Map<string, Entry>> {
  if (cacheFile === undefined) return new Map()
  try {
    const cache = cacheSchema.safeParse(JSON.parse(await readFile(cacheFile, 'utf8')))
    return new Map(cache.success ? Object.entries(cache.data.files) : [])
  } catch {
    return new Map() // missing, unreadable or damaged: hashing again is all that it costs
  }
}

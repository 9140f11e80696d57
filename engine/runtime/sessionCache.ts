import type { Session } from './session.ts'

/** What stays of a session for its users: it may be closed and opened again between two calls. */
export type Runnable = Pick<Session, 'run'>

/** Keeps sessions open by what they compute; the least recently used go first, but none in the middle of a call. */
export interface SessionCache {
  /** Runs the session of `key`, opened by `open` unless it is open already. Two users at once share one opening. */
  runnable(key: string, open: () => Promise<Session>): Runnable
  /** Opens the session of `key` now, so that the first call does not wait for it. */
  warm(key: string, open: () => Promise<Session>): Promise<void>
  /** Releases every session. None may be in a call. */
  clear(): Promise<void>
}

interface Entry {
  readonly session: Promise<Session>
  users: number
}

/** @param capacity The most sessions that stay open beside those in use. */
export function createSessionCache(capacity: number): SessionCache {
  const entries = new Map<string, Entry>()

  const use = async <T>(key: string, open: () => Promise<Session>, work: (session: Session) => Promise<T>) => {
    const entry = entries.get(key) ?? { session: open(), users: 0 }
    entries.delete(key) // and set again: a map keeps the order of insertion, so the oldest key is the least used
    entries.set(key, entry)
    entry.users++
    try {
      const session = await entry.session.catch((error: unknown) => {
        if (entries.get(key) === entry) entries.delete(key)
        throw error
      })
      return await work(session)
    } finally {
      entry.users--
      await dropOldest()
    }
  }

  const dropOldest = async () => {
    const idle = [...entries].filter(([, { users }]) => users === 0)
    for (const [key, entry] of idle.slice(0, Math.max(0, entries.size - capacity))) {
      entries.delete(key)
      await (await entry.session).release()
    }
  }

  return {
    runnable: (key, open) => ({ run: (feeds, fetches) => use(key, open, (session) => session.run(feeds, fetches)) }),
    warm: (key, open) => use(key, open, async () => undefined),
    async clear() {
      const opened = [...entries.values()]
      entries.clear()
      for (const { session } of opened) await session.then(({ release }) => release(), nothing)
    },
  }
}

/** A session that failed to open was reported to whoever asked for it. */
function nothing(): void {
  return undefined
}

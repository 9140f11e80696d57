import type { Session } from './session.ts'

/** Keeps sessions by what they compute, the least recently used going first. */
export interface SessionCache {
  /** The session under `key`, opened by `open` unless it is there. Two requests at once share one opening. */
  get(key: string, open: () => Promise<Session>): Promise<Session>
  /** Releases every session. */
  clear(): Promise<void>
}

/** @param capacity The most sessions that stay open. */
export function createSessionCache(capacity: number): SessionCache {
  const sessions = new Map<string, Promise<Session>>()
  const drop = async (key: string) => {
    const session = sessions.get(key)
    sessions.delete(key)
    await (await session)?.release()
  }
  return {
    async get(key, open) {
      const known = sessions.get(key)
      const session = known ?? open()
      sessions.delete(key) // and set again: a map keeps the order of insertion, so the oldest key is the least used
      sessions.set(key, session)
      try {
        const opened = await session
        const oldest = sessions.keys().next().value
        if (sessions.size > capacity && oldest !== undefined && oldest !== key) await drop(oldest)
        return opened
      } catch (error) {
        sessions.delete(key)
        throw error
      }
    },
    async clear() {
      for (const key of [...sessions.keys()]) await drop(key)
    },
  }
}

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Compatibility } from '../../engine/protocol/window/index.ts'
import type { WindowClient } from '../clients/windowClient.ts'

/** What models take of adapters, as far as somebody has asked. */
export interface MatchState {
  /** By `matchKey`. */
  readonly matches: ReadonlyMap<string, Compatibility>
  /** Asks the host for what is not known yet; questions of one turn travel together. */
  readonly ask: (model: string, ids: readonly string[]) => void
  /** Files have changed: what was said of them is forgotten. */
  readonly forget: (ids: readonly string[]) => void
}

export type MatchStore = StoreApi<MatchState>

export function matchKey(model: string, id: string): string {
  return `${model} ${id}`
}

const mostAtOnce = 200

export function createMatchStore(client: WindowClient): MatchStore {
  const asked = new Set<string>()
  const waiting = new Map<string, Set<string>>()
  const store = createStore<MatchState>()((set) => ({
    matches: new Map(),
    ask(model, ids) {
      const missing = ids.filter((id) => !asked.has(matchKey(model, id)))
      if (missing.length === 0) return
      if (waiting.size === 0) queueMicrotask(() => void flush())
      const queue = waiting.get(model) ?? new Set()
      waiting.set(model, queue)
      for (const id of missing) {
        asked.add(matchKey(model, id))
        queue.add(id)
      }
    },
    forget(ids) {
      const gone = new Set(ids)
      set(({ matches }) => {
        const kept = [...matches].filter(([, { id }]) => !gone.has(id))
        return kept.length === matches.size ? {} : { matches: new Map(kept) }
      })
      for (const key of asked) if (gone.has(key.slice(key.indexOf(' ') + 1))) asked.delete(key)
    },
  }))

  async function flush(): Promise<void> {
    const questions = [...waiting]
    waiting.clear()
    for (const [model, ids] of questions) {
      const list = [...ids]
      for (let start = 0; start < list.length; start += mostAtOnce) {
        await match(model, list.slice(start, start + mostAtOnce))
      }
    }
  }

  async function match(model: string, ids: string[]): Promise<void> {
    try {
      const { matches } = await client.call('matchAdapters', { model, ids })
      store.setState((state) => {
        const known = new Map(state.matches)
        for (const found of matches) known.set(matchKey(model, found.id), found)
        return { matches: known }
      })
    } catch {
      // Cards do without: a model that cannot be opened is told of where it is chosen. The next look asks again.
      for (const id of ids) asked.delete(matchKey(model, id))
    }
  }
  return store
}

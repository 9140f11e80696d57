import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ModelDetails } from '../../engine/protocol/window/index.ts'
import type { WindowClient } from '../clients/windowClient.ts'

/** What models are made of, as far as somebody has asked. */
export interface ModelState {
  /** By handle. Missing while it is read, and of a model that cannot be opened. */
  readonly details: ReadonlyMap<string, ModelDetails>
  /** Asks the host for what is not known yet. */
  readonly ask: (model: string) => void
}

export type ModelStore = StoreApi<ModelState>

export function createModelStore(client: Pick<WindowClient, 'call'>): ModelStore {
  const asked = new Set<string>()
  const store = createStore<ModelState>()(() => ({
    details: new Map(),
    ask(model) {
      if (asked.has(model)) return
      asked.add(model)
      void read(model)
    },
  }))

  async function read(model: string): Promise<void> {
    try {
      const details = await client.call('readModelDetails', { model })
      store.setState((state) => ({ details: new Map([...state.details, [model, details]]) }))
    } catch {
      asked.delete(model) // the document's problems tell of a model that cannot be opened; the next look asks again
    }
  }
  return store
}

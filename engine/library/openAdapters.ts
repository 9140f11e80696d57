import type { Adapter } from '../adapters/adapter.ts'
import { readAdapter } from '../adapters/adapterFile.ts'
import type { AdapterItem } from './views.ts'

/** About 60 MB of descriptions. */
const mostLayers = 60_000

/** Adapters that are looked at closely, kept while their files stay as they are; the one least used goes first. */
export interface OpenAdapters {
  /** Errors as `readAdapter`. */
  open(item: AdapterItem): Promise<Adapter>
}

export function createOpenAdapters(): OpenAdapters {
  const kept = new Map<string, { readonly stamp: string; readonly adapter: Adapter }>()
  let layers = 0

  function forget(path: string): void {
    layers -= kept.get(path)?.adapter.layers.length ?? 0
    kept.delete(path)
  }

  return {
    async open({ path, stamp }) {
      const known = kept.get(path)
      const adapter = known?.stamp === stamp.text ? known.adapter : await readAdapter(path)
      forget(path)
      kept.set(path, { stamp: stamp.text, adapter })
      layers += adapter.layers.length
      for (const oldest of kept.keys()) {
        if (layers <= mostLayers || oldest === path) break
        forget(oldest)
      }
      return adapter
    },
  }
}

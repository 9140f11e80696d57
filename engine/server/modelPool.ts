import { readAdapter } from '../adapters/adapterFile.ts'
import type { Adapter } from '../adapters/adapter.ts'
import { openModel, type OpenModel } from '../pipeline/openModel.ts'
import { openOnModel, type OpenProject } from '../pipeline/openProject.ts'
import type { ResolvedFiles } from '../project/resolveFiles.ts'
import type { Runtime } from '../runtime/runtime.ts'

/** Models and adapters that stay open from render to render: a change of words or weights opens nothing anew. */
export interface ModelPool {
  /**
   * A project on a model that stays open at least until `leave` is called.
   * @throws EngineError of `openModel` and `openOnModel`.
   */
  take(files: ResolvedFiles, signal: AbortSignal): Promise<{ opened: OpenProject; leave: () => Promise<void> }>
  release(): Promise<void>
}

interface Kept {
  readonly key: string
  readonly model: Promise<OpenModel>
  users: number
}

/** Two, so that going back and forth between two models is quick. */
const mostModels = 2
const mostAdapters = 64

/** Files are told apart by their contents: one that was replaced is opened anew. */
export function createModelPool(runtime: Runtime): ModelPool {
  const models: Kept[] = []
  const adapters = new Map<string, Promise<Adapter>>()

  const forget = (kept: Kept) => {
    const index = models.indexOf(kept)
    if (index >= 0) models.splice(index, 1)
  }

  const take = ({ model: { path, sha256 } }: ResolvedFiles): Kept => {
    const key = `${sha256} ${path}`
    const kept = models.find((other) => other.key === key) ?? { key, model: openInPlace(path), users: 0 }
    forget(kept)
    models.unshift(kept)
    kept.model.catch(() => forget(kept))
    kept.users++
    return kept
  }

  /** The oldest goes before a new one comes: two large models may fit into memory where three do not. */
  const openInPlace = async (path: string) => {
    await dropUnused(mostModels - 1)
    return openModel(path, runtime)
  }

  const dropUnused = async (most: number) => {
    for (const kept of models.slice(most)) {
      if (kept.users > 0) continue
      forget(kept)
      await (await kept.model).release()
    }
  }

  const readerFor = (files: ResolvedFiles) => {
    const hashes = new Map([...files.files.values()].map(({ path, sha256 }) => [path, sha256]))
    return (path: string): Promise<Adapter> => {
      const key = `${hashes.get(path)} ${path}`
      const adapter = adapters.get(key) ?? readAdapter(path)
      adapters.delete(key)
      adapters.set(key, adapter)
      adapter.catch(() => adapters.delete(key))
      const [oldest] = adapters.keys()
      if (adapters.size > mostAdapters && oldest !== undefined) adapters.delete(oldest)
      return adapter
    }
  }

  return {
    async take(files, signal) {
      const kept = take(files)
      const leave = async () => {
        kept.users--
        await dropUnused(mostModels)
      }
      try {
        return { opened: await openOnModel(files, await kept.model, readerFor(files), signal), leave }
      } catch (error) {
        await leave()
        throw error
      }
    },
    async release() {
      const opened = models.splice(0)
      for (const { model } of opened) await model.then((open) => open.release()).catch(() => undefined)
    },
  }
}

import type { Tensor } from '../tensor/tensor.ts'

/** Values by the names of a graph's inputs or outputs. */
export type Feeds = ReadonlyMap<string, Tensor>

/**
 * A graph that is ready to run. Calls on one session must not overlap. The stock binding blocks the thread for the
 * length of a call; another implementation may not, hence the promise.
 */
export interface Session {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  /**
   * Computes the outputs named in `fetches`, all of them by default. The results belong to the caller.
   * @throws EngineError `out-of-memory` or `render-failed`, naming the graph.
   */
  run(feeds: Feeds, fetches?: readonly string[]): Promise<Map<string, Tensor>>
  /** Gives the memory back. The session cannot run after that. */
  release(): Promise<void>
}

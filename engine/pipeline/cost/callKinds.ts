import type { Assumption } from './assumedRun.ts'
import type { NetworkCall } from './networkCalls.ts'

/** Calls of one graph with the same number of rows and words, which take the same time. */
export interface CallKind extends Pick<NetworkCall, 'variant' | 'kind' | 'rows'> {
  /** The named sides of its graph. */
  readonly sizes: Readonly<Record<string, number>>
  /** In one picture. */
  readonly times: Readonly<Record<Assumption, number>>
}

/** Equal for calls that take the same time. */
export function callKey({ variant, rows, feeds }: NetworkCall): string {
  return JSON.stringify([variant, rows, feeds.get('textEmbeddings')?.shape.slice(1)])
}

import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Does something with each item, `most` of them at a time, and lets the event loop turn after each. Throws the first
 * error, once all are done; stops between two items when `signal` is aborted.
 */
export async function eachConcurrently<Item>(
  items: Iterable<Item>,
  { most, signal }: { readonly most: number; readonly signal: AbortSignal },
  use: (item: Item) => Promise<void>,
): Promise<void> {
  const remaining = items[Symbol.iterator]()
  async function work(): Promise<void> {
    for (let next = remaining.next(); !next.done; next = remaining.next()) {
      signal.throwIfAborted()
      await use(next.value)
      await nextTurn()
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: most }, work))
  const failure = ends.find((end) => end.status === 'rejected')
  if (failure !== undefined) throw failure.reason
}

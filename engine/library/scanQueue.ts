/** Scans folders one after the other, each at most once more than it was asked for while it was scanned. */
export interface ScanQueue {
  request(folderId: string): void
  /** Forgets a folder, and stops its scan. */
  cancel(folderId: string): Promise<void>
  /** Until nothing is left to scan. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** `scan` throws only what `signal` was aborted with, or bugs, which `idle` passes on. */
export function createScanQueue(scan: (folderId: string, signal: AbortSignal) => Promise<void>): ScanQueue {
  const waiting = new Set<string>()
  let current:
    { readonly folderId: string; readonly controller: AbortController; readonly done: Promise<void> } | undefined
  let running: Promise<void> = Promise.resolve()
  let isRunning = false
  let closed = false

  async function run(): Promise<void> {
    while (waiting.size > 0) {
      const folderId = waiting.values().next().value!
      waiting.delete(folderId)
      const controller = new AbortController()
      const done = scan(folderId, controller.signal).catch((error: unknown) => {
        if (!controller.signal.aborted) throw error
      })
      current = { folderId, controller, done }
      await done
      current = undefined
    }
  }

  function start(): void {
    if (isRunning) return
    isRunning = true
    running = run().finally(() => {
      isRunning = false
    })
    running.catch(() => undefined) // `idle` throws it
  }

  return {
    request(folderId) {
      if (closed) return
      waiting.add(folderId)
      start()
    },
    async cancel(folderId) {
      waiting.delete(folderId)
      if (current?.folderId !== folderId) return
      current.controller.abort()
      await current.done
    },
    idle: () => running,
    async close() {
      closed = true
      waiting.clear()
      current?.controller.abort()
      await running
    },
  }
}

import type { Job } from '../../../engine/protocol/window/index.ts'
import type { HostState } from '../hostStores.ts'

/** What the dock shows of all that is rendered. */
export interface RenderQueue {
  readonly running: Job | undefined
  /** In the order in which they will run. */
  readonly queued: readonly Job[]
  /** That ended badly and were not put away, the newest first. */
  readonly failed: readonly Job[]
}

export function renderQueue({ jobs }: Pick<HostState, 'jobs'>): RenderQueue {
  return {
    running: jobs.find(({ state }) => state === 'running'),
    queued: jobs.filter(({ state }) => state === 'queued'),
    failed: jobs.filter(({ state }) => state === 'failed').reverse(),
  }
}

/**
 * Whether both lists have the same jobs in the same state. Each event brings all of them anew, as do those of progress.
 */
export function isSameJobs(before: readonly Job[], now: readonly Job[]): boolean {
  return (
    before.length === now.length &&
    before.every(({ jobId, state }, index) => now[index]!.jobId === jobId && now[index]!.state === state)
  )
}

/** How much of a job is done, 0 to 1; undefined before its first step. */
export function partDone({ done, pictures, step, steps }: Job): number | undefined {
  if (step === undefined && done === 0) return undefined
  return Math.min(1, (done + (step ?? 0) / (steps ?? 1)) / pictures)
}

import { seedsOf, type Method, type Project } from '../../../engine/protocol/project.ts'
import type { Job } from '../../../engine/protocol/window/index.ts'
import { withOneShown } from '../../document/withOneShown.ts'
import type { HostState } from '../hostStores.ts'
import type { Stores } from '../stores.ts'
import { tellError } from './errors.ts'
import { drawSeed } from './seeds.ts'

/** Jobs of the engine that have not ended, the one that runs first. */
export function openJobs({ jobs }: Pick<HostState, 'jobs'>): Job[] {
  const open = jobs.filter(({ state }) => state === 'running' || state === 'queued')
  return open.sort((a, b) => Number(b.state === 'running') - Number(a.state === 'running'))
}

/** What is asked of a render beside what the document says. */
export interface RenderWish {
  /** In the place of the document's seeds. */
  readonly seeds?: Project['seeds']
  /** In front of all that wait. */
  readonly next?: boolean
  /** Instead of the document's method: all of these with every seed, on one sheet. */
  readonly compare?: readonly Method[]
}

/** Queues the pictures of the document as it is now; a concept that is shown alone is rendered alone. */
export async function renderPictures(stores: Stores, { seeds, next = false, compare }: RenderWish = {}): Promise<void> {
  const { document, host, masks, session } = stores
  document.getState().endGesture()
  if (seeds === undefined) drawSeed(stores)
  const { documentId, name, project } = document.getState()
  const { recordsAttention, readsPictures } = host.getState().settings
  const shown = withOneShown(project, session.getState().soloId)
  const wanted = seeds === undefined ? shown : { ...shown, seeds }
  try {
    const sent = await masks.withHandles(wanted)
    const task = compare ? { type: 'compare' as const, methods: [...compare] } : { type: 'pictures' as const }
    const request = { documentId, name, project: sent, task, recordsAttention, readsPictures, next }
    await stores.client.call('startJob', request)
  } catch (error) {
    tellError(stores, error)
  }
}

/** Consecutive seeds from the document's first one on. */
export function renderSeedsGrid(stores: Stores, count: number): Promise<void> {
  const [first = 0] = seedsOf(stores.document.getState().project)
  return renderPictures(stores, { seeds: { first, count } })
}

/** One picture with the seed after the document's last one. */
export function renderNextSeed(stores: Stores): Promise<void> {
  const last = seedsOf(stores.document.getState().project).at(-1) ?? 0
  return renderPictures(stores, { seeds: { first: last + 1, count: 1 } })
}

/** Ends the render that runs; where none does, the one that waits first. */
export async function cancelRender(stores: Stores): Promise<void> {
  const [job] = openJobs(stores.host.getState())
  if (job) await cancelJob(stores, job.jobId)
}

export async function cancelJob(stores: Stores, jobId: string): Promise<void> {
  try {
    await stores.client.call('cancelJob', { jobId })
  } catch (error) {
    tellError(stores, error)
  }
}

export async function cancelAll(stores: Stores): Promise<void> {
  // Those that wait first, so that none of them begins meanwhile.
  for (const { jobId } of openJobs(stores.host.getState()).reverse()) await cancelJob(stores, jobId)
}

/** Takes jobs that have ended out of the list. */
export async function forgetJobs(stores: Stores, jobIds: readonly string[]): Promise<void> {
  try {
    await stores.client.call('forgetJobs', { jobIds: [...jobIds] })
  } catch (error) {
    tellError(stores, error)
  }
}

import type { Job } from '../../../engine/protocol/window/index.ts'
import type { HostState } from '../hostStores.ts'
import type { Stores } from '../stores.ts'
import { tellError } from './errors.ts'

/** Jobs of the engine that have not ended, the one that runs first. */
export function openJobs({ jobs }: Pick<HostState, 'jobs'>): Job[] {
  const open = jobs.filter(({ state }) => state === 'running' || state === 'queued')
  return open.sort((a, b) => Number(b.state === 'running') - Number(a.state === 'running'))
}

/** Queues the pictures of the document as it is now; a concept that is shown alone is rendered alone. */
export async function renderPictures(stores: Stores): Promise<void> {
  const { client, document, host, masks, session } = stores
  document.getState().endGesture()
  const { documentId, name, project } = document.getState()
  const { recordsAttention, readsPictures } = host.getState().settings
  const { soloId } = session.getState()
  const shown =
    soloId === undefined
      ? project
      : { ...project, concepts: project.concepts.map((one) => (one.id === soloId ? one : { ...one, hidden: true })) }
  try {
    const sent = await masks.withHandles(shown)
    await client.call('startJob', {
      documentId,
      name,
      project: sent,
      task: { type: 'pictures' },
      recordsAttention,
      readsPictures,
      next: false,
    })
  } catch (error) {
    tellError(stores, error)
  }
}

/** Ends the render that runs; where none does, the one that waits first. */
export async function cancelRender(stores: Stores): Promise<void> {
  const [job] = openJobs(stores.host.getState())
  if (!job) return
  try {
    await stores.client.call('cancelJob', { jobId: job.jobId })
  } catch (error) {
    tellError(stores, error)
  }
}

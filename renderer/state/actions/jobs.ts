import type { Job } from '../../../engine/protocol/window/index.ts'
import { t } from '../../i18n/language.ts'
import { jobText } from '../selectors/jobText.ts'
import type { Stores } from '../stores.ts'
import { tellError } from './errors.ts'
import { followRepeated } from './sameRender.ts'

/**
 * Queues exactly what a job that has failed was asked for, whatever the document has become since. Returns whether it
 * waits now; the failure stays in the list where it does not.
 */
export async function repeatJob(stores: Stores, job: Job): Promise<boolean> {
  const follow = followRepeated(stores, job.jobId)
  try {
    const { jobId } = await stores.client.call('repeatJob', { jobId: job.jobId })
    follow(jobId)
  } catch (error) {
    tellError(stores, error)
    return false
  }
  stores.session.getState().announce(t('render.repeated', { name: job.name, job: jobText(job, t) }))
  return true
}

/** In front of all that wait. */
export async function moveJobToFront(stores: Stores, job: Job): Promise<void> {
  try {
    await stores.client.call('moveJobToFront', { jobId: job.jobId })
    stores.session.getState().announce(t('render.movedToFront', { name: job.name, job: jobText(job, t) }))
  } catch (error) {
    tellError(stores, error)
  }
}

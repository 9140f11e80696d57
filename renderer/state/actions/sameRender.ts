import type { Job, JobRequest } from '../../../engine/protocol/window/index.ts'
import type { Stores } from '../stores.ts'

/** What a render would give that was asked for before: the same project, seeds and task give the same bytes. */
export type SameRender =
  /** It waits or runs; `job` is missing until the host has told of it. */
  | { readonly state: 'open'; readonly job: Job | undefined }
  /** It is the last render of its document, and its pictures are there. */
  | { readonly state: 'there'; readonly job: Job }

/** Ids of jobs by what this window asked for, the oldest first; undefined until the host has answered. */
type Asked = Map<string, string | undefined>

const askedBy = new WeakMap<Stores, Asked>()

/** As many as the host remembers of those that have ended. */
const mostAsked = 50

const keyOf = ({ next: _, ...request }: JobRequest) => JSON.stringify(request)

function askedOf(stores: Stores): Asked {
  const known = askedBy.get(stores)
  if (known) return known
  const asked: Asked = new Map()
  askedBy.set(stores, asked)
  stores.host.subscribe(({ jobs }, before) => {
    if (jobs === before.jobs) return
    for (const [key, jobId] of asked) {
      if (jobId !== undefined && !jobs.some((job) => job.jobId === jobId)) asked.delete(key) // taken out of the list
    }
  })
  return asked
}

/** Undefined where a render gives something new. */
export function sameRender(stores: Stores, request: JobRequest): SameRender | undefined {
  const asked = askedOf(stores)
  const key = keyOf(request)
  if (!asked.has(key)) return undefined
  const { jobs, gallery } = stores.host.getState()
  const job = jobs.find(({ jobId }) => jobId === asked.get(key))
  if (!job || job.state === 'queued' || job.state === 'running') return { state: 'open', job }
  const last = jobs.filter(({ documentId }) => documentId === request.documentId).at(-1)
  const isThere = job.results.every((id) => gallery.items.some((item) => item.id === id))
  return job === last && job.state === 'finished' && isThere ? { state: 'there', job } : undefined
}

/** Of a job that is queued again: says under which id, for it is the same render. */
export function followRepeated(stores: Stores, jobId: string): (repeated: string) => void {
  const asked = askedOf(stores)
  const key = [...asked].find(([, id]) => id === jobId)?.[0]
  return (repeated) => void (key !== undefined && asked.set(key, repeated))
}

/** Asks the host for a render, and remembers what was asked. */
export async function askForRender(stores: Stores, request: JobRequest): Promise<void> {
  const asked = askedOf(stores)
  const key = keyOf(request)
  asked.delete(key)
  asked.set(key, undefined)
  try {
    const { jobId } = await stores.client.call('startJob', request)
    asked.set(key, jobId)
  } catch (error) {
    asked.delete(key)
    throw error
  }
  const [oldest] = asked.keys()
  if (asked.size > mostAsked && oldest !== undefined) asked.delete(oldest)
}

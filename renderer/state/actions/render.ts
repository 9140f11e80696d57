import { seedsOf, type Method, type Project } from '../../../engine/protocol/project.ts'
import { countPictures, type Job, type JobRequest } from '../../../engine/protocol/window/index.ts'
import { setFirstSeed } from '../../document/commands/seeds.ts'
import { withOneShown } from '../../document/withOneShown.ts'
import { t } from '../../i18n/language.ts'
import type { HostState } from '../hostStores.ts'
import type { Stores } from '../stores.ts'
import { tellError } from './errors.ts'
import { moveJobToFront } from './jobs.ts'
import { askForRender, sameRender, type SameRender } from './sameRender.ts'
import { drawSeed, randomSeed } from './seeds.ts'

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
  /** Also where the same picture is there already, or on its way. */
  readonly again?: boolean
}

/**
 * Queues the pictures of the document as it is now; a concept that is shown alone is rendered alone. What is there
 * already or on its way is not queued again: the artist is told, and decides.
 */
export async function renderPictures(stores: Stores, wish: RenderWish = {}): Promise<void> {
  const { seeds, next = false, compare, again = false } = wish
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
    const same = again ? undefined : sameRender(stores, request)
    if (next && same?.job?.state === 'queued') return moveJobToFront(stores, same.job)
    if (same) return tellSame(stores, wish, request, same)
    await askForRender(stores, request)
  } catch (error) {
    tellError(stores, error)
  }
}

function tellSame(stores: Stores, wish: RenderWish, request: JobRequest, { state }: SameRender) {
  const { notices, document } = stores
  const { documentId } = request
  const count = countPictures(request)
  const titles = { open: t('render.same.open', { count }), there: t('render.same.there', { count }) }
  const dismiss = () => {
    for (const { id, title } of notices.getState().notices) {
      if (title === titles.open || title === titles.there) notices.getState().dismiss(id)
    }
  }
  dismiss() // what is told now is newer
  const stop = document.subscribe((state) => {
    if (state.documentId === documentId) return
    stop()
    dismiss() // its answers are about another document
  })
  const ifStillShown = (run: () => Promise<void>) => () => {
    if (document.getState().documentId === documentId) void run()
  }
  const newSeed = { label: t('render.same.newSeed'), run: ifStillShown(() => renderWithNewSeed(stores, wish)) }
  const again = { label: t('render.again'), run: ifStillShown(() => renderPictures(stores, { ...wish, again: true })) }
  notices.getState().tell({
    kind: 'info',
    title: titles[state],
    ...(state === 'there' && { text: t('render.same.unchanged') }),
    action: newSeed,
    ...(state === 'there' && { otherAction: again }),
  })
}

/**
 * The same wish from another first seed on, which is a step of the document; a list of seeds stays there, and as many
 * new ones are rendered.
 */
async function renderWithNewSeed(stores: Stores, { seeds, ...wish }: RenderWish): Promise<void> {
  const { apply, endGesture } = stores.document.getState()
  endGesture()
  const draw = setFirstSeed(randomSeed())
  apply('changeSeed', draw)
  const { project } = stores.document.getState()
  const inRow = seeds ?? (Array.isArray(project.seeds) ? { first: 0, count: project.seeds.length } : undefined)
  await renderPictures(stores, { ...wish, ...(inRow && { seeds: draw({ ...project, seeds: inRow }).seeds }) })
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

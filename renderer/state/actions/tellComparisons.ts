import { t } from '../../i18n/language.ts'
import type { Stores } from '../stores.ts'
import { showGallery, viewPicture } from './gallery.ts'

/**
 * Tells of each comparison that is ready, with a way to its sheet, for the artist has gone on with something else. What
 * was told goes when the sheet is looked at. Returns what ends it.
 */
export function tellComparisons(stores: Stores): () => void {
  const { host, notices, session } = stores
  const endForgetting = session.subscribe(({ viewedId }, before) => {
    if (viewedId === undefined || viewedId === before.viewedId) return
    const seen = host.getState().gallery.items.find(({ id }) => id === viewedId)
    const told = notices.getState().notices.filter(({ jobId }) => jobId !== undefined && jobId === seen?.jobId)
    for (const { id } of told) notices.getState().dismiss(id)
  })
  const endTelling = host.subscribe(({ jobs }, before) => {
    if (jobs === before.jobs) return
    for (const { jobId, type, state, name } of jobs) {
      if (type !== 'compare' || state !== 'finished') continue
      const was = before.jobs.find((job) => job.jobId === jobId)
      if (was === undefined || was.state === 'finished') continue // it was ready before this window knew of it
      notices.getState().tell({
        kind: 'success',
        title: t('gallery.sheet.ready'),
        text: name,
        jobId,
        action: { label: t('gallery.sheet.show'), run: () => showSheet(stores, jobId) },
      })
    }
  })
  return () => {
    endForgetting()
    endTelling()
  }
}

function showSheet(stores: Stores, jobId: string): void {
  const { host, session } = stores
  const sheet = host.getState().gallery.items.find((item) => item.type === 'sheet' && item.jobId === jobId)
  session.getState().set({ dialog: undefined })
  if (sheet) viewPicture(stores, sheet.id)
  else showGallery(stores) // it was deleted: what is left is there
}

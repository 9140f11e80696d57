import type { GalleryItem, Job } from '../../../engine/protocol/window/index.ts'
import type { HostState } from '../hostStores.ts'
import type { Backdrop } from '../sessionStore.ts'
import type { Stores } from '../stores.ts'

type Parts = Pick<Stores, 'host' | 'document' | 'session'>

/** The render of this document that runs, if one does. */
export function runningJob({ jobs }: Pick<HostState, 'jobs'>, documentId: string): Job | undefined {
  return jobs.find((job) => job.state === 'running' && job.documentId === documentId)
}

/** The picture that lies below the regions: the one that was chosen, or the newest of the document. */
export function backdropPicture(
  { gallery }: Pick<HostState, 'gallery'>,
  { backdrop }: { readonly backdrop: Pick<Backdrop, 'pictureId'> },
  documentId: string,
): GalleryItem | undefined {
  const chosen = gallery.items.find(({ id }) => id === backdrop.pictureId)
  return chosen ?? newestPicture(gallery.items, documentId)
}

/** The same for what was read from it: nothing is said of a picture while a preview of the next one covers it. */
export function readablePicture(
  host: Pick<HostState, 'gallery' | 'jobs'>,
  { backdrop }: { readonly backdrop: Pick<Backdrop, 'pictureId' | 'followsRender'> },
  documentId: string,
): GalleryItem | undefined {
  const isCovered = backdrop.followsRender && runningJob(host, documentId)?.preview !== undefined
  return isCovered ? undefined : backdropPicture(host, { backdrop }, documentId)
}

/** `items` have the newest first. */
export function newestPicture(items: readonly GalleryItem[], documentId: string): GalleryItem | undefined {
  return items.find((item) => item.type === 'picture' && item.documentId === documentId)
}

/** Whether what is rendered comes below the regions by itself. Without it the picture that is there stays. */
export function setFollowsRender({ host, document, session }: Parts, followsRender: boolean): void {
  const { documentId } = document.getState()
  const { backdrop, set } = session.getState()
  const kept = backdropPicture(host.getState(), { backdrop }, documentId)
  set({ backdrop: { ...backdrop, followsRender, pictureId: followsRender ? undefined : kept?.id } })
}

/** Shows a new picture of the document as soon as it is there. Returns what ends it. */
export function followNewestPicture({ host, document, session }: Parts): () => void {
  return host.subscribe(({ gallery }, before) => {
    if (gallery.items === before.gallery.items || !before.gallery.isRead) return
    const { documentId } = document.getState()
    const newest = newestPicture(gallery.items, documentId)
    if (!session.getState().backdrop.followsRender) return
    if (!newest || newest.id === newestPicture(before.gallery.items, documentId)?.id) return
    session.setState(({ backdrop }) => ({ backdrop: { ...backdrop, pictureId: newest.id } }))
  })
}

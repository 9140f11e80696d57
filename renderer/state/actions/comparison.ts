import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import type { HostState } from '../hostStores.ts'
import type { SessionData } from '../sessionStore.ts'
import type { Stores } from '../stores.ts'
import { backdropPicture } from './backdrop.ts'

type Parts = Pick<Stores, 'host' | 'document' | 'session'>
type Gallery = Pick<HostState, 'gallery'>
type Shown = Pick<SessionData, 'previousPictureId'> & {
  readonly backdrop: Pick<SessionData['backdrop'], 'pictureId'>
}

/**
 * What lies beside a shown picture when both are compared: the one that was shown before it, whatever document it is
 * of; else the next older one, of its own document if there is one; else any other.
 */
function otherPicture({ gallery }: Gallery, { previousPictureId }: Shown, shown: GalleryItem): GalleryItem | undefined {
  const others = gallery.items.filter(({ id, type }) => type === 'picture' && id !== shown.id)
  const older = others.filter(({ createdAt }) => createdAt <= shown.createdAt)
  return (
    others.find(({ id }) => id === previousPictureId) ??
    older.find(({ documentId }) => documentId === shown.documentId) ??
    older[0] ??
    others[0]
  )
}

/** Why two pictures cannot be compared; undefined where they can. */
export function comparisonObstacle(host: Gallery, session: Shown, documentId: string): 'nothing' | 'alone' | undefined {
  const shown = backdropPicture(host, session, documentId)
  if (!shown) return 'nothing'
  return otherPicture(host, session, shown) ? undefined : 'alone'
}

/** Lays the picture that was shown before beside the one below the regions, or ends that. */
export function toggleComparison({ host, document, session }: Parts): void {
  const { backdrop, set } = session.getState()
  if (backdrop.otherId !== undefined) {
    set({ backdrop: { ...backdrop, otherId: undefined } })
    return
  }
  const shown = backdropPicture(host.getState(), session.getState(), document.getState().documentId)
  const other = shown && otherPicture(host.getState(), session.getState(), shown)
  if (other) set({ view: 'canvas', backdrop: { ...backdrop, pictureId: shown.id, otherId: other.id, split: 0.5 } })
}

/**
 * Lays a picture beside the one below the regions. Where none is there, or it is that one, another takes part: nothing
 * is compared with itself.
 */
export function compareInBackdrop({ host, document, session }: Parts, id: string): void {
  const shown = backdropPicture(host.getState(), session.getState(), document.getState().documentId)
  const asked = host.getState().gallery.items.find((item) => item.id === id)
  const [a, b] = shown && shown.id !== id ? [shown, asked] : [asked, asked && otherOf(asked)]
  session.setState(({ backdrop }) => ({
    view: 'canvas',
    viewedId: undefined,
    viewedOtherId: undefined,
    backdrop: { ...backdrop, pictureId: a?.id, otherId: b?.id, split: 0.5 },
  }))

  function otherOf(item: GalleryItem) {
    return otherPicture(host.getState(), session.getState(), item)
  }
}

/** Remembers which picture lay below the regions before the one that does now. Returns what ends it. */
export function rememberShownPictures({ host, document, session }: Parts): () => void {
  const shown = () => backdropPicture(host.getState(), session.getState(), document.getState().documentId)?.id
  let last = shown()
  function look() {
    const now = shown()
    if (now === last) return
    const before = last
    last = now
    if (before !== undefined) session.getState().set({ previousPictureId: before })
  }
  const ends = [host.subscribe(look), document.subscribe(look), session.subscribe(look)]
  return () => ends.forEach((end) => end())
}

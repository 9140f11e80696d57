import type { Stores } from '../stores.ts'
import { backdropPicture } from './backdrop.ts'

/** Lays the picture of the document before the shown one beside it, or ends that. Returns false where there is none. */
export function toggleComparison({ host, document, session }: Stores): boolean {
  const { backdrop, set } = session.getState()
  if (backdrop.otherId !== undefined) {
    set({ backdrop: { ...backdrop, otherId: undefined } })
    return true
  }
  const { documentId } = document.getState()
  const shown = backdropPicture(host.getState(), session.getState(), documentId)
  const pictures = host
    .getState()
    .gallery.items.filter((item) => item.type === 'picture' && item.documentId === documentId)
  const place = pictures.findIndex(({ id }) => id === shown?.id)
  const other = pictures[place + 1] ?? pictures.find(({ id }) => id !== shown?.id)
  if (!shown || !other) return false
  set({ backdrop: { ...backdrop, pictureId: shown.id, otherId: other.id, split: 0.5 } })
  return true
}

import { useMemo } from 'react'
import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import { filterGallery } from '../../document/galleryFilter.ts'
import { galleryTiles, itemsOfTile } from '../../document/galleryRows.ts'
import { useDocument, useHost, useSession } from '../../state/stores.ts'

/**
 * The pictures that the gallery shows, in its order; all of them where it is not shown, or lacks the one that is
 * viewed.
 */
export function useShownPictures(): readonly GalleryItem[] {
  const items = useHost((state) => state.gallery.items)
  const view = useSession((state) => state.view)
  const wish = useSession((state) => state.galleryWish)
  const viewedId = useSession((state) => state.viewedId)
  const documentId = useDocument((state) => state.documentId)
  const ordered = useMemo(() => {
    if (view !== 'gallery') return items
    return galleryTiles(filterGallery(items, wish, { documentId, now: new Date() })).flatMap(itemsOfTile)
  }, [items, view, wish, documentId])
  return ordered.some(({ id }) => id === viewedId) ? ordered : items
}

import { useTexts } from '../../i18n/language.ts'
import { useHost, useSession } from '../../state/stores.ts'
import { GalleryGrid } from './GalleryGrid.tsx'
import { PictureView } from './PictureView.tsx'

/** All pictures, or one of them by itself. */
export function GalleryView() {
  const t = useTexts()
  const viewedId = useSession((state) => state.viewedId)
  const item = useHost((state) => state.gallery.items.find(({ id }) => id === viewedId))
  return (
    <section aria-label={t('gallery.title')} style={{ display: 'contents' }}>
      {item ? <PictureView key={item.id} item={item} /> : <GalleryGrid />}
    </section>
  )
}

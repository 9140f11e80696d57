import { useTexts } from '../../i18n/language.ts'
import { GalleryGrid } from './GalleryGrid.tsx'

/** The pictures in the place of the canvas. */
export function GalleryView() {
  const t = useTexts()
  return (
    <section aria-label={t('gallery.title')} style={{ display: 'contents' }}>
      <GalleryGrid />
    </section>
  )
}

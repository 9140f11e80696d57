import { useEffect, useRef } from 'react'
import { useTexts } from '../../i18n/language.ts'
import { GalleryGrid } from './GalleryGrid.tsx'

/** The pictures in the place of the canvas. */
export function GalleryView() {
  const t = useTexts()
  const place = useRef<HTMLElement>(null)
  // What opened it is gone, and keys go on from here; so they do when the canvas is back.
  useEffect(() => {
    const main = place.current?.closest('main')
    if (document.activeElement === document.body) main?.focus()
    return () => main?.focus()
  }, [])
  return (
    <section ref={place} aria-label={t('gallery.title')} data-takes-back style={{ display: 'contents' }}>
      <GalleryGrid />
    </section>
  )
}

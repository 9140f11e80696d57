import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { durationText } from '../../state/selectors/durations.ts'
import { methodName } from '../../state/selectors/methodName.ts'
import { presenceSentence } from '../../state/selectors/presenceSentence.ts'
import styles from './gallery.module.css'

/** The essential of how a picture was made, and who is in it. */
export function PictureCard({ item }: { readonly item: GalleryItem }) {
  const t = useTexts()
  const { name, concepts = [] } = item
  return (
    <div className={styles.card}>
      <strong>{name}</strong>
      <span>{essentials(item, t)}</span>
      {concepts.map((reading) => (
        <span key={reading.conceptId} className={styles.quiet}>
          {presenceSentence(t, reading)}
        </span>
      ))}
    </div>
  )
}

/** Method, seed, size, time: `Regions in one pass · seed 4 · 128 × 128 · 3 s`. */
export function essentials(item: GalleryItem, t: ReturnType<typeof useTexts>): string {
  const { type, method, seed, width, height, milliseconds } = item
  const made = type === 'sheet' ? t('gallery.sheet.title') : methodName(method, t)
  return [
    made,
    ...(type === 'sheet' ? [] : [t('gallery.sheet.seed', { seed })]),
    `${width} × ${height}`,
    durationText(milliseconds, currentLanguage()),
  ].join(' · ')
}

/** All that the card says, for those who do not see it. */
export function cardText(item: GalleryItem, t: ReturnType<typeof useTexts>): string {
  const readings = (item.concepts ?? []).map((one) => presenceSentence(t, one))
  return [`${item.name}.`, `${essentials(item, t)}.`, ...readings].join(' ')
}

import type { GalleryItem } from '../../../../engine/protocol/window/index.ts'
import { useTexts } from '../../../i18n/language.ts'
import { viewPicture } from '../../../state/actions/gallery.ts'
import { useSession, useStores } from '../../../state/stores.ts'
import { classes } from '../../../ui/classes.ts'
import { altText } from '../pictureItems.ts'
import styles from './viewer.module.css'

/** What the same render made, small: a press shows one, with Alt or Shift beside the one that is shown. */
export function Siblings({
  item,
  siblings,
}: {
  readonly item: GalleryItem
  readonly siblings: readonly GalleryItem[]
}) {
  const t = useTexts()
  const stores = useStores()
  const otherId = useSession((state) => state.viewedOtherId)
  return (
    <div className={styles.siblings} role="group" aria-label={t('gallery.viewer.siblings')}>
      {siblings.map((sibling) => {
        const letter = sibling.id === otherId ? 'B' : otherId !== undefined && sibling.id === item.id ? 'A' : undefined
        const name = sibling.type === 'sheet' ? altText(sibling, t) : t('gallery.sheet.seed', { seed: sibling.seed })
        return (
          <button
            key={sibling.id}
            type="button"
            className={classes(styles.sibling, (sibling.id === item.id || letter) && styles.isShown)}
            aria-label={letter ? `${letter}: ${name}` : name}
            aria-current={sibling.id === item.id}
            title={`${name} · ${t('gallery.viewer.siblingsHint')}`}
            onClick={({ altKey, shiftKey }) => {
              const isBeside = (altKey || shiftKey) && sibling.type === 'picture' && item.type === 'picture'
              if (isBeside && sibling.id !== item.id) viewPicture(stores, item.id, sibling.id)
              else viewPicture(stores, sibling.id, sibling.id === otherId ? item.id : otherId)
            }}
          >
            <img src={sibling.thumbnail} alt="" loading="lazy" />
            {letter && <span className={styles.letter}>{letter}</span>}
          </button>
        )
      })}
    </div>
  )
}

import { ChevronDown } from 'lucide-react'
import type { MouseEvent } from 'react'
import { keyOfTile, type Stack } from '../../document/galleryRows.ts'
import { useTexts } from '../../i18n/language.ts'
import { classes } from '../../ui/classes.ts'
import { HoverCard } from '../../ui/HoverCard.tsx'
import styles from './gallery.module.css'
import { PictureCard } from './PictureCard.tsx'
import { stackText } from './stackText.ts'

export interface StackTileProps {
  readonly stack: Stack
  readonly isCurrent: boolean
  readonly isSelected: boolean
  readonly onPress: (event: MouseEvent) => void
  readonly onOpen: () => void
  /** Shows its pictures one by one. */
  readonly onUnfold: () => void
}

/** So many pictures of a stack are seen on its tile. */
const mostSeen = 4

/** What one render made, on one tile: its first pictures, or the sheet of a comparison. */
export function StackTile({ stack, isCurrent, isSelected, onPress, onOpen, onUnfold }: StackTileProps) {
  const t = useTexts()
  const first = stack.items[0]!
  const seen = first.type === 'sheet' ? [first] : stack.items.slice(0, mostSeen)
  const name = stackText(stack, t)
  return (
    <div className={styles.stack}>
      <HoverCard card={<PictureCard item={first} />}>
        <button
          type="button"
          className={classes(styles.thumbnail, isSelected && styles.isSelected)}
          tabIndex={isCurrent ? 0 : -1}
          aria-pressed={isSelected}
          aria-label={t('gallery.stack.label', { name: first.name, stack: name })}
          data-tile={keyOfTile(stack)}
          data-pictures={stack.items.map(({ id }) => id).join(' ')}
          onClick={onPress}
          onDoubleClick={onOpen}
        >
          <span className={classes(styles.mosaic, seen.length > 1 && styles.isMosaic)} aria-hidden>
            {seen.map(({ id, thumbnail }) => (
              <img key={id} src={thumbnail} alt="" loading="lazy" decoding="async" draggable={false} />
            ))}
          </span>
        </button>
      </HoverCard>
      <button
        type="button"
        className={styles.unfold}
        tabIndex={isCurrent ? 0 : -1}
        aria-expanded={false}
        aria-label={t('gallery.stack.unfold', { stack: name })}
        onClick={onUnfold}
      >
        {name}
        <ChevronDown size={12} aria-hidden />
      </button>
    </div>
  )
}

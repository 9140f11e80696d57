import { useId, type DragEvent, type MouseEvent } from 'react'
import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import { useTexts } from '../../i18n/language.ts'
import { classes } from '../../ui/classes.ts'
import { HoverCard } from '../../ui/HoverCard.tsx'
import styles from './gallery.module.css'
import { cardText, PictureCard } from './PictureCard.tsx'
import { altText } from './pictureItems.ts'

export interface ThumbnailProps {
  readonly item: GalleryItem
  readonly isCurrent: boolean
  readonly isSelected: boolean
  /** A or B, where two pictures are compared. */
  readonly letter?: string | undefined
  readonly onPress: (event: MouseEvent) => void
  readonly onOpen: () => void
}

/** A small picture with a card about it; dragged out of the window it is a file. */
export function Thumbnail({ item, isCurrent, isSelected, letter, onPress, onOpen }: ThumbnailProps) {
  const t = useTexts()
  const description = useId()
  const { id, url, thumbnail, name, seed } = item
  function onDragStart({ dataTransfer }: DragEvent) {
    const address = new URL(url, location.href).href
    dataTransfer.setData('DownloadURL', `image/png:${name}-${seed}.png:${address}`)
    dataTransfer.setData('text/uri-list', address)
    dataTransfer.effectAllowed = 'copy'
  }
  return (
    <>
      <HoverCard card={<PictureCard item={item} />}>
        <button
          type="button"
          className={classes(styles.thumbnail, isSelected && styles.isSelected)}
          tabIndex={isCurrent ? 0 : -1}
          aria-pressed={isSelected}
          aria-describedby={description}
          data-tile={id}
          data-pictures={id}
          draggable
          onDragStart={onDragStart}
          onClick={onPress}
          onDoubleClick={onOpen}
        >
          <img src={thumbnail} alt={altText(item, t)} loading="lazy" decoding="async" draggable={false} />
          {letter && <span className={styles.letter}>{letter}</span>}
        </button>
      </HoverCard>
      <span id={description} hidden>
        {cardText(item, t)}
      </span>
    </>
  )
}

import type { DragEvent, MouseEvent } from 'react'
import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import { useTexts } from '../../i18n/language.ts'
import { useStores } from '../../state/stores.ts'
import { classes } from '../../ui/classes.ts'
import { ContextMenu } from '../../ui/ContextMenu.tsx'
import styles from './gallery.module.css'
import { altText, pictureItems } from './pictureItems.ts'

export interface ThumbnailProps {
  readonly item: GalleryItem
  readonly isCurrent: boolean
  readonly isSelected: boolean
  /** A or B, where two pictures are compared. */
  readonly letter?: string | undefined
  readonly onPress: (event: MouseEvent) => void
  readonly onOpen: () => void
}

/** A small picture; dragged out of the window it is a file. */
export function Thumbnail({ item, isCurrent, isSelected, letter, onPress, onOpen }: ThumbnailProps) {
  const t = useTexts()
  const stores = useStores()
  const { id, url, thumbnail, name, seed, method } = item
  const alt = altText(item, t)
  function onDragStart({ dataTransfer }: DragEvent) {
    const address = new URL(url, location.href).href
    dataTransfer.setData('DownloadURL', `image/png:${name}-${seed}.png:${address}`)
    dataTransfer.setData('text/uri-list', address)
    dataTransfer.effectAllowed = 'copy'
  }
  return (
    <ContextMenu items={pictureItems(stores, item, t)}>
      <button
        type="button"
        className={classes(styles.thumbnail, isSelected && styles.isSelected)}
        tabIndex={isCurrent ? 0 : -1}
        aria-pressed={isSelected}
        data-picture={id}
        title={`${name} · ${seed} · ${method}`}
        draggable
        onDragStart={onDragStart}
        onClick={onPress}
        onDoubleClick={onOpen}
      >
        <img src={thumbnail} alt={alt} loading="lazy" decoding="async" draggable={false} />
        {letter && <span className={styles.letter}>{letter}</span>}
      </button>
    </ContextMenu>
  )
}

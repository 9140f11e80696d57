import { memo, type MouseEvent } from 'react'
import type { Tile } from '../../document/galleryRows.ts'
import { classes } from '../../ui/classes.ts'
import styles from './gallery.module.css'
import { StackTile } from './StackTile.tsx'
import { Thumbnail } from './Thumbnail.tsx'

/** What can be done with any tile; the same object for all of them, so that scrolling draws none anew. */
export interface TileActions {
  readonly press: (tile: Tile, event: MouseEvent) => void
  readonly open: (tile: Tile) => void
  readonly unfold: (jobId: string) => void
}

interface GalleryTileProps {
  readonly tile: Tile
  readonly isCurrent: boolean
  readonly isSelected: boolean
  readonly isInStack: boolean
  readonly actions: TileActions
}

export const GalleryTile = memo(function GalleryTile(props: GalleryTileProps) {
  const { tile, isCurrent, isSelected, isInStack, actions } = props
  const parts = {
    isCurrent,
    isSelected,
    onPress: (event: MouseEvent) => actions.press(tile, event),
    onOpen: () => actions.open(tile),
  }
  return (
    <div className={classes(styles.tile, isInStack && styles.isInStack)}>
      {tile.type === 'picture' ? (
        <Thumbnail item={tile.item} {...parts} />
      ) : (
        <StackTile stack={tile} {...parts} onUnfold={() => actions.unfold(tile.jobId)} />
      )}
    </div>
  )
})

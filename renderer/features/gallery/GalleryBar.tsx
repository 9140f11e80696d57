import { ArrowLeft, Columns2, Download, ListFilter, Trash2 } from 'lucide-react'
import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import { useTexts } from '../../i18n/language.ts'
import { exportPictures } from '../../state/actions/exportPictures.ts'
import { viewPicture } from '../../state/actions/gallery.ts'
import { useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './gallery.module.css'

export interface GalleryBarProps {
  readonly chosen: readonly GalleryItem[]
  /** Of all that are shown. */
  readonly count: number
  readonly onDelete: () => void
  readonly showsFilters: boolean
  readonly onFilters: (shows: boolean) => void
}

/** The way back, and what can be done with the selected pictures. */
export function GalleryBar({ chosen, count, onDelete, showsFilters, onFilters }: GalleryBarProps) {
  const t = useTexts()
  const stores = useStores()
  const pictures = chosen.filter(({ type }) => type === 'picture')
  const pair = pictures.length === 2 && chosen.length === 2 ? pictures : undefined
  return (
    <div className={styles.bar}>
      <Button
        variant="quiet"
        icon={<ArrowLeft size={14} aria-hidden />}
        onClick={() => stores.session.getState().set({ view: 'canvas' })}
      >
        <span className={styles.label}>{t('gallery.backToCanvas')}</span>
      </Button>
      <span className={styles.quiet} role="status">
        {chosen.length > 0 ? t('gallery.selected', { count: chosen.length }) : t('gallery.count', { count })}
      </span>
      <span className={styles.space} />
      <IconButton
        label={t('gallery.filters')}
        icon={<ListFilter size={16} />}
        pressed={showsFilters}
        onClick={() => onFilters(!showsFilters)}
      />
      <Button
        icon={<Columns2 size={14} aria-hidden />}
        disabled={!pair}
        title={pair ? undefined : t('gallery.viewer.selectTwo')}
        onClick={() => pair && viewPicture(stores, pair[0]!.id, pair[1]!.id)}
      >
        <span className={styles.label}>{t('gallery.viewer.compare')}</span>
      </Button>
      <Button
        icon={<Download size={14} aria-hidden />}
        disabled={chosen.length === 0}
        onClick={() =>
          void exportPictures(
            stores,
            chosen.map(({ id }) => id),
          )
        }
      >
        <span className={styles.label}>{t('gallery.export')}</span>
      </Button>
      <Button
        variant="danger"
        icon={<Trash2 size={14} aria-hidden />}
        disabled={chosen.length === 0}
        onClick={onDelete}
      >
        <span className={styles.label}>{t('gallery.delete')}</span>
      </Button>
    </div>
  )
}

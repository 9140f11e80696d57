import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowLeft, Download, Trash2 } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import { filterGallery, type GalleryWish } from '../../document/galleryFilter.ts'
import { useTexts } from '../../i18n/language.ts'
import { tellError } from '../../state/actions/errors.ts'
import { deletePictures, exportPictures } from '../../state/actions/gallery.ts'
import { readMoreGallery } from '../../state/hostStores.ts'
import { useHost, useSession, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './gallery.module.css'
import { GalleryFilters } from './GalleryFilters.tsx'
import { Thumbnail } from './Thumbnail.tsx'
import { useColumns } from './useColumns.ts'

const rowHeight = 172

/** Every picture, of which only the rows exist that are seen. Presses select, double presses and Enter open. */
export function GalleryGrid() {
  const t = useTexts()
  const stores = useStores()
  const items = useHost((state) => state.gallery.items)
  const total = useHost((state) => state.gallery.total)
  const backdrop = useSession((state) => state.backdrop)
  const [wish, setWish] = useState<GalleryWish>({
    search: '',
    documentId: undefined,
    method: undefined,
    order: 'newest',
  })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState(0)
  const found = useMemo(() => filterGallery(items, wish), [items, wish])
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useColumns(scroller)
  const rows = Math.ceil(found.length / columns)
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 3,
  })
  const shown = virtual.getVirtualItems()
  const isAtEnd = (shown.at(-1)?.index ?? 0) >= rows - 1
  useEffect(() => {
    if (!isAtEnd || items.length >= total) return
    readMoreGallery(stores.client, stores.host).catch((error: unknown) => tellError(stores, error))
  }, [stores, isAtEnd, items.length, total])

  const chosen = found.filter(({ id }) => selected.has(id)).map(({ id }) => id)
  const { set } = stores.session.getState()
  const open = (item: GalleryItem | undefined) => item && set({ viewedId: item.id })

  function press(index: number, { shiftKey, ctrlKey, metaKey }: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>) {
    const { id } = found[index]!
    if (shiftKey) {
      const [from, to] = [Math.min(current, index), Math.max(current, index)]
      setSelected(new Set([...selected, ...found.slice(from, to + 1).map((item) => item.id)]))
    } else if (ctrlKey || metaKey) {
      setSelected(
        selected.has(id) ? new Set([...selected].filter((other) => other !== id)) : new Set([...selected, id]),
      )
    } else {
      setSelected(new Set([id]))
    }
    setCurrent(index)
  }

  function onKeyDown(event: KeyboardEvent) {
    const steps = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
      Home: -Infinity,
      End: Infinity,
    }
    const step = steps[event.key as keyof typeof steps] as number | undefined
    if (step !== undefined) {
      const index = Math.min(Math.max(current + step, 0), found.length - 1)
      setCurrent(index)
      virtual.scrollToIndex(Math.floor(index / columns))
      const selector = `[data-picture="${CSS.escape(found[index]?.id ?? '')}"]`
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(selector)?.focus())
    } else if (event.key === 'Enter') open(found[current])
    else if (event.key === 'Delete' && chosen.length > 0) void deletePictures(stores, chosen)
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) setSelected(new Set(found.map(({ id }) => id)))
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <Button
          variant="quiet"
          icon={<ArrowLeft size={14} aria-hidden />}
          onClick={() => set({ view: 'canvas', viewedId: undefined })}
        >
          {t('gallery.backToCanvas')}
        </Button>
        <span className={styles.quiet} role="status">
          {chosen.length > 0
            ? t('gallery.selected', { count: chosen.length })
            : t('gallery.count', { count: found.length })}
        </span>
        <span className={styles.space} />
        <Button
          icon={<Download size={14} aria-hidden />}
          disabled={chosen.length === 0}
          onClick={() => void exportPictures(stores, chosen)}
        >
          {t('gallery.export')}
        </Button>
        <Button
          variant="danger"
          icon={<Trash2 size={14} aria-hidden />}
          disabled={chosen.length === 0}
          onClick={() => void deletePictures(stores, chosen)}
        >
          {t('gallery.delete')}
        </Button>
      </div>
      <GalleryFilters wish={wish} onWish={setWish} />
      <div ref={scroller} className={styles.scroller}>
        {found.length === 0 && (
          <p className={styles.quiet}>{items.length === 0 ? t('gallery.empty') : t('gallery.nothing')}</p>
        )}
        <div
          role="group"
          aria-label={t('gallery.strip')}
          className={styles.grid}
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={onKeyDown}
        >
          {shown.map(({ index: row, key, start }) => (
            <div key={key} className={styles.gridRow} style={{ transform: `translateY(${start}px)` }}>
              {found.slice(row * columns, (row + 1) * columns).map((item, column) => (
                <Thumbnail
                  key={item.id}
                  item={item}
                  isCurrent={row * columns + column === current}
                  isSelected={selected.has(item.id) || (selected.size === 0 && item.id === backdrop.pictureId)}
                  onPress={(event) => press(row * columns + column, event)}
                  onOpen={() => open(item)}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { everyPicture, filterGallery, type GalleryWish } from '../../document/galleryFilter.ts'
import {
  galleryRows,
  galleryTiles,
  itemsOfTile,
  keyOfTile,
  placeOfTile,
  tileBeside,
  type GalleryRow,
  type Tile,
  type TileStep,
} from '../../document/galleryRows.ts'
import { useTexts } from '../../i18n/language.ts'
import { deletePictures } from '../../state/actions/deletions.ts'
import { viewPicture } from '../../state/actions/gallery.ts'
import { useDocument, useHost, useSession, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { useFocusKept } from '../../ui/useFocusKept.ts'
import styles from './gallery.module.css'
import { GalleryBar } from './GalleryBar.tsx'
import { GalleryFilters } from './GalleryFilters.tsx'
import { GalleryTile, type TileActions } from './GalleryTile.tsx'
import { PictureMenu } from './PictureMenu.tsx'
import { DayHead, StackHead } from './rowHeads.tsx'
import { useColumns } from './useColumns.ts'
import { useMoreGallery } from './useMoreGallery.ts'
import { useSelection } from './useSelection.ts'
import { isDeleting } from './isDeleting.ts'
import { useFocusTakenBack } from './useFocusTakenBack.ts'

/** In smaller windows the filters are shown when they are asked for. */
const roomForFilters = { width: 1200, height: 560 }

/** CSS pixels of each kind of row, with the gap below it. */
const rowHeights: Readonly<Record<GalleryRow['type'], number>> = { day: 34, opened: 44, tiles: 172 }

const steps: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'] satisfies TileStep[]

/** Every picture, of which only the rows exist that are seen. Presses select, double presses and Enter open. */
export function GalleryGrid() {
  const t = useTexts()
  const stores = useStores()
  const { set } = stores.session.getState()
  const items = useHost((state) => state.gallery.items)
  const total = useHost((state) => state.gallery.total)
  const documentId = useDocument((state) => state.documentId)
  const wish = useSession((state) => state.galleryWish)
  const isNarrowed = wish.search !== '' || wish.isOwn || wish.method !== undefined || wish.made !== 'ever'
  const opened = useSession((state) => state.openedStacks)
  const viewedId = useSession((state) => state.viewedId)
  const [showsFilters, setShowsFilters] = useState(
    () => isNarrowed || (window.innerWidth >= roomForFilters.width && window.innerHeight >= roomForFilters.height),
  )
  /** Whether the pages that are not seen yet are read as well. */
  const [wantsAll, setWantsAll] = useState(false)
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useColumns(scroller)
  const found = useMemo(() => filterGallery(items, wish, { documentId, now: new Date() }), [items, wish, documentId])
  const rows = useMemo(() => galleryRows(galleryTiles(found), columns, opened), [found, columns, opened])
  const tiles = useMemo(() => rows.flatMap((row) => (row.type === 'tiles' ? row.tiles : [])), [rows])
  const { currentKey, setCurrent, chosen, isSelected, press, selectAll, selectNone } = useSelection(tiles)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeights[rows[index]!.type],
    overscan: 4,
  })
  useEffect(() => virtual.measure(), [virtual, rows]) // rows of other kinds stand in their places
  const shown = virtual.getVirtualItems()
  const isAtEnd = (shown.at(-1)?.index ?? 0) >= rows.length - 1
  useMoreGallery(isAtEnd || wantsAll || wish.order === 'oldest')

  const wanted = useRef<string>(undefined)
  function focusTile(tile: Tile | undefined) {
    if (!tile) return
    wanted.current = keyOfTile(tile)
    setCurrent(wanted.current)
    virtual.scrollToIndex(placeOfTile(rows, wanted.current)?.row ?? 0)
  }
  const keepsFocus = useFocusKept(scroller, '[data-tile]', () => scroller.current?.closest('main'))
  useFocusTakenBack(
    () =>
      document.activeElement === document.body ||
      scroller.current?.closest('main')?.contains(document.activeElement) === true,
    (id) => focusTile(tiles.find((tile) => itemsOfTile(tile).some((item) => item.id === id))),
  )
  // A tile that was far away is there after one of the next drawings.
  useEffect(() => {
    if (wanted.current === undefined) return
    const element = scroller.current?.querySelector<HTMLElement>(`[data-tile="${CSS.escape(wanted.current)}"]`)
    if (!element) return
    wanted.current = undefined
    element.focus({ preventScroll: true })
  })
  // What is looked at in front of the gallery is there when it is closed.
  useEffect(() => {
    const tile = viewedId && tiles.find((one) => itemsOfTile(one).some(({ id }) => id === viewedId))
    if (!tile) return
    setCurrent(keyOfTile(tile))
    virtual.scrollToIndex(placeOfTile(rows, keyOfTile(tile))?.row ?? 0)
  }, [viewedId, tiles, rows, virtual, setCurrent])

  const unfold = (jobId: string, isOpen: boolean) => {
    const next = new Set(opened)
    if (isOpen) next.add(jobId)
    else next.delete(jobId)
    set({ openedStacks: next })
  }
  const open = (tile: Tile) => viewPicture(stores, itemsOfTile(tile)[0]!.id)
  const now = useRef<TileActions>(undefined)
  now.current = { press, open, unfold: (jobId) => unfold(jobId, true) }
  const actions = useMemo<TileActions>(
    () => ({
      press: (tile, event) => now.current?.press(tile, event),
      open: (tile) => now.current?.open(tile),
      unfold: (jobId) => now.current?.unfold(jobId),
    }),
    [],
  )
  async function remove() {
    const gone = new Set(chosen.map(({ id }) => id))
    const next = tiles.find((tile, index) => {
      const isAfter = index > tiles.findIndex((one) => itemsOfTile(one).some(({ id }) => gone.has(id)))
      return isAfter && !itemsOfTile(tile).some(({ id }) => gone.has(id))
    })
    await deletePictures(stores, [...gone])
    focusTile(next ?? tiles.findLast((tile) => !itemsOfTile(tile).some(({ id }) => gone.has(id))))
  }

  function wishFor(galleryWish: GalleryWish) {
    set({ galleryWish })
    scroller.current?.scrollTo({ top: 0 })
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key, ctrlKey, metaKey } = event
    const command = ctrlKey || metaKey
    if (!(event.target as Element).hasAttribute('data-tile') && key !== 'Escape') return
    const current = tiles.find((tile) => keyOfTile(tile) === currentKey)
    if (key === 'End' || (key === 'a' && command)) setWantsAll(true)
    if (steps.includes(key)) focusTile(tileBeside(rows, currentKey, key as TileStep))
    else if (key === 'Enter' && !command && current) open(current)
    else if (isDeleting(event)) void (chosen.length > 0 && remove())
    else if (key === 'a' && command) selectAll()
    else if (key === 'Escape' && chosen.length > 0) selectNone()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={styles.view}>
      <GalleryBar
        chosen={chosen}
        count={isNarrowed ? found.length : total}
        onDelete={() => void remove()}
        showsFilters={showsFilters}
        onFilters={setShowsFilters}
      />
      {showsFilters && <GalleryFilters wish={wish} onWish={wishFor} />}
      <div ref={scroller} className={styles.scroller}>
        {found.length === 0 && (
          <div className={styles.nothing}>
            <p className={styles.quiet}>{items.length === 0 ? t('gallery.empty') : t('gallery.nothing')}</p>
            {isNarrowed && items.length > 0 && (
              <Button onClick={() => wishFor({ ...everyPicture, order: wish.order })}>{t('gallery.showAll')}</Button>
            )}
          </div>
        )}
        <PictureMenu>
          <div
            role="group"
            aria-label={t('gallery.strip')}
            className={styles.grid}
            style={{ height: virtual.getTotalSize() }}
            onKeyDown={onKeyDown}
            onFocus={(event) => {
              keepsFocus.onFocus(event)
              if (event.target.dataset.tile !== undefined) setCurrent(event.target.dataset.tile)
            }}
            onBlur={keepsFocus.onBlur}
          >
            {shown.map(({ index, key, start }) => (
              <div key={key} className={styles.gridRow} style={{ transform: `translateY(${start}px)` }}>
                {rowOf(rows[index])}
              </div>
            ))}
          </div>
        </PictureMenu>
      </div>
    </div>
  )

  function rowOf(row: GalleryRow | undefined) {
    switch (row?.type) {
      case undefined:
        return null
      case 'day':
        return <DayHead day={row.day} />
      case 'opened':
        return <StackHead stack={row.stack} onFold={() => unfold(row.stack.jobId, false)} />
      case 'tiles':
        return row.tiles.map((tile) => tileOf(tile, row.isInStack))
    }
  }

  function tileOf(tile: Tile, isInStack: boolean) {
    const key = keyOfTile(tile)
    const state = { isCurrent: key === currentKey, isSelected: isSelected(tile), isInStack }
    return <GalleryTile key={key} tile={tile} {...state} actions={actions} />
  }
}

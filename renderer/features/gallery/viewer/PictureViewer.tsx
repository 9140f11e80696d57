import { ChevronLeft, ChevronRight, Info, Maximize, X, ZoomIn, ZoomOut } from 'lucide-react'
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react'
import type { GalleryItem } from '../../../../engine/protocol/window/index.ts'
import { byPlaceInRender } from '../../../document/galleryRows.ts'
import { useTexts } from '../../../i18n/language.ts'
import { percentText } from '../../../i18n/numbers.ts'
import { deletePictures, takeBackLast } from '../../../state/actions/deletions.ts'
import { closeViewer, showInBackdrop, viewPicture } from '../../../state/actions/gallery.ts'
import { useHost, useSession, useStores } from '../../../state/stores.ts'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Lightbox } from '../../../ui/Lightbox.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { ContactSheet } from '../ContactSheet.tsx'
import { pictureItems } from '../pictureItems.ts'
import { useMoreGallery } from '../useMoreGallery.ts'
import { useShownPictures } from '../useShownPictures.ts'
import { CompareBar, isOfSameRender } from './CompareBar.tsx'
import { MapBar, noOverlay } from './MapBar.tsx'
import { Recipe } from './Recipe.tsx'
import { Siblings } from './Siblings.tsx'
import { usePictureMaps } from './usePictureMaps.ts'
import { useZoom } from './useZoom.ts'
import { ViewerStage } from './ViewerStage.tsx'
import styles from './viewer.module.css'

/** One picture in front of the window, with how it was made. Arrows go to its neighbours, Escape back. */
export function PictureViewer() {
  const stores = useStores()
  const viewedId = useSession((state) => state.viewedId)
  const item = useHost((state) => state.gallery.items.find(({ id }) => id === viewedId))
  const isGone = viewedId !== undefined && item === undefined
  useEffect(() => {
    if (isGone) closeViewer(stores) // another window has deleted it
  }, [isGone, stores])
  return item && <Viewer item={item} />
}

/** Pixels that Shift and an arrow move the picture. */
const panStep = 64
/** In narrower windows the recipe is shown when it is asked for. */
const roomForRecipe = 640

function Viewer({ item }: { readonly item: GalleryItem }) {
  const t = useTexts()
  const stores = useStores()
  const items = useShownPictures()
  const otherId = useSession((state) => state.viewedOtherId)
  const other = useHost((state) => state.gallery.items.find(({ id }) => id === otherId && id !== item.id))
  const ofRender = useHost((state) => state.gallery.items)
  const siblings = useMemo(
    () => ofRender.filter((one) => isOfSameRender(one, item)).toSorted(byPlaceInRender),
    [ofRender, item],
  )
  const [split, setSplit] = useState(0.5)
  const [overlay, setOverlay] = useState(noOverlay)
  const [showsRecipe, setShowsRecipe] = useState(() => window.innerWidth >= roomForRecipe)
  const [area, setArea] = useState<HTMLElement | null>(null) // the portal brings it later than this component
  const zoom = useZoom(area, item)
  const maps = usePictureMaps()
  const place = items.findIndex(({ id }) => id === item.id)
  useMoreGallery(place >= items.length - 2)

  const view = (next: GalleryItem | undefined) => next && viewPicture(stores, next.id, otherId)
  async function remove() {
    view(items[place + 1] ?? items[place - 1])
    await deletePictures(stores, [item.id])
  }
  const keys: Readonly<Record<string, () => unknown>> = {
    ArrowLeft: () => view(items[place - 1]),
    ArrowRight: () => view(items[place + 1]),
    '+': () => zoom.zoomBy(1),
    '=': () => zoom.zoomBy(1),
    '-': () => zoom.zoomBy(-1),
    0: zoom.fit,
    1: () => zoom.zoomTo(1),
    Delete: () => void remove(),
    Backspace: () => void remove(), // the key that Macs call so
  }
  const pans: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [panStep, 0],
    ArrowRight: [-panStep, 0],
    ArrowUp: [0, panStep],
    ArrowDown: [0, -panStep],
  }
  function onKeyDown(event: KeyboardEvent) {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    if (key === 'z' && (ctrlKey || metaKey) && !ownsKeys(event.target)) {
      event.preventDefault()
      takeBackLast(stores)
      return
    }
    if (event.defaultPrevented || ctrlKey || metaKey || altKey || ownsKeys(event.target)) return
    const pan = shiftKey ? pans[key] : undefined
    if (pan) zoom.pan(...pan)
    else if (keys[key]) keys[key]()
    else return
    event.preventDefault()
  }

  const isPicture = item.type === 'picture'
  const candidates = useMemo(() => {
    const isSibling = new Set(siblings)
    return [...siblings, ...ofRender.filter((one) => !isSibling.has(one))]
  }, [siblings, ofRender])
  return (
    <Lightbox
      label={t('gallery.viewer.label', { name: item.name, seed: item.seed })}
      open
      onClose={() => closeViewer(stores)}
      onKeyDown={onKeyDown}
      focusAfter={
        () =>
          document.querySelector<HTMLElement>(`[data-pictures~="${CSS.escape(item.id)}"]`) ??
          document.querySelector<HTMLElement>('[data-strip], main') // where undo still takes back what was deleted here
      }
    >
      <div className={styles.bar}>
        <IconButton
          label={t('gallery.previous')}
          icon={<ChevronLeft size={16} />}
          aria-disabled={place <= 0}
          onClick={() => view(items[place - 1])}
        />
        <span className={styles.quiet} role="status">
          {t('gallery.viewer.place', { place: place + 1, count: items.length })}
        </span>
        <IconButton
          label={t('gallery.next')}
          icon={<ChevronRight size={16} />}
          aria-disabled={place >= items.length - 1}
          onClick={() => view(items[place + 1])}
        />
        <span className={styles.name} title={item.name}>
          {item.name}
        </span>
        {isPicture && (
          <>
            <div className={styles.group}>
              <IconButton label={t('canvas.zoomOut')} icon={<ZoomOut size={16} />} onClick={() => zoom.zoomBy(-1)} />
              <Button variant="quiet" aria-label={t('canvas.zoomFull')} onClick={() => zoom.zoomTo(1)}>
                <span className={styles.zoom}>{percentText(zoom.viewport.zoom)}</span>
              </Button>
              <IconButton label={t('canvas.zoomIn')} icon={<ZoomIn size={16} />} onClick={() => zoom.zoomBy(1)} />
              <IconButton label={t('canvas.zoomFit')} icon={<Maximize size={16} />} onClick={zoom.fit} />
            </div>
            <CompareBar
              item={item}
              other={other}
              pictures={candidates}
              onOther={(id) => viewPicture(stores, item.id, id)}
              onSwap={() => other && viewPicture(stores, other.id, item.id)}
            />
            <IconButton
              label={t('gallery.viewer.recipe')}
              icon={<Info size={16} />}
              pressed={showsRecipe}
              onClick={() => setShowsRecipe(!showsRecipe)}
            />
            <Button className={styles.onCanvas} onClick={() => showInBackdrop(stores, item.id)}>
              {t('gallery.viewer.onCanvas')}
            </Button>
          </>
        )}
        <Menu
          items={pictureItems(stores, item, t)}
          trigger={<Button aria-label={t('gallery.viewer.more')}>…</Button>}
        />
        <IconButton label={t('app.close')} icon={<X size={16} />} onClick={() => closeViewer(stores)} />
      </div>
      {isPicture ? (
        <div className={styles.body}>
          <div className={styles.main}>
            <ViewerStage
              area={setArea}
              zoom={zoom}
              item={item}
              other={other}
              split={split}
              onSplit={setSplit}
              overlay={overlay}
              maps={maps}
            />
            <MapBar item={item} maps={maps} overlay={overlay} onOverlay={setOverlay} />
          </div>
          {showsRecipe && <Recipe item={item} other={other} />}
        </div>
      ) : (
        <ContactSheet key={item.id} item={item} />
      )}
      {siblings.length > 1 && <Siblings item={item} siblings={siblings} />}
    </Lightbox>
  )
}

/** Whether what has the focus uses arrows and letters itself. */
function ownsKeys(target: EventTarget): boolean {
  return (
    target instanceof Element && target.closest('input, textarea, [role=slider], [role=menu], [role=listbox]') !== null
  )
}

import type { CSSProperties, Ref } from 'react'
import type { GalleryItem } from '../../../../engine/protocol/window/index.ts'
import { useTexts } from '../../../i18n/language.ts'
import { percentText } from '../../../i18n/numbers.ts'
import { hottest, overlaidMap, type MapSource } from '../../../state/mapSource.ts'
import { methodName } from '../../../state/selectors/methodName.ts'
import { classes } from '../../../ui/classes.ts'
import { SplitSlider } from '../../../ui/SplitSlider.tsx'
import { altText } from '../pictureItems.ts'
import { HeatLayer } from './HeatLayer.tsx'
import type { PictureOverlay } from './MapBar.tsx'
import type { Zoom } from './useZoom.ts'
import styles from './viewer.module.css'

export interface ViewerStageProps {
  readonly area: Ref<HTMLDivElement>
  readonly zoom: Zoom
  readonly item: GalleryItem
  /** B, to the right of `split` (0 to 1 of the width). */
  readonly other: GalleryItem | undefined
  readonly split: number
  readonly onSplit: (split: number) => void
  readonly overlay: PictureOverlay
  readonly maps: MapSource
}

/** From this zoom on the pixels of a picture are shown as squares. */
const squaresFrom = 6

/** A picture as large as it is wanted, or two of them divided by a slider; with a map of a concept over them. */
export function ViewerStage({ area, zoom, item, other, split, onSplit, overlay, maps }: ViewerStageProps) {
  const t = useTexts()
  const { viewport, isFit, fit, zoomTo, pointerProps } = zoom
  const place = {
    x: viewport.x,
    y: viewport.y,
    width: item.width * viewport.zoom,
    height: item.height * viewport.zoom,
  }
  const style: CSSProperties = {
    left: place.x,
    top: place.y,
    width: place.width,
    height: place.height,
    objectFit: 'contain', // B may have another shape
    imageRendering: viewport.zoom >= squaresFrom && !isFit ? 'pixelated' : 'auto',
  }
  const left = { ...style, ...(other && { clipPath: `inset(0 ${100 * (1 - split)}% 0 0)` }) }
  const right = { ...style, clipPath: `inset(0 0 0 ${100 * split}%)` }
  const sideText = (letter: string, { seed, method }: GalleryItem) =>
    t('gallery.viewer.side', { letter, seed, method: methodName(method, t) })
  return (
    <div
      ref={area}
      className={classes(styles.stage, !isFit && styles.isPannable)}
      onDoubleClick={() => (isFit ? zoomTo(1) : fit())}
      {...pointerProps}
    >
      <img className={styles.picture} style={left} src={item.url} alt={altText(item, t)} draggable={false} />
      <Heat item={item} overlay={overlay} maps={maps} style={left} />
      {other && (
        <>
          <img className={styles.picture} style={right} src={other.url} alt={altText(other, t)} draggable={false} />
          <Heat item={other} overlay={overlay} maps={maps} style={right} />
          <SplitSlider
            label={t('gallery.viewer.split')}
            value={split}
            valueText={t('gallery.viewer.splitValue', {
              part: percentText(split),
              a: sideText('A', item),
              b: sideText('B', other),
            })}
            area={place}
            onChange={onSplit}
          />
          <p className={styles.side}>{sideText('A', item)}</p>
          <p className={classes(styles.side, styles.sideB)}>{sideText('B', other)}</p>
        </>
      )}
    </div>
  )
}

interface HeatProps {
  readonly item: GalleryItem
  readonly overlay: PictureOverlay
  readonly maps: MapSource
  readonly style: CSSProperties
}

function Heat({ item, overlay, maps, style }: HeatProps) {
  const conceptId = overlay.conceptId ?? item.cast[0]?.conceptId
  if (overlay.type === 'none' || conceptId === undefined) return null
  const known = maps.of(item)
  const map = overlaidMap(overlay, conceptId, known, undefined)
  if (!map) return null
  const most = overlay.type === 'attention' ? hottest(known, conceptId) : undefined
  return <HeatLayer map={map} most={most} style={{ ...style, imageRendering: 'auto', opacity: overlay.opacity }} />
}

import type { GalleryItem } from '../../../../engine/protocol/window/index.ts'
import { useTexts } from '../../../i18n/language.ts'
import type { MapSource } from '../../../state/mapSource.ts'
import type { Overlay } from '../../../state/sessionStore.ts'
import { Segmented } from '../../../ui/Segmented.tsx'
import { Slider } from '../../../ui/Slider.tsx'
import styles from './viewer.module.css'

/** The map of a concept over a picture that is looked at. */
export interface PictureOverlay extends Overlay {
  /** The first of the picture's concepts where it is missing. */
  readonly conceptId: string | undefined
  /** 0 to 1. */
  readonly opacity: number
}

export const noOverlay: PictureOverlay = { type: 'none', step: undefined, conceptId: undefined, opacity: 1 }

export interface MapBarProps {
  readonly item: GalleryItem
  readonly maps: MapSource
  readonly overlay: PictureOverlay
  readonly onOverlay: (overlay: PictureOverlay) => void
}

const types: readonly Overlay['type'][] = ['none', 'found', 'attention']

/** Which map of which concept lies over the picture, of which step, and how strongly. */
export function MapBar({ item, maps, overlay, onOverlay }: MapBarProps) {
  const t = useTexts()
  const change = (part: Partial<PictureOverlay>) => onOverlay({ ...overlay, ...part })
  const { cast, hasAttention } = item
  const first = cast[0]
  if (!first) return null
  const concept = cast.some(({ conceptId }) => conceptId === overlay.conceptId) ? overlay.conceptId! : first.conceptId
  const known = overlay.type === 'none' ? undefined : maps.of(item)
  const steps = overlay.type === 'attention' ? known?.steps : undefined
  const last = steps?.at(-1)?.step
  const hint =
    overlay.type === 'attention' && !hasAttention
      ? t('gallery.viewer.noAttention', { setting: t('settings.recordsAttention.label') })
      : overlay.type === 'found' && known && !known.found
        ? t('gallery.viewer.noFound', { setting: t('settings.readsPictures.label') })
        : undefined
  return (
    <div className={styles.maps} role="group" aria-label={t('gallery.viewer.map')}>
      <Segmented
        label={t('gallery.viewer.map')}
        value={overlay.type}
        options={types.map((value) => ({ value, label: t(`canvas.overlay.${value}`) }))}
        onChange={(type) => change({ type })}
      />
      {overlay.type !== 'none' && !hint && cast.length > 1 && (
        <Segmented
          label={t('gallery.viewer.concept')}
          value={concept}
          options={cast.map(({ conceptId, name }) => ({ value: conceptId, label: name }))}
          onChange={(conceptId) => change({ conceptId })}
        />
      )}
      {steps && last !== undefined && steps.length > 1 && (
        <div className={styles.slider}>
          <Slider
            label={t('canvas.overlay.step')}
            value={overlay.step ?? last}
            min={steps[0]!.step}
            max={last}
            step={1}
            onChange={(step) => change({ step: step === last ? undefined : step })}
          />
        </div>
      )}
      {overlay.type !== 'none' && !hint && (
        <div className={styles.slider}>
          <Slider
            label={t('gallery.viewer.opacity')}
            value={Math.round(overlay.opacity * 100)}
            min={0}
            max={100}
            step={1}
            unit="%"
            onChange={(value) => change({ opacity: value / 100 })}
          />
        </div>
      )}
      {hint && <p className={styles.hint}>{hint}</p>}
    </div>
  )
}

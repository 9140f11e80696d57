import { Columns2, Magnet, Maximize, ImagePlay, ZoomIn, ZoomOut } from 'lucide-react'
import { useStore } from 'zustand'
import { useTexts } from '../i18n/language.ts'
import { backdropPicture, setFollowsRender } from '../state/actions/backdrop.ts'
import { toggleComparison } from '../state/actions/comparison.ts'
import { zoomIn, zoomOut, zoomTo, zoomToFit, zoomToFull } from '../state/actions/viewport.ts'
import { changeSettings } from '../state/hostStores.ts'
import { useDocument, useHost, useSession, useStores } from '../state/stores.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Slider } from '../ui/Slider.tsx'
import { useCanvasParts } from './canvasParts.ts'
import { describeMark } from './describeRegion.ts'
import { OverlayChoice } from './OverlayChoice.tsx'
import styles from './StageBar.module.css'

const zooms = [0.25, 0.5, 1, 2, 4]

/** How the stage shows what it shows: zoom, snapping, the picture below, maps over it. */
export function StageBar() {
  const t = useTexts()
  const stores = useStores()
  const { session } = stores
  const zoom = useSession((state) => state.viewport.zoom)
  const backdrop = useSession((state) => state.backdrop)
  const snaps = useHost((state) => state.settings.snaps)
  const zoomMenu = [
    { id: 'fit', label: t('canvas.zoomFit'), shortcut: '0', onSelect: () => zoomToFit(stores) },
    { id: 'full', label: t('canvas.zoomFull'), shortcut: '1', onSelect: () => zoomToFull(stores) },
    'separator' as const,
    ...zooms.map((step) => ({ id: `${step}`, label: `${step * 100} %`, onSelect: () => zoomTo(stores, step) })),
  ]
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('canvas.stageBar')}>
      <div className={styles.group}>
        <IconButton label={t('canvas.zoomOut')} icon={<ZoomOut size={16} />} onClick={() => zoomOut(stores)} />
        <Menu
          trigger={
            <Button variant="quiet">
              <span className={styles.zoom}>{Math.round(zoom * 100)} %</span>
            </Button>
          }
          items={zoomMenu}
        />
        <IconButton label={t('canvas.zoomIn')} icon={<ZoomIn size={16} />} onClick={() => zoomIn(stores)} />
        <IconButton label={t('canvas.zoomFit')} icon={<Maximize size={16} />} onClick={() => zoomToFit(stores)} />
        <IconButton
          label={t('canvas.snaps')}
          icon={<Magnet size={16} />}
          pressed={snaps}
          onClick={() => void changeSettings(stores, { snaps: !snaps })}
        />
      </div>
      <div className={styles.rule} />
      <div className={styles.opacity}>
        <Slider
          label={t('canvas.backdropOpacity')}
          value={Math.round(backdrop.opacity * 100)}
          min={0}
          max={100}
          step={1}
          unit="%"
          onChange={(value) => session.getState().set({ backdrop: { ...backdrop, opacity: value / 100 } })}
        />
      </div>
      <IconButton
        label={t('canvas.follows')}
        icon={<ImagePlay size={16} />}
        pressed={backdrop.followsRender}
        onClick={() => setFollowsRender(stores, !backdrop.followsRender)}
      />
      <IconButton
        label={t('canvas.comparison')}
        icon={<Columns2 size={16} />}
        pressed={backdrop.otherId !== undefined}
        onClick={() => {
          if (!toggleComparison(stores)) session.getState().announce(t('canvas.nothingToCompare'))
        }}
      />
      <div className={styles.rule} />
      <OverlayChoice />
      <Status />
    </div>
  )
}

/** What the picture shows of the concept below the pointer, or of the selected one. */
function Status() {
  const t = useTexts()
  const documentId = useDocument((state) => state.documentId)
  const backdrop = useSession((state) => state.backdrop)
  const { live } = useCanvasParts()
  const selectedId = useSession((state) => state.selection.at(-1))
  const id = useStore(live, (state) => state.hoveredId) ?? selectedId
  const concept = useDocument((state) => state.project.concepts.find((other) => other.id === id))
  const picture = useHost((state) => backdropPicture(state, { backdrop }, documentId))
  const sentence = concept && describeMark(t, concept, picture)
  return (
    <p className={styles.status} title={sentence}>
      {sentence}
    </p>
  )
}

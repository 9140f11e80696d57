import { Columns2, Magnet, Maximize, ImagePlay, ZoomIn, ZoomOut } from 'lucide-react'
import { useTexts } from '../i18n/language.ts'
import { percentText } from '../i18n/numbers.ts'
import { setFollowsRender } from '../state/actions/backdrop.ts'
import { comparisonObstacle, toggleComparison } from '../state/actions/comparison.ts'
import { setSettings } from '../state/actions/settings.ts'
import { zoomIn, zoomOut, zoomTo, zoomToFit, zoomToFull } from '../state/actions/viewport.ts'
import { useShortcuts } from '../state/shortcuts.ts'
import { useDocument, useHost, useSession, useStores } from '../state/stores.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Slider } from '../ui/Slider.tsx'
import { OverlayChoice } from './OverlayChoice.tsx'
import styles from './StageBar.module.css'

const zooms = [0.25, 0.5, 1, 2, 4]

/** How the stage shows what it shows: zoom, snapping, the picture below, maps over it. */
export function StageBar() {
  const t = useTexts()
  const stores = useStores()
  const snaps = useHost((state) => state.settings.snaps)
  const followsRender = useSession((state) => state.backdrop.followsRender)
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('canvas.stageBar')}>
      <div className={styles.group}>
        <IconButton
          className={styles.step}
          label={t('canvas.zoomOut')}
          icon={<ZoomOut size={16} />}
          onClick={() => zoomOut(stores)}
        />
        <ZoomMenu />
        <IconButton
          className={styles.step}
          label={t('canvas.zoomIn')}
          icon={<ZoomIn size={16} />}
          onClick={() => zoomIn(stores)}
        />
        <IconButton label={t('canvas.zoomFit')} icon={<Maximize size={16} />} onClick={() => zoomToFit(stores)} />
        <IconButton
          label={t('canvas.snaps')}
          icon={<Magnet size={16} />}
          pressed={snaps}
          onClick={() => void setSettings(stores, { snaps: !snaps })}
        />
      </div>
      <div className={styles.rule} />
      <Opacity />
      <IconButton
        label={t('canvas.follows')}
        icon={<ImagePlay size={16} />}
        pressed={followsRender}
        onClick={() => setFollowsRender(stores, !followsRender)}
      />
      <ComparisonButton />
      <div className={styles.rule} />
      <OverlayChoice />
    </div>
  )
}

/** Where nothing can be compared, it says why and stays in reach of the pointer and the focus. */
function ComparisonButton() {
  const t = useTexts()
  const stores = useStores()
  const documentId = useDocument((state) => state.documentId)
  const pictureId = useSession((state) => state.backdrop.pictureId)
  const previousPictureId = useSession((state) => state.previousPictureId)
  const isCompared = useSession((state) => state.backdrop.otherId !== undefined)
  const obstacle = useHost((state) =>
    comparisonObstacle(state, { backdrop: { pictureId }, previousPictureId }, documentId),
  )
  const isDead = obstacle !== undefined && !isCompared
  return (
    <IconButton
      label={isDead ? t(`canvas.comparisonNot.${obstacle}`) : t('canvas.comparison')}
      icon={<Columns2 size={16} />}
      pressed={isCompared}
      aria-disabled={isDead}
      onClick={() => toggleComparison(stores)}
    />
  )
}

/** By itself, for it follows every frame of a turn of the wheel. */
function ZoomMenu() {
  const t = useTexts()
  const stores = useStores()
  const shortcut = useShortcuts()
  const percent = useSession((state) => Math.round(state.viewport.zoom * 100))
  return (
    <Menu
      trigger={
        <Button variant="quiet">
          <span className={styles.zoom}>{percentText(percent / 100)}</span>
        </Button>
      }
      items={[
        { id: 'fit', label: t('canvas.zoomFit'), shortcut: shortcut('zoomFit'), onSelect: () => zoomToFit(stores) },
        {
          id: 'full',
          label: t('canvas.zoomFull'),
          shortcut: shortcut('zoomActual'),
          onSelect: () => zoomToFull(stores),
        },
        'separator',
        ...zooms.map((step) => ({ id: `${step}`, label: percentText(step), onSelect: () => zoomTo(stores, step) })),
      ]}
    />
  )
}

function Opacity() {
  const t = useTexts()
  const { session } = useStores()
  const opacity = useSession((state) => state.backdrop.opacity)
  return (
    <div className={styles.opacity} title={t('canvas.backdropOpacity')}>
      <Slider
        label={t('canvas.backdropOpacity')}
        value={Math.round(opacity * 100)}
        min={0}
        max={100}
        step={1}
        unit="%"
        onChange={(value) => session.setState(({ backdrop }) => ({ backdrop: { ...backdrop, opacity: value / 100 } }))}
      />
    </div>
  )
}

import { useEffect, useReducer } from 'react'
import { useTexts } from '../i18n/language.ts'
import { runningJob } from '../state/actions/backdrop.ts'
import { setSettings } from '../state/actions/settings.ts'
import { overlaidMap } from '../state/mapSource.ts'
import type { Overlay } from '../state/sessionStore.ts'
import { useDocument, useHost, useSession, useStores } from '../state/stores.ts'
import { useBackdropPicture } from '../state/useBackdropPicture.ts'
import { Button } from '../ui/Button.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Slider } from '../ui/Slider.tsx'
import { useCanvasParts } from './canvasParts.ts'
import { overlayHint } from './overlayHint.ts'
import styles from './StageBar.module.css'

/** Which map of the selected concept lies over the picture, and of which step. */
export function OverlayChoice() {
  const t = useTexts()
  const stores = useStores()
  const { session } = stores
  const { maps, onLoaded } = useCanvasParts()
  const [, look] = useReducer((count: number) => count + 1, 0)
  useEffect(() => onLoaded(look), [onLoaded])

  const overlay = useSession((state) => state.overlay)
  const documentId = useDocument((state) => state.documentId)
  const picture = useBackdropPicture()
  const job = useHost((state) => runningJob(state, documentId))
  const steps =
    overlay.type === 'attention' && !job?.maps && picture?.hasAttention ? maps.of(picture)?.steps : undefined
  const last = steps?.at(-1)?.step
  const id = useSession((state) => state.selection.at(-1))
  const { readsPictures, recordsAttention } = useHost((state) => state.settings)
  const isShown = overlaidMap(overlay, id, maps.of(picture), job) !== undefined
  const hint =
    overlay.type === 'none' || id === undefined || isShown
      ? undefined
      : overlayHint({ type: overlay.type, picture, job, settings: { readsPictures, recordsAttention } })

  const types: readonly Overlay['type'][] = ['none', 'found', 'attention']
  return (
    <div className={styles.overlay}>
      <Segmented
        label={t('canvas.overlay.label')}
        value={overlay.type}
        options={types.map((value) => ({ value, label: t(`canvas.overlay.${value}`) }))}
        onChange={(type) => session.getState().set({ overlay: { ...overlay, type } })}
      />
      {steps && last !== undefined && steps.length > 1 && (
        <div className={styles.step}>
          <Slider
            label={t('canvas.overlay.step')}
            value={overlay.step ?? last}
            min={steps[0]!.step}
            max={last}
            step={1}
            onChange={(step) =>
              session.getState().set({ overlay: { ...overlay, step: step === last ? undefined : step } })
            }
          />
        </div>
      )}
      {overlay.type !== 'none' && id === undefined && <p className={styles.hint}>{t('canvas.overlay.selectFirst')}</p>}
      {hint && <p className={styles.hint}>{t(`canvas.overlay.${hint.text}`)}</p>}
      {hint?.turnsOn && (
        <Button
          className={styles.turnOn}
          title={t(`settings.${hint.turnsOn}.hint`)}
          onClick={() => void setSettings(stores, { [hint.turnsOn!]: true })}
        >
          {t(`canvas.overlay.turnOn.${hint.turnsOn}`)}
        </Button>
      )}
    </div>
  )
}

import { useEffect, useReducer } from 'react'
import { useTexts } from '../i18n/language.ts'
import { runningJob } from '../state/actions/backdrop.ts'
import { setSettings } from '../state/actions/settings.ts'
import { overlaidMap } from '../state/mapSource.ts'
import { useDocument, useHost, useSession, useStores } from '../state/stores.ts'
import { useBackdropPicture } from '../state/useBackdropPicture.ts'
import { Button } from '../ui/Button.tsx'
import { Slider } from '../ui/Slider.tsx'
import { useCanvasParts } from './canvasParts.ts'
import { overlayHint } from './overlayHint.ts'
import styles from './OverlayNote.module.css'

/** Over the stage, while a map is wanted: of which step it is, or why there is none and what brings one. */
export function OverlayNote() {
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
  const id = useSession((state) => state.selection.at(-1))
  const { readsPictures, recordsAttention } = useHost((state) => state.settings)
  if (overlay.type === 'none') return null
  if (id === undefined) return <p className={styles.note}>{t('canvas.overlay.selectFirst')}</p>

  if (overlaidMap(overlay, id, maps.of(picture), job) === undefined) {
    const settings = { readsPictures, recordsAttention }
    const { text, turnsOn } = overlayHint({ type: overlay.type, picture, job, settings })
    return (
      <div className={styles.note}>
        <p className={styles.hint}>{t(`canvas.overlay.${text}`)}</p>
        {turnsOn && (
          <Button
            className={styles.turnOn}
            title={t(`settings.${turnsOn}.hint`)}
            onClick={() => void setSettings(stores, { [turnsOn]: true })}
          >
            {t(`canvas.overlay.turnOn.${turnsOn}`)}
          </Button>
        )}
      </div>
    )
  }
  const isOfPicture = overlay.type === 'attention' && !job?.maps && picture?.hasAttention
  const steps = isOfPicture ? maps.of(picture)?.steps : undefined
  const last = steps?.at(-1)?.step
  if (!steps || last === undefined || steps.length < 2) return null
  return (
    <div className={styles.note}>
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
    </div>
  )
}

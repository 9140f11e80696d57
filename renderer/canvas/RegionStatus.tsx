import { useStore } from 'zustand'
import { presenceMark } from '../document/presenceTexts.ts'
import { useTexts } from '../i18n/language.ts'
import { insideSentence, namesOf, presenceSentence } from '../state/selectors/presenceSentence.ts'
import { useSession } from '../state/stores.ts'
import { useReadablePicture } from '../state/useBackdropPicture.ts'
import { useConceptFacts } from '../state/useConceptFacts.ts'
import { useCanvasParts } from './canvasParts.ts'
import { markSigns } from './markSigns.ts'
import styles from './RegionStatus.module.css'

/** What the mark behind a name means, in words: of the region below the pointer, or else of the selected one. */
export function RegionStatus() {
  const t = useTexts()
  const { live } = useCanvasParts()
  const selectedId = useSession((state) => state.selection.at(-1))
  const id = useStore(live, (state) => state.hoveredId) ?? selectedId
  const concepts = useConceptFacts()
  const picture = useReadablePicture()
  const isCompared = useSession((state) => state.backdrop.otherId !== undefined)
  const reading = picture?.concepts?.find(({ conceptId }) => conceptId === id)
  if (!reading || isCompared) return null // it would be true of one of two pictures
  const { sign, color } = markSigns[presenceMark(reading)]
  return (
    <p className={styles.status}>
      <span className={styles.sign} style={{ color }} aria-hidden>
        {sign}
      </span>
      {[presenceSentence(t, reading, namesOf(concepts)), insideSentence(t, reading)].filter(Boolean).join(' ')}
    </p>
  )
}

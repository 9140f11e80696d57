import { memo, useEffect, useMemo, useReducer } from 'react'
import { withOneShown } from '../document/withOneShown.ts'
import { useTexts } from '../i18n/language.ts'
import { useDocument, useSession, useStores } from '../state/stores.ts'
import { useReadablePicture } from '../state/useBackdropPicture.ts'
import styles from './Canvas.module.css'
import { describeRegion } from './describeRegion.ts'

/** The regions in words, for screen readers and for Tab: an item that has the focus is selected, and keys act on it. */
export const RegionList = memo(function RegionList() {
  const t = useTexts()
  const { masks, session } = useStores()
  const [, lookAgain] = useReducer((count: number) => count + 1, 0)
  useEffect(() => masks.onLoaded(lookAgain), [masks])
  const all = useDocument((state) => state.project.concepts)
  const soloId = useSession((state) => state.soloId)
  const { concepts } = useMemo(() => withOneShown({ concepts: all }, soloId), [all, soloId])
  const canvas = useDocument((state) => state.project.canvas)
  const selection = useSession((state) => state.selection)
  const picture = useReadablePicture()
  return (
    <ul className={styles.hidden} aria-label={t('canvas.regions')}>
      {concepts.map((concept) => (
        <li key={concept.id}>
          <button
            type="button"
            aria-pressed={selection.includes(concept.id)}
            onFocus={() => {
              if (!session.getState().selection.includes(concept.id)) session.getState().select([concept.id])
            }}
            onClick={() => session.getState().select([concept.id])}
          >
            {describeRegion(t, concept, canvas, (name) => masks.get(name), picture, concepts)}
          </button>
        </li>
      ))}
    </ul>
  )
})

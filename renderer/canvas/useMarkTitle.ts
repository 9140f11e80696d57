import { useStore } from 'zustand'
import { useTexts } from '../i18n/language.ts'
import { useConceptFacts } from '../state/useConceptFacts.ts'
import { useReadablePicture } from '../state/useBackdropPicture.ts'
import { useCanvasParts } from './canvasParts.ts'
import { describeMark } from './describeRegion.ts'

/** What the mark behind the name of the region below the pointer means. */
export function useMarkTitle(): string | undefined {
  const t = useTexts()
  const { live } = useCanvasParts()
  const id = useStore(live, (state) => state.hoveredId)
  const concepts = useConceptFacts()
  const picture = useReadablePicture()
  return id === undefined ? undefined : describeMark(t, id, picture, concepts)
}

import { useStore } from 'zustand'
import { useTexts } from '../i18n/language.ts'
import { useDocument } from '../state/stores.ts'
import { useBackdropPicture } from '../state/useBackdropPicture.ts'
import { useCanvasParts } from './canvasParts.ts'
import { describeMark } from './describeRegion.ts'

/** What the mark behind the name of the region below the pointer means. */
export function useMarkTitle(): string | undefined {
  const t = useTexts()
  const { live } = useCanvasParts()
  const id = useStore(live, (state) => state.hoveredId)
  const name = useDocument((state) => state.project.concepts.find((other) => other.id === id)?.name)
  const picture = useBackdropPicture()
  return id === undefined || name === undefined ? undefined : describeMark(t, { id, name }, picture)
}

import type { Concept } from '../../engine/protocol/project.ts'
import { isSameInList } from '../document/sameInList.ts'
import { useDocument } from './stores.ts'
import { useKept } from './useKept.ts'

/**
 * The concepts of the document, for what does not show where their regions lie: those places may be older ones, so that
 * nothing is rendered again while the hand moves a region.
 */
export function useConceptFacts(): Concept[] {
  return useDocument(useKept((state) => state.project.concepts, isSameInList))
}

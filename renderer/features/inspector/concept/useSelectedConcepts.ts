import { useMemo } from 'react'
import type { Concept } from '../../../../engine/protocol/project.ts'
import { useDocument, useSession } from '../../../state/stores.ts'
import { useConceptFacts } from '../../../state/useConceptFacts.ts'

/** The selected concepts, in the order of the document. */
export function useSelectedConcepts(): readonly Concept[] {
  return useSelectedOf(useDocument((state) => state.project.concepts))
}

/** The same for what does not show where regions lie: their places may be older ones while the hand moves them. */
export function useSelectedFacts(): readonly Concept[] {
  return useSelectedOf(useConceptFacts())
}

function useSelectedOf(all: readonly Concept[]): readonly Concept[] {
  const selection = useSession((state) => state.selection)
  return useMemo(() => all.filter(({ id }) => selection.includes(id)), [all, selection])
}

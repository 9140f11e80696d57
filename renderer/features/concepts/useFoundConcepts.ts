import { useMemo } from 'react'
import { backdropPicture } from '../../state/actions/backdrop.ts'
import { useDocument, useHost, useSession } from '../../state/stores.ts'

/** Whether each concept, by its id, was found in the picture below the regions; without those that nothing is known of. */
export function useFoundConcepts(): ReadonlyMap<string, boolean> {
  const documentId = useDocument((state) => state.documentId)
  const backdrop = useSession((state) => state.backdrop)
  const readings = useHost((state) => backdropPicture(state, { backdrop }, documentId)?.concepts)
  return useMemo(() => new Map(readings?.map(({ conceptId, found }) => [conceptId, found])), [readings])
}

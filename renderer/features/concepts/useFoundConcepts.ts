import { useMemo } from 'react'
import { useBackdropPicture } from '../../state/useBackdropPicture.ts'

/** Whether each concept, by its id, was found in the picture below the regions; without those that nothing is known of. */
export function useFoundConcepts(): ReadonlyMap<string, boolean> {
  const readings = useBackdropPicture()?.concepts
  return useMemo(() => new Map(readings?.map(({ conceptId, found }) => [conceptId, found])), [readings])
}

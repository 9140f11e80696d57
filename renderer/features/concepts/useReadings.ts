import { useMemo } from 'react'
import type { ReadConcept } from '../../../engine/protocol/readConcept.ts'
import { useReadablePicture } from '../../state/useBackdropPicture.ts'

/** What the picture below the regions shows of concepts, by their ids; without those that nothing is known of. */
export function useReadings(): ReadonlyMap<string, ReadConcept> {
  const readings = useReadablePicture()?.concepts
  return useMemo(() => new Map(readings?.map((reading) => [reading.conceptId, reading])), [readings])
}

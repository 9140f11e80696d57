import type { TFunction } from 'i18next'
import type { ReadConcept } from '../../../engine/protocol/readConcept.ts'
import { presenceText, strayedInto } from '../../document/presenceTexts.ts'

/**
 * What a picture shows of a concept: "Bruno is painted mostly in the region of Kiki."
 * @param nameOf What the document calls a concept now; what it was called in the picture stands for those that are gone.
 */
export function presenceSentence(
  t: TFunction<'texts'>,
  reading: ReadConcept,
  nameOf: (conceptId: string) => string | undefined = () => undefined,
): string {
  const name = nameOf(reading.conceptId) ?? reading.name
  const into = strayedInto(reading)
  if (!into) return t(`render.who.${presenceText(reading)}`, { name })
  const other = nameOf(into.conceptId) ?? into.name
  return t(presenceText(reading) === 'inOthers' ? 'render.who.inOther' : 'render.who.reachesIntoOther', { name, other })
}

import type { TFunction } from 'i18next'
import { isFaint, presencePlace, strayedInto } from '../../../engine/protocol/presenceVerdict.ts'
import type { ReadConcept } from '../../../engine/protocol/readConcept.ts'

/** What concepts are called, by their ids; undefined for those that are gone. */
export function namesOf(
  concepts: readonly { readonly id: string; readonly name: string }[],
): (conceptId: string) => string | undefined {
  return (conceptId) => concepts.find(({ id }) => id === conceptId)?.name
}

/**
 * What a picture shows of a concept: "Bruno is painted mostly in the region of Kiki."
 * @param nameOf What the document calls a concept now; what it was called in the picture stands for those that are
 * gone.
 */
export function presenceSentence(
  t: TFunction<'texts'>,
  reading: ReadConcept,
  nameOf: (conceptId: string) => string | undefined = () => undefined,
): string {
  const name = nameOf(reading.conceptId) ?? reading.name
  const into = strayedInto(reading)
  const place = presencePlace(reading)
  const sentence =
    into && (place === 'reachesInto' || place === 'outside' || place === 'inOthers')
      ? t(`render.who.named.${place}`, { name, other: nameOf(into.conceptId) ?? into.name })
      : t(`render.who.${place}`, { name })
  return isFaint(reading) ? `${sentence} ${t('render.who.faint')}` : sentence
}

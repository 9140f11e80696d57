import type { TFunction } from 'i18next'
import { isFaint, presencePlace, strayedInto } from '../../../engine/protocol/presenceVerdict.ts'
import type { ReadConcept } from '../../../engine/protocol/readConcept.ts'
import { percentText } from '../../i18n/numbers.ts'

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

/** Places that the sentence calls its region: what is said of a part of it means that place. */
const inOwnRegion: ReadonlySet<string> = new Set(['inRegion', 'reachesOut', 'reachesInto'])

/**
 * How much of a concept lies in its region: "92 % of what shows of it lies there.", to follow the sentence. Nothing of
 * one without a region, or that was not found: of that the number would say nothing.
 */
export function insideSentence(t: TFunction<'texts'>, reading: ReadConcept): string | undefined {
  if (!reading.found || reading.inside === undefined) return undefined
  const part = percentText(reading.inside)
  return t(inOwnRegion.has(presencePlace(reading)) ? 'render.who.insidePart' : 'render.who.insideOnly', { part })
}

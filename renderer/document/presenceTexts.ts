import { isFaint, presencePlace, type PresencePlace } from '../../engine/protocol/presenceVerdict.ts'
import type { ReadConcept } from '../../engine/protocol/readConcept.ts'

/** What is known of a concept in one of five signs, for where there is no room for words. */
export type PresenceMark = 'there' | 'faint' | 'outside' | 'bleeds' | 'missing'

const marks: Readonly<Record<PresencePlace, PresenceMark>> = {
  missing: 'missing',
  inPicture: 'there',
  sharesPlaces: 'bleeds',
  inRegion: 'there',
  reachesOut: 'there',
  reachesInto: 'bleeds',
  inBackground: 'outside',
  outside: 'outside',
  inOthers: 'bleeds',
}

export type PresenceTone = 'good' | 'poor' | 'absent'

export const presenceTones: Readonly<Record<PresenceMark, PresenceTone>> = {
  there: 'good',
  faint: 'poor',
  outside: 'poor',
  bleeds: 'poor',
  missing: 'absent',
}

export function presenceMark(reading: ReadConcept): PresenceMark {
  const mark = marks[presencePlace(reading)]
  return mark === 'there' && isFaint(reading) ? 'faint' : mark
}

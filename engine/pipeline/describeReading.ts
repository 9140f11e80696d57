import { isFaint, presencePlace, strayedInto, type PresencePlace } from '../protocol/presenceVerdict.ts'
import type { ReadConcept } from '../protocol/readConcept.ts'

/** What the numbers of a concept say, in a sentence for the artist: "bruno is painted mostly outside its region." */
export function describeReading(reading: Omit<ReadConcept, 'sentence'>): string {
  const other = strayedInto(reading)
  const manner = isFaint(reading) ? 'faint, and ' : ''
  return `${reading.name} is ${manner}${places[presencePlace(reading)](other && `the region of ${other.name}`)}.`
}

/** `other` is the region of the other concept that stands out, if one does. */
const places: Readonly<Record<PresencePlace, (other: string | undefined) => string>> = {
  missing: () => 'not recognisable in the picture',
  inPicture: () => 'in the picture',
  sharesPlaces: () => 'in the picture, in the same places as others',
  inRegion: () => 'in its region',
  reachesOut: () => 'in its region, and reaches out of it',
  reachesInto: (other = 'those of others') => `in its region, and reaches into ${other}`,
  inBackground: () => 'painted mostly outside its region, in the background',
  outside: (other = 'the regions of others') => `painted mostly outside its region, much of it in ${other}`,
  inOthers: (other = 'the regions of others') => `painted mostly in ${other}`,
}

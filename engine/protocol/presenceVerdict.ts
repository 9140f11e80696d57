import type { ReadConcept } from './readConcept.ts'

/** The numbers that decide what is said of a concept. */
export type PresenceNumbers = Pick<ReadConcept, 'presence' | 'found' | 'bleed' | 'inside' | 'bleedsInto'>

/**
 * Where a concept is. What is said of it, in whatever language, and which sign stands for it, follows from this alone.
 */
export type PresencePlace =
  | 'missing'
  /** For the whole canvas: by itself, or in the same places as others. */
  | 'inPicture'
  | 'sharesPlaces'
  /** Mostly in its region: nearly all of it, some of it around it, or some of it in the regions of others. */
  | 'inRegion'
  | 'reachesOut'
  | 'reachesInto'
  /** Mostly outside: where nobody has a region, or rather where others have theirs. */
  | 'inBackground'
  | 'outside'
  /** Mostly in the regions of others. */
  | 'inOthers'

/**
 * Below it a concept counts as absent; measured in `docs/methods/presence-and-bleed.md`. A concept for the whole canvas
 * has no rivals, so that more of what others explain is counted for it.
 */
export const leastPresence = { withRegion: 0.15, withoutRegion: 0.25 } as const
/** A concept is called faint whose presence is less than this many times the least that counts as found. */
const faint = 1.5

/** Parts of a concept from which on something is said of them. */
const mostly = 0.5
const partly = 0.1
const wholly = 0.8

export function presencePlace({ found, inside, bleed }: PresenceNumbers): PresencePlace {
  if (!found) return 'missing'
  if (inside === undefined) return bleed >= mostly ? 'sharesPlaces' : 'inPicture'
  if (bleed >= mostly) return 'inOthers'
  if (inside < mostly) return 1 - inside - bleed >= bleed ? 'inBackground' : 'outside'
  if (bleed >= partly) return 'reachesInto'
  return inside < wholly ? 'reachesOut' : 'inRegion'
}

/** Whether it is barely there. */
export function isFaint({ presence, found, inside }: PresenceNumbers): boolean {
  const least = inside === undefined ? leastPresence.withoutRegion : leastPresence.withRegion
  return found && presence < faint * least
}

/** The other concept whose region is to be named; undefined where none stands out, or where it is not known. */
export function strayedInto(
  numbers: PresenceNumbers,
): { readonly conceptId: string; readonly name: string } | undefined {
  const place = presencePlace(numbers)
  const [largest] = numbers.bleedsInto ?? []
  if (place === 'inOthers') return largest && largest.share >= mostly ? largest : undefined
  return place === 'reachesInto' || place === 'outside' ? largest : undefined
}

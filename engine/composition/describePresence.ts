import { leastPresence, type ConceptPresence } from './presenceAndBleed.ts'

/** Parts of a concept's evidence from which on something is said of them. */
const mostly = 0.5
const partly = 0.1
const wholly = 0.8
/** A concept is called faint whose presence is less than this many times the least that counts as found. */
const faint = 1.5

/**
 * What the numbers of a concept say, in a sentence for the artist: "bruno is painted mostly outside its region."
 * @param nameOf The name of a concept by its id.
 */
export function describePresence(presence: ConceptPresence, nameOf: (conceptId: string) => string = String): string {
  const name = nameOf(presence.conceptId)
  if (!presence.found) return `${name} is not recognisable in the picture.`
  const least = presence.region ? leastPresence.withRegion : leastPresence.withoutRegion
  const manner = presence.presence < faint * least ? 'faint, and ' : ''
  return `${name} is ${manner}${presence.region ? placeInRegion(presence, nameOf) : placeAmongOthers(presence)}.`
}

function placeInRegion({ region }: ConceptPresence, nameOf: (conceptId: string) => string): string {
  const { inside, bleed, bleedInto } = region!
  const strongest = [...bleedInto].sort((a, b) => b.share - a.share)[0]
  const other = strongest && `the region of ${nameOf(strongest.conceptId)}`
  if (bleed >= mostly) return `painted mostly in ${other}`
  if (inside < mostly) return 'painted mostly outside its region'
  if (bleed >= partly) return `in its region, and reaches into ${other}`
  return inside < wholly ? 'in its region, and reaches out of it' : 'in its region'
}

function placeAmongOthers({ overlap }: ConceptPresence): string {
  return overlap >= mostly ? 'in the picture, in the same places as others' : 'in the picture'
}

import { assert } from '../errors/engineError.ts'
import { leastPresence } from '../protocol/presenceVerdict.ts'
import { presenceOf, type ConceptEvidence } from './reading/evidence.ts'
import { largestCell, type Grid } from './regions/grid.ts'

/** What was found of a concept in a picture. */
export interface PlacedEvidence extends ConceptEvidence {
  /** How much of each cell belongs to the concept, as `layerRegions` shares it; missing for one without a region. */
  readonly regionShare?: ArrayLike<number>
}

/** The evidence for a concept by the owner of the place; `inside`, `bleed` and `background` add up to 1. */
export interface RegionPresence {
  /** `ConceptPresence.presence` within its region. */
  readonly presence: number
  /** The part of the evidence that lies in its own region. */
  readonly inside: number
  /** The part that lies in regions of other concepts. */
  readonly bleed: number
  /** The part that lies where no concept has a region. */
  readonly background: number
  /** `bleed` by the concept that it goes to. */
  readonly bleedInto: readonly { readonly conceptId: string; readonly share: number }[]
  /** The part of the picture that the region has: what `inside` would be if the evidence were even. */
  readonly area: number
}

/** Whether a concept is there, and how far it reaches into others. `docs/methods/presence-and-bleed.md` defines it. */
export interface ConceptPresence {
  readonly conceptId: string
  /** How much of the picture the concept explains, and nothing else does, where it does so most: 0 to 1. */
  readonly presence: number
  /** Whether presence is above what absent concepts have. */
  readonly found: boolean
  /** Where it leads most. */
  readonly peakCell: { readonly y: number; readonly x: number }
  /** The mean over the other concepts of how much what they explain lies in the same places, 0 to 1. */
  readonly overlap: number
  readonly region?: RegionPresence
  /** What an artist is shown: `region.bleed` with a region, `overlap` without, 0 for a concept that was not found. */
  readonly bleed: number
}

/** Presence and bleed of every concept. All maps lie on `grid`; a concept without any evidence has zeros. */
export function presenceAndBleed(concepts: readonly PlacedEvidence[], grid: Grid): ConceptPresence[] {
  const cells = grid.height * grid.width
  for (const { lead, regionShare } of concepts) {
    assert(lead.length === cells && (regionShare?.length ?? cells) === cells, 'maps and regions fill the grid')
  }
  return concepts.map((concept) => {
    const { conceptId, lead, gain } = concept
    const others = concepts.filter((other) => other !== concept)
    const presence = presenceOf(concept)
    const found = presence >= (concept.regionShare ? leastPresence.withRegion : leastPresence.withoutRegion)
    const peakCell = largestCell(lead)
    const overlap = mean(others.map((other) => mapOverlap(gain, other.gain)))
    const region = regionPresence(concept, others)
    return {
      conceptId,
      presence,
      found,
      peakCell: { y: Math.floor(peakCell / grid.width), x: peakCell % grid.width },
      overlap,
      ...(region && { region }),
      bleed: found ? (region?.bleed ?? overlap) : 0,
    }
  })
}

/**
 * How much two maps lie in the same places: Σ min(p, q) / Σ max(p, q) of the maps divided by their sums. 1 for maps of
 * one shape, 0 for maps that meet nowhere or are empty.
 */
export function mapOverlap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const sumOfA = sum(a)
  const sumOfB = sum(b)
  if (sumOfA === 0 || sumOfB === 0) return 0
  let shared = 0
  let either = 0
  for (let cell = 0; cell < a.length; cell++) {
    const p = a[cell]! / sumOfA
    const q = b[cell]! / sumOfB
    shared += Math.min(p, q)
    either += Math.max(p, q)
  }
  return shared / either
}

function regionPresence(concept: PlacedEvidence, others: readonly PlacedEvidence[]): RegionPresence | undefined {
  const { lead, regionShare } = concept
  if (!regionShare) return undefined
  const total = sum(lead)
  const inside = shareOf(lead, regionShare, total)
  const bleedInto = others.flatMap(({ conceptId, regionShare: otherShare }) =>
    otherShare ? [{ conceptId, share: shareOf(lead, otherShare, total) }] : [],
  )
  const bleed = bleedInto.reduce((all, { share }) => all + share, 0)
  return {
    presence: presenceOf(concept, regionShare),
    inside,
    bleed,
    background: total === 0 ? 0 : Math.max(0, 1 - inside - bleed),
    bleedInto,
    area: sum(regionShare) / regionShare.length,
  }
}

function shareOf(map: ArrayLike<number>, share: ArrayLike<number>, total: number): number {
  if (total === 0) return 0
  let part = 0
  for (let cell = 0; cell < map.length; cell++) part += map[cell]! * share[cell]!
  return part / total
}

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length
}

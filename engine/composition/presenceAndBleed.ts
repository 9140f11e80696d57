import { assert } from '../errors/engineError.ts'
import { largestCell, type Grid } from './regions/grid.ts'

/** What the words of a concept look at. */
export interface ConceptAttention {
  readonly conceptId: string
  /** Cross-attention, `[height, width]`: the mean over the concept's tokens, layers and heads. */
  readonly map: ArrayLike<number>
  /** How much of each cell belongs to the concept, as `layerRegions` shares it; missing for one without a region. */
  readonly regionShare?: ArrayLike<number>
}

/** The attention of a concept by the owner of the place; `inside`, `bleed` and `background` add up to 1. */
export interface RegionAttention {
  /** The part of its attention that lies in its own region. */
  readonly inside: number
  /** The part that lies in regions of other concepts. */
  readonly bleed: number
  /** The part that lies where no concept has a region. */
  readonly background: number
  /** `bleed` by the concept that it goes to. */
  readonly bleedInto: readonly { readonly conceptId: string; readonly share: number }[]
  /** The part of the picture that the region has: what `inside` would be if the attention were even. */
  readonly area: number
  /** (inside - area) / (1 - area): 1 is all inside, 0 no better than even, below 0 worse. 0 for the whole picture. */
  readonly focus: number
}

/** Whether a concept is there, and how far it reaches into others. `docs/methods/presence-and-bleed.md` defines it. */
export interface ConceptPresence {
  readonly conceptId: string
  /** The largest attention in its region, or anywhere if it has none: the probability that a place reads its words. */
  readonly peak: number
  readonly peakCell: { readonly y: number; readonly x: number }
  /** The mean over the other concepts of how much their attention and its own lie in the same places, 0 to 1. */
  readonly overlap: number
  readonly region?: RegionAttention
  /** What an artist is shown: `region.bleed` with a region, `overlap` without. */
  readonly bleed: number
}

/** Presence and bleed of every concept. All maps lie on `grid`; a concept without any attention has zeros. */
export function presenceAndBleed(concepts: readonly ConceptAttention[], grid: Grid): ConceptPresence[] {
  const cells = grid.height * grid.width
  for (const { map, regionShare } of concepts) {
    assert(map.length === cells && (regionShare?.length ?? cells) === cells, 'maps and regions fill the grid')
  }
  return concepts.map((concept) => {
    const { conceptId, map, regionShare } = concept
    const others = concepts.filter((other) => other !== concept)
    const own = Float64Array.from(map, (value, cell) => value * (regionShare ? regionShare[cell]! : 1))
    const peakCell = largestCell(own)
    const overlap = mean(others.map((other) => attentionOverlap(map, other.map)))
    const region = regionShare && attentionByRegion(map, regionShare, others)
    return {
      conceptId,
      peak: own[peakCell]!,
      peakCell: { y: Math.floor(peakCell / grid.width), x: peakCell % grid.width },
      overlap,
      ...(region && { region }),
      bleed: region ? region.bleed : overlap,
    }
  })
}

/**
 * How much two maps lie in the same places: Σ min(p, q) / Σ max(p, q) of the maps divided by their sums. 1 for maps of
 * one shape, 0 for maps that meet nowhere or are empty.
 */
export function attentionOverlap(a: ArrayLike<number>, b: ArrayLike<number>): number {
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

function attentionByRegion(
  map: ArrayLike<number>,
  regionShare: ArrayLike<number>,
  others: readonly ConceptAttention[],
): RegionAttention {
  const total = sum(map)
  const inside = shareOf(map, regionShare, total)
  const bleedInto = others.flatMap(({ conceptId, regionShare: otherShare }) =>
    otherShare ? [{ conceptId, share: shareOf(map, otherShare, total) }] : [],
  )
  const bleed = bleedInto.reduce((all, { share }) => all + share, 0)
  const area = sum(regionShare) / regionShare.length
  return {
    inside,
    bleed,
    background: total === 0 ? 0 : Math.max(0, 1 - inside - bleed),
    bleedInto,
    area,
    focus: area < 1 ? (inside - area) / (1 - area) : 0,
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

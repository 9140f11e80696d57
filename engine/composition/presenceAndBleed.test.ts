import { describe, expect, it } from 'vitest'
import { leastPresence } from '../protocol/presenceVerdict.ts'
import { mapOverlap, presenceAndBleed, type PlacedEvidence } from './presenceAndBleed.ts'
import { layerRegions } from './regions/layers.ts'

const grid = { height: 2, width: 4 }
const left = Float32Array.of(1, 1, 0, 0, 1, 1, 0, 0)
const right = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1)
const { shares } = layerRegions([left, right], 'z-order', 8)

/** Evidence of which as much is unexplained everywhere; without rivals unless `gain` is given. */
function evidence(conceptId: string, lead: ArrayLike<number>, gain: ArrayLike<number> = lead): PlacedEvidence {
  return {
    conceptId,
    lead: Float64Array.from(lead),
    gain: Float64Array.from(gain),
    unexplained: new Float64Array(8).fill(2),
  }
}
const fox = (lead: ArrayLike<number>) => ({ ...evidence('fox', lead), regionShare: shares[0]! })
const owl = { ...evidence('owl', [0, 0, 0, 0.5, 0, 0, 0, 0.5]), regionShare: shares[1]! }

describe('presenceAndBleed', () => {
  it('divides the evidence for a concept between its region, other regions and the background', () => {
    const [presence, other] = presenceAndBleed([fox([0.25, 0.5, 0.25, 1, 0, 0, 0, 0]), owl], grid)
    expect(presence).toEqual({
      conceptId: 'fox',
      presence: 0.5,
      found: true,
      peakCell: { y: 0, x: 3 },
      overlap: expect.closeTo(0.5 / 1.5, 12),
      bleed: 0.5,
      region: {
        presence: 0.25,
        inside: 0.375,
        bleed: 0.5,
        background: 0.125,
        bleedInto: [{ conceptId: 'owl', share: 0.5 }],
        area: 0.5,
      },
    })
    expect(other!.region).toMatchObject({ presence: 0.25, inside: 1, bleed: 0, background: 0, area: 0.25 })
  })

  it('even evidence lies inside by the area of the region', () => {
    const even = new Float64Array(8).fill(0.5)
    for (const { region } of presenceAndBleed([fox(even), { ...owl, lead: even }], grid)) {
      expect(region!.inside).toBeCloseTo(region!.area, 12)
    }
  })

  it('has bleed by the shares of the evidence, presence by its strength', () => {
    const lead = [0.25, 0.5, 0.25, 1, 0, 0, 0, 0.5]
    const [before] = presenceAndBleed([fox(lead), owl], grid)
    const [after] = presenceAndBleed([fox(lead.map((value) => value / 2)), owl], grid)
    expect(after).toEqual({ ...before, presence: 0.25, region: { ...before!.region, presence: 0.125 } })
  })

  it('what is not found does not bleed', () => {
    const weak = fox([0, 0, 0, 2 * leastPresence.withRegion * 0.99, 0, 0, 0, 0])
    const [presence] = presenceAndBleed([weak, owl], grid)
    expect(presence).toMatchObject({ found: false, bleed: 0, region: { bleed: 1, presence: 0 } })
    const [strong] = presenceAndBleed([fox(weak.lead.map((value) => value * 1.02)), owl], grid)
    expect(strong).toMatchObject({ found: true, bleed: 1 })
  })

  it('without regions bleed is the overlap of what concepts explain, rivals or not', () => {
    const gains = [
      [1, 1, 0, 0, 0, 0, 0, 0],
      [0, 1, 1, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 2, 2],
    ]
    const leads = [[1, 1, 0, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0, 0, 0], gains[2]!]
    const results = presenceAndBleed(
      gains.map((gain, index) => evidence(String(index), leads[index]!, gain)),
      grid,
    )
    expect(results.map(({ bleed }) => bleed)).toEqual([expect.closeTo(1 / 6, 12), expect.closeTo(1 / 6, 12), 0])
    expect(results.map(({ overlap, bleed }) => overlap === bleed)).toEqual([true, true, true])
    expect(results.some((result) => 'region' in result)).toBe(false)
    expect(results[2]).toMatchObject({ presence: 1, peakCell: { y: 1, x: 2 } })
  })

  it('has zeros for a concept alone, and for one without evidence', () => {
    expect(presenceAndBleed([evidence('fox', owl.lead)], grid)[0]).toMatchObject({ overlap: 0, bleed: 0 })
    const [silent] = presenceAndBleed([fox(new Float64Array(8)), owl], grid)
    expect(silent).toMatchObject({ presence: 0, found: false, bleed: 0, overlap: 0 })
    expect(silent!.region).toMatchObject({ presence: 0, inside: 0, bleed: 0, background: 0 })
  })

  it('mirrors with its maps', () => {
    const mirrored = (values: ArrayLike<number>) => Float64Array.from(values, (_, cell) => values[cell ^ 3]!)
    const concepts = [fox([0.25, 0.5, 0.125, 1, 0, 0, 0.0625, 0.5]), owl]
    const [before] = presenceAndBleed(concepts, grid)
    const [after] = presenceAndBleed(
      concepts.map((concept) => ({
        ...concept,
        lead: mirrored(concept.lead),
        gain: mirrored(concept.gain),
        regionShare: mirrored(concept.regionShare),
      })),
      grid,
    )
    expect(after).toEqual({ ...before, peakCell: { y: 0, x: 0 } })
  })
})

describe('mapOverlap', () => {
  it('is 1 for one shape at any strength, 0 for maps apart, and the same both ways', () => {
    expect(mapOverlap([1, 2, 0], [3, 6, 0])).toBeCloseTo(1, 12)
    expect(mapOverlap([1, 0, 0], [0, 5, 5])).toBe(0)
    expect(mapOverlap([1, 2, 4], [4, 1, 1])).toBe(mapOverlap([4, 1, 1], [1, 2, 4]))
    expect(mapOverlap([0, 0], [1, 1])).toBe(0)
  })
})

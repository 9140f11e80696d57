import { describe, expect, it } from 'vitest'
import { attentionOverlap, presenceAndBleed, type ConceptAttention } from './presenceAndBleed.ts'
import { layerRegions } from './regions/layers.ts'

const grid = { height: 2, width: 4 }
const left = Float32Array.of(1, 1, 0, 0, 1, 1, 0, 0)
const right = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1)
const { shares } = layerRegions([left, right], 'z-order', 8)
const fox = (map: number[]): ConceptAttention => ({ conceptId: 'fox', map, regionShare: shares[0]! })
const owl: ConceptAttention = { conceptId: 'owl', map: [0, 0, 0, 0.5, 0, 0, 0, 0.5], regionShare: shares[1]! }

describe('presenceAndBleed', () => {
  it('divides the attention of a concept between its region, other regions and the background', () => {
    const [presence, other] = presenceAndBleed([fox([0.25, 0.5, 0.25, 0.5, 0, 0, 0, 0.5]), owl], grid)
    expect(presence).toEqual({
      conceptId: 'fox',
      peak: 0.5,
      peakCell: { y: 0, x: 1 },
      overlap: 0.5 / 1.5,
      bleed: 0.5,
      region: {
        inside: 0.375,
        bleed: 0.5,
        background: 0.125,
        bleedInto: [{ conceptId: 'owl', share: 0.5 }],
        area: 0.5,
        focus: -0.25,
      },
    })
    expect(other!.region).toMatchObject({ inside: 1, bleed: 0, background: 0, area: 0.25, focus: 1 })
  })

  it('even attention has the focus 0, whatever the size of the region', () => {
    for (const { region } of presenceAndBleed(
      [fox(Array<number>(8).fill(0.1)), { ...owl, map: new Float32Array(8).fill(1) }],
      grid,
    )) {
      expect(region!.inside).toBeCloseTo(region!.area, 12)
      expect(region!.focus).toBeCloseTo(0, 12)
    }
  })

  it('does not depend on how strong the attention is, except for the peak', () => {
    const map = [0.25, 0.5, 0.25, 0.5, 0, 0, 0, 0.5]
    const [before] = presenceAndBleed([fox(map), owl], grid)
    const [after] = presenceAndBleed([fox(map.map((value) => value / 4)), owl], grid)
    expect(after).toEqual({ ...before, peak: 0.125 })
  })

  it('looks for the peak in its own region', () => {
    const [presence] = presenceAndBleed([fox([0, 0.1, 0, 0.9, 0, 0, 0, 0]), owl], grid)
    expect(presence).toMatchObject({ peak: expect.closeTo(0.1, 12), peakCell: { y: 0, x: 1 } })
  })

  it('without regions bleed is the overlap with the other concepts', () => {
    const maps = [
      [1, 1, 0, 0, 0, 0, 0, 0],
      [0, 1, 1, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 3, 3],
    ]
    const results = presenceAndBleed(
      maps.map((map, index) => ({ conceptId: String(index), map })),
      grid,
    )
    expect(results.map(({ bleed }) => bleed)).toEqual([expect.closeTo(1 / 6, 12), expect.closeTo(1 / 6, 12), 0])
    expect(results.map(({ overlap, bleed }) => overlap === bleed)).toEqual([true, true, true])
    expect(results.some((result) => 'region' in result)).toBe(false)
    expect(results[2]).toMatchObject({ peak: 3, peakCell: { y: 1, x: 2 } })
  })

  it('has zeros for a concept alone, and for one without attention', () => {
    expect(presenceAndBleed([{ conceptId: 'fox', map: owl.map }], grid)[0]).toMatchObject({ overlap: 0, bleed: 0 })
    const [silent] = presenceAndBleed([fox(Array<number>(8).fill(0)), owl], grid)
    expect(silent).toMatchObject({ peak: 0, bleed: 0, overlap: 0, region: { inside: 0, bleed: 0, background: 0 } })
  })

  it('mirrors with its maps', () => {
    const mirrored = (values: ArrayLike<number>) => Array.from(values, (_, cell) => values[cell ^ 3]!)
    const map = [0.25, 0.5, 0.125, 0.5, 0, 0, 0.0625, 0.5]
    const [before] = presenceAndBleed([fox(map), owl], grid)
    const [after] = presenceAndBleed(
      [fox(map), owl].map((concept) => ({
        ...concept,
        map: mirrored(concept.map),
        regionShare: mirrored(concept.regionShare!),
      })),
      grid,
    )
    expect(after).toEqual({ ...before, peakCell: { y: 0, x: 2 } })
  })
})

describe('attentionOverlap', () => {
  it('is 1 for one shape at any strength, 0 for maps apart, and the same both ways', () => {
    expect(attentionOverlap([1, 2, 0], [3, 6, 0])).toBeCloseTo(1, 12)
    expect(attentionOverlap([1, 0, 0], [0, 5, 5])).toBe(0)
    expect(attentionOverlap([1, 2, 4], [4, 1, 1])).toBe(attentionOverlap([4, 1, 1], [1, 2, 4]))
    expect(attentionOverlap([0, 0], [1, 1])).toBe(0)
  })
})

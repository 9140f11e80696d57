import { describe, expect, it } from 'vitest'
import { EngineError } from '../../errors/engineError.ts'
import { float32 } from '../../tensor/tensor.ts'
import { createTorchGenerator } from '../../tensor/torchRandom.ts'
import { largestDifference } from '../../testing/closeness.ts'
import { featherMask } from '../regions/feather.ts'
import { isEarlyPhase } from './onlinePhase.ts'
import { partitionByCategory, partitionByFrequency } from './partition.ts'
import {
  highFrequencyChanges,
  highFrequencyOfLatents,
  highFrequencyShare,
  largestRadius,
  meanChannel,
  meanEarlyChange,
  radialProfile,
} from './radialProfile.ts'

const raw = { scale: 'raw' } as const
const square = { height: 48, width: 48 }
const noise = (count: number, seed: number) => createTorchGenerator(seed).normal(count)
const latentsOf = (height: number, width: number) => float32([1, 4, height, width], noise(4 * height * width, 3))

describe('radialProfile', () => {
  it('cache invariant 14: a constant map has only radius 0, and a share of 0', () => {
    const profile = radialProfile(new Float64Array(2304).fill(0.7), square, 'raw')
    expect(profile[0]).toBeCloseTo(0.7 * 2304, 8)
    expect(Math.max(...profile.slice(1))).toBeLessThan(1e-9)
    expect(highFrequencyShare(new Float64Array(2304).fill(0.7), square, raw)).toBeCloseTo(0, 12)
    expect(highFrequencyShare(new Float64Array(2304), square, raw)).toBe(0)
  })

  it('shows a wave at its own radius', () => {
    const wave = Float64Array.from({ length: 2304 }, (_, cell) => Math.cos((2 * Math.PI * 7 * (cell % 48)) / 48))
    const profile = radialProfile(wave, square, 'raw')
    expect(profile.indexOf(Math.max(...profile))).toBe(7)
  })

  it('cache invariant 15: contrast does not change the share, and turning the map not the profile', () => {
    const map = Float64Array.from(noise(2304, 1))
    const share = highFrequencyShare(map, square, raw)
    expect(
      highFrequencyShare(
        map.map((value) => 12.5 * value),
        square,
        raw,
      ),
    ).toBeCloseTo(share, 12)
    const turned = map.map((_, cell) => map[(47 - (cell % 48)) * 48 + Math.floor(cell / 48)]!)
    for (const scale of ['raw', 'log'] as const) {
      expect(largestDifference(radialProfile(turned, square, scale), radialProfile(map, square, scale))).toBeLessThan(
        1e-9,
      )
    }
  })

  it('cache invariant 16: the share falls the softer noise is', () => {
    const map = noise(2304, 2)
    const shares = [0, 4, 7, 10, 14].map((width) =>
      highFrequencyShare(featherMask(map, square, width, width), square, raw),
    )
    expect(shares).toEqual([...shares].sort((a, b) => b - a))
    expect(new Set(shares).size).toBe(5)
  })

  it('cache invariant 17: no frequencies are an error, never a comparison with no number', () => {
    expect(() =>
      highFrequencyShare(noise(4096, 1), { height: 64, width: 64 }, { ...raw, from: { radius: 80 } }),
    ).toThrow(EngineError)
    expect(() => highFrequencyShare(noise(4096, 1), { height: 64, width: 64 }, { ...raw, from: 2 })).toThrow(
      /no frequencies from radius 91 on; its largest is 45/,
    )
    for (const [height, width] of [
      [64, 64],
      [1, 1],
      [1, 7],
      [9, 33],
    ] as const) {
      const share = highFrequencyShare(noise(height * width, 1), { height, width }, raw)
      expect(Number.isFinite(share)).toBe(true)
    }
  })

  it('has one frequency at radius 80 of latents of 128 x 96, their corner', () => {
    const grid = { height: 128, width: 96 }
    expect(largestRadius(grid)).toBe(80)
    expect(radialProfile(noise(128 * 96, 1), grid, 'raw')).toHaveLength(81)
    expect(radialProfile(noise(4096, 1), { height: 64, width: 64 }, 'raw')).toHaveLength(46)
  })

  it('measures magnitudes or their logarithm', () => {
    const map = noise(2304, 4)
    expect(highFrequencyShare(map, square, { scale: 'log' })).not.toBeCloseTo(highFrequencyShare(map, square, raw), 2)
    expect(radialProfile(new Float64Array(4), { height: 2, width: 2 }, 'log')[0]).toBeCloseTo(Math.log(1e-8), 12)
  })
})

describe('high frequency of latents', () => {
  it('looks at the mean channel of the first picture', () => {
    const latents = float32([2, 2, 1, 2], Float32Array.of(1, 2, 3, 4, 9, 9, 9, 9))
    expect([...meanChannel(latents).map]).toEqual([2, 3])
    const { map, grid } = meanChannel(latentsOf(24, 16))
    expect(highFrequencyOfLatents(latentsOf(24, 16), raw)).toBe(highFrequencyShare(map, grid, raw))
  })

  it('follows its changes over steps', () => {
    expect(highFrequencyChanges([0.5, 0.75, 0.5])).toEqual([0.25, -0.25])
    expect(meanEarlyChange([0, 1, 3, 3, 3])).toBe(1.5)
    expect(meanEarlyChange([0, 1, 3, 3, 3], 1)).toBe(0.75)
    expect(meanEarlyChange([0, 1])).toBe(1)
  })
})

describe('isEarlyPhase', () => {
  it('cache invariant 18: as released, at 512 x 512 every step but the first is late', () => {
    expect(isEarlyPhase(undefined, 'faithful')).toBe(true)
    expect(isEarlyPhase(latentsOf(64, 64), 'faithful')).toBe(false)
    expect(isEarlyPhase(latentsOf(64, 64), 'faithful', 0)).toBe(false)
  })

  it('fixed sees the noise of early latents at any size; released does so at 1024 x 768', () => {
    expect(isEarlyPhase(latentsOf(64, 64), 'fixed')).toBe(true)
    expect(isEarlyPhase(latentsOf(16, 24), 'fixed')).toBe(true)
    const flat = float32([1, 4, 64, 64], new Float32Array(16384).fill(1))
    expect(isEarlyPhase(flat, 'fixed')).toBe(false)
    const late = isEarlyPhase(latentsOf(128, 96), 'faithful', 0)
    expect(late).toBe(true)
  })
})

describe('partition', () => {
  it('by category, as released: backgrounds are low', () => {
    const partition = partitionByCategory(
      new Map([
        ['auroral', 'background'],
        ['vesper', 'character'],
        ['ink', 'style'],
      ]),
    )
    expect(partition).toEqual({ high: ['vesper', 'ink'], low: ['auroral'] })
  })

  const scores = new Map([
    ['a', 0.1],
    ['b', 0.4],
    ['c', 0.3],
    ['d', 0.2],
  ])

  it('by measurement: from the median on an adapter is high, in the order given', () => {
    expect(partitionByFrequency(scores)).toEqual({ high: ['b', 'c'], low: ['a', 'd'] })
    expect(partitionByFrequency(new Map([...scores].slice(0, 3)))).toEqual({ high: ['b', 'c'], low: ['a'] })
    expect(partitionByFrequency(new Map([['only', -1]]))).toEqual({ high: ['only'], low: [] })
    expect(partitionByFrequency(new Map())).toEqual({ high: [], low: [] })
  })

  it("lets the artist's choice count more than the measurement", () => {
    expect(
      partitionByFrequency(
        scores,
        new Map([
          ['a', 'high'],
          ['b', 'low'],
        ]),
      ),
    ).toEqual({
      high: ['a', 'c'],
      low: ['b', 'd'],
    })
  })

  it('names an adapter whose score is no number', () => {
    expect(() => partitionByFrequency(new Map([['vesper', NaN]]))).toThrow(/'vesper' could not be measured/)
  })
})

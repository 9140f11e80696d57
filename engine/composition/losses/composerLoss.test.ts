import { describe, expect, it } from 'vitest'
import { EngineError } from '../../errors/engineError.ts'
import { largestDifference, relativeL2 } from '../../testing/closeness.ts'
import { numericGradient } from '../../testing/finiteDifferences.ts'
import { composerLoss } from './composerLoss.ts'
import { boxLossRegion, cellsOf, shapeLossRegion, topCount, type LossRegion } from './lossRegion.ts'
import { regionLoss } from './regionLoss.ts'
import { smoothMap, smoothMapTransposed } from './smoothing.ts'
import { composerWeights, strongestCells, tokenLoss } from './tokenLoss.ts'
import { topCells } from './topCells.ts'

const grid = { height: 8, width: 10 }
const canvas = { height: 800, width: 1000 }
const box = { x: 250, y: 160, width: 500, height: 560 }
const region = boxLossRegion(box, canvas, grid, 'faithful')
const map = Float64Array.from(
  { length: 80 },
  (_, cell) => 0.2 * (0.5 + 0.4 * Math.sin(0.5 * Math.floor(cell / 10) + 0.3 * (cell % 10))),
)
const selfAttention = new Float64Array(80 * 80)
for (let query = 0; query < 80; query++) {
  const exponentials = Array.from({ length: 80 }, (_, key) => Math.exp(0.3 * ((query * key) % 7)))
  const total = exponentials.reduce((sum, value) => sum + value)
  selfAttention.set(
    exponentials.map((value) => value / total),
    query * 80,
  )
}
const shape = shapeLossRegion(
  Float32Array.from({ length: 80 }, (_, cell) => {
    const [y, x] = [Math.floor(cell / 10) - 3.7, (cell % 10) - 4.2]
    return Math.min(1, Math.max(0, 3.3 - Math.hypot(x, y)))
  }),
  grid,
)
const uneven = Float64Array.from({ length: 80 }, (_, cell) => 0.05 + 0.04 * Math.sin(cell * cell * 0.37 + 1))
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0)
const norm = (values: Float64Array) => Math.sqrt(sum(values.map((value) => value * value)))

function failure(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return error
  }
}

describe('tokenLoss', () => {
  it('has the reference values of a box on a grid of 8 x 10', () => {
    expect([...map.slice(0, 3)].map((value) => value.toFixed(6))).toEqual(['0.100000', '0.123642', '0.145171'])
    expect(cellsOf(region)).toEqual([2, 3, 4, 5, 6].flatMap((row) => [3, 4, 5, 6].map((column) => row * 10 + column)))
    expect(topCount(region, 'faithful')).toBe(4)
    const { concept, fillAcross, fillDown, loss, gradient } = tokenLoss(map, region, 'faithful')
    // A plain program of nested loops in double precision has the same ten digits.
    expect(1 - concept / 8).toBeCloseTo(0.1016579699, 10)
    expect(concept).toBeCloseTo(7.186736241, 9)
    expect(fillAcross).toBeCloseTo(0.679991874, 9)
    expect(fillDown).toBeCloseTo(1.1079277513, 9)
    expect(loss).toBeCloseTo(8.9746558663, 9)
    expect(Math.abs(norm(gradient) - 2.45618655)).toBeLessThan(1e-6)
    expect(Math.abs(sum(gradient) + 8.79304914)).toBeLessThan(1e-6)
    expect(new Set(strongestCells(smoothMap(map, grid), region, 4))).toEqual(new Set([34, 35, 24, 44]))
  })

  it.each([
    ['the box of the reference', region, map],
    ['an uneven map in a box', region, uneven],
    ['a free shape', shape, uneven],
    ['the whole grid', boxLossRegion({ x: 0, y: 0, width: 1000, height: 800 }, canvas, grid, 'faithful'), uneven],
  ])('LoRA-Composer invariant 16: the gradient in %s is what finite differences measure', (_, where, at) => {
    const { gradient } = tokenLoss(at, where, 'fixed')
    const measured = numericGradient((changed) => tokenLoss(changed, where, 'fixed').loss, at, 1e-6)
    expect(norm(gradient)).toBeGreaterThan(0.1)
    expect(relativeL2(gradient, measured)).toBeLessThan(1e-6)
  })

  it('LoRA-Composer invariant 6: losses stay within their bounds, whatever the attention', () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = Float64Array.from({ length: 80 }, (_, cell) => (Math.sin(seed * 7.1 + cell * (seed + 1)) + 1) / 2)
      const { concept, fillAcross, fillDown } = tokenLoss(random, region, 'faithful')
      expect(concept).toBeGreaterThanOrEqual(0)
      expect(concept).toBeLessThanOrEqual(8)
      expect(fillAcross).toBeGreaterThanOrEqual(0)
      expect(fillAcross).toBeLessThanOrEqual((2 * 4) / 10)
      expect(fillDown).toBeGreaterThanOrEqual(0)
      expect(fillDown).toBeLessThanOrEqual((2 * 5) / 8)
    }
    const none = tokenLoss(new Float64Array(80), region, 'faithful')
    expect(none.concept).toBe(8)
    expect(none.fillAcross).toBeCloseTo(0.8, 12)
    expect(none.fillDown).toBeCloseTo(1.25, 12)
  })

  it('LoRA-Composer invariant 6: full attention leaves 8 · (1 - the mean of the largest centre weights)', () => {
    const full = tokenLoss(new Float64Array(80).fill(1), region, 'faithful')
    const weights = [...region.centreWeights].sort((a, b) => b - a).slice(0, 4)
    expect(full.concept).toBeCloseTo(8 * (1 - sum(weights) / 4), 12)
    expect(full.concept).toBeGreaterThan(0)
    expect(full.fillAcross + full.fillDown).toBeCloseTo(0, 12)
  })

  it('LoRA-Composer invariant 6: more attention on the strongest cells lowers the concept loss', () => {
    const cells = strongestCells(smoothMap(map, grid), region, 4)
    const raised = map.map((value, cell) => (cells.includes(cell) ? value + 0.01 : value))
    expect(tokenLoss(raised, region, 'faithful').concept).toBeLessThan(tokenLoss(map, region, 'faithful').concept)
  })

  it('no attention lies above 1 or below 0, but if it did no loss would reward it', () => {
    const above = tokenLoss(new Float64Array(80).fill(1.5), region, 'faithful', { concept: 8, fill: 0, region: 0 })
    expect(above.concept).toBe(0)
    expect(norm(above.gradient)).toBe(0)
    const below = tokenLoss(new Float64Array(80).fill(-1), region, 'faithful', { concept: 0, fill: 2, region: 0 })
    expect(below.fillAcross).toBeCloseTo(0.8, 12)
    expect(norm(below.gradient)).toBe(0)
  })

  it('LoRA-Composer invariant 7: weights of 0 give no loss and no gradient', () => {
    const { loss, gradient } = tokenLoss(map, region, 'faithful', { concept: 0, fill: 0, region: 0 })
    expect(Math.abs(loss)).toBe(0)
    expect(norm(gradient)).toBe(0)
  })

  it('LoRA-Composer invariant 14: the loss mirrors with its box and its map', () => {
    const mirrored = (values: Float64Array) =>
      Float64Array.from(values, (_, cell) => values[cell - (cell % 10) + 9 - (cell % 10)]!)
    const flipped = boxLossRegion({ ...box, x: 1000 - 750 }, canvas, grid, 'faithful')
    const offCentre = { ...box, x: 120, width: 410 }
    const right = boxLossRegion(offCentre, canvas, grid, 'faithful')
    const left = boxLossRegion({ ...offCentre, x: 1000 - 530 }, canvas, grid, 'faithful')
    expect(cellsOf(right)).not.toEqual(cellsOf(left))
    for (const [one, other] of [
      [region, flipped],
      [right, left],
    ] as const) {
      const before = tokenLoss(uneven, one, 'faithful')
      const after = tokenLoss(mirrored(uneven), other, 'faithful')
      expect(after.loss).toBeCloseTo(before.loss, 12)
      expect(largestDifference(after.gradient, mirrored(before.gradient))).toBeLessThan(1e-12)
    }
  })

  it('faithful breaks on a region below five cells, fixed takes its strongest cell', () => {
    const small = { x: 200, y: 200, width: 200, height: 200 }
    expect(tokenLoss(map, boxLossRegion(small, canvas, grid, 'faithful'), 'faithful').concept).toBeNaN()
    const { concept } = tokenLoss(map, boxLossRegion(small, canvas, grid, 'fixed'), 'fixed')
    expect(concept).toBeGreaterThan(0)
    expect(concept).toBeLessThan(8)
  })

  it('faithful loses a box that fills no cell, fixed never does', () => {
    const tiny = { x: 310, y: 310, width: 30, height: 30 }
    expect(boxLossRegion(tiny, canvas, grid, 'faithful').cellCount).toBe(0)
    expect(boxLossRegion(tiny, canvas, grid, 'fixed').cellCount).toBe(1)
    expect(shapeLossRegion(Float32Array.of(0, 0.2, 0.1, 0), { height: 2, width: 2 }).cellCount).toBe(1)
  })

  it('has the weights of the program and of the paper, in units of the first', () => {
    const units = ({ concept, fill, region: outside }: { concept: number; fill: number; region: number }) => [
      fill / concept,
      outside / concept,
    ]
    expect(units(composerWeights.released)).toEqual([0.25, 1.25])
    expect(units(composerWeights.paper)).toEqual([0.25, 0.8])
  })
})

describe('regionLoss', () => {
  it('has the reference value of a box on a grid of 8 x 10', () => {
    const { loss, pairs } = regionLoss(selfAttention, region, 'faithful')
    expect(loss).toBeCloseTo(0.26361802, 8)
    expect(pairs).toHaveLength(4)
    for (const pair of pairs) {
      expect(region.mask[Math.floor(pair / 80)]).toBe(1)
      expect(region.mask[pair % 80]).toBe(0)
    }
  })

  it('looks at no pair inside the region, nor at queries outside, however strong', () => {
    const pairs = Float64Array.from({ length: 6400 }, (_, pair) => {
      const [query, key] = [region.mask[Math.floor(pair / 80)]!, region.mask[pair % 80]!]
      return query === 1 && key === 0 ? 0.01 : 0.5
    })
    expect(regionLoss(pairs, region, 'faithful').loss).toBeCloseTo(0.1, 12)
  })

  it('LoRA-Composer invariant 6: lies between 0 and 10', () => {
    expect(regionLoss(new Float64Array(6400), region, 'faithful').loss).toBe(0)
    expect(regionLoss(new Float64Array(6400).fill(1), region, 'faithful').loss).toBe(10)
  })

  it('faithful refuses a region without outside, fixed gives it 0', () => {
    const whole = boxLossRegion({ x: 0, y: 0, width: 1000, height: 800 }, canvas, grid, 'faithful')
    expect(failure(() => regionLoss(selfAttention, whole, 'faithful'))).toBeInstanceOf(EngineError)
    expect(regionLoss(selfAttention, whole, 'fixed')).toEqual({ loss: 0, pairs: [], pairGradient: 0 })
  })

  it('faithful breaks on a region below five cells, fixed takes the strongest pair', () => {
    const small = { x: 200, y: 200, width: 200, height: 200 }
    expect(regionLoss(selfAttention, boxLossRegion(small, canvas, grid, 'faithful'), 'faithful').loss).toBeNaN()
    expect(regionLoss(selfAttention, boxLossRegion(small, canvas, grid, 'fixed'), 'fixed').pairs).toHaveLength(1)
  })
})

describe('composerLoss', () => {
  const guided = [{ region, tokenMaps: [map] }]

  it('has the reference value of one token with self-attention', () => {
    expect(composerLoss(guided, selfAttention, 'faithful').loss).toBeCloseTo(8.9746558663 + 0.26361802, 7)
  })

  it('counts a region once and its tokens each', () => {
    const { loss, regions } = composerLoss([{ region, tokenMaps: [map, map] }], selfAttention, 'faithful')
    expect(loss).toBeCloseTo(2 * 8.9746558663 + 0.26361802, 7)
    expect(regions[0]!.tokens).toHaveLength(2)
  })

  it('LoRA-Composer invariant 16: self-attention gets its gradient from the region loss alone, words get none of it', () => {
    const few = { height: 3, width: 4 }
    const corner: LossRegion = boxLossRegion({ x: 0, y: 0, width: 600, height: 600 }, canvas, few, 'fixed')
    const attention = Float64Array.from({ length: 144 }, (_, pair) => (Math.sin(pair * pair) + 1.1) / 30)
    const tokenMaps = [attention.slice(0, 12)]
    const evaluate = (changed: Float64Array) => composerLoss([{ region: corner, tokenMaps }], changed, 'fixed')
    const measured = numericGradient((changed) => evaluate(changed).loss, attention, 1e-6)
    const { selfAttentionGradient, regions } = evaluate(attention)
    expect(norm(selfAttentionGradient!)).toBeGreaterThan(1)
    expect(relativeL2(selfAttentionGradient!, measured)).toBeLessThan(1e-6)
    const without = composerLoss([{ region: corner, tokenMaps }], undefined, 'fixed')
    expect(without.selfAttentionGradient).toBeUndefined()
    expect(without.regions[0]!.tokens[0]!.gradient).toEqual(regions[0]!.tokens[0]!.gradient)
  })

  it('sums the gradients where the pairs of two regions meet', () => {
    const twice = composerLoss([...guided, ...guided], selfAttention, 'faithful')
    const once = composerLoss(guided, selfAttention, 'faithful')
    expect(twice.loss).toBeCloseTo(2 * once.loss, 12)
    expect(twice.selfAttentionGradient).toEqual(once.selfAttentionGradient!.map((value) => 2 * value))
  })
})

describe('smoothing', () => {
  it('has the kernel of the reference', () => {
    const dot = Float64Array.from({ length: 25 }, (_, cell) => +(cell === 12))
    const smoothed = smoothMap(dot, { height: 5, width: 5 })
    expect(smoothed[12]).toBeCloseTo(0.331911, 6)
    expect(smoothed[11]).toBeCloseTo(0.122103, 6)
    expect(smoothed[6]).toBeCloseTo(0.044919, 6)
    expect(smoothed[10]).toBe(0)
  })

  it('reflects at the border, so that a constant map stays as it is', () => {
    for (const value of smoothMap(new Float64Array(12).fill(0.3), { height: 3, width: 4 })) {
      expect(value).toBeCloseTo(0.3, 14)
    }
    const side = smoothMap([1, 0, 0], { height: 1, width: 3 })
    expect(side[0]).toBeCloseTo(1 / (1 + 2 / Math.E), 12)
    expect(smoothMap([0, 0, 1], { height: 1, width: 3 })[2]).toBeCloseTo(1 / (1 + 2 / Math.E), 12)
    expect(smoothMap([0, 1, 0], { height: 1, width: 3 })[0]).toBeCloseTo(2 / Math.E / (1 + 2 / Math.E), 12)
  })

  it.each([
    [8, 10],
    [1, 5],
    [2, 2],
  ])('has its transpose: <smooth(a), b> = <a, transposed(b)> on %d x %d', (height, width) => {
    const a = Float64Array.from({ length: height * width }, (_, cell) => Math.sin(cell * 1.7))
    const b = Float64Array.from({ length: height * width }, (_, cell) => Math.cos(cell * 0.9))
    const left = sum(smoothMap(a, { height, width }).map((value, cell) => value * b[cell]!))
    const right = sum(smoothMapTransposed(b, { height, width }).map((value, cell) => value * a[cell]!))
    expect(left).toBeCloseTo(right, 12)
  })
})

describe('topCells', () => {
  it('finds what sorting finds', () => {
    const values = Array.from({ length: 500 }, (_, index) => Math.round(10 * Math.sin(index * index)))
    const candidates = values.flatMap((_, index) => (index % 3 === 0 ? [] : [index]))
    const sorted = candidates.toSorted((a, b) => values[b]! - values[a]! || a - b)
    for (const count of [0, 1, 7, 100, 333, 1000]) {
      expect(topCells(values, candidates, count)).toEqual(sorted.slice(0, count))
    }
  })
})

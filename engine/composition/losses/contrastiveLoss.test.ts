import { describe, expect, it } from 'vitest'
import { numericGradient } from '../../testing/finiteDifferences.ts'
import { largestDifference, relativeL2 } from '../../testing/closeness.ts'
import { contrastiveLoss, type LabelledMap } from './contrastiveLoss.ts'
import { minMaxEmbedding, minMaxGradient } from './minMaxEmbedding.ts'
import { ntXent, positivePairs } from './ntXent.ts'

const waves = [
  [0.7, 0.2, 0],
  [0.6, 0.3, 0.1],
  [0.1, 0.9, 0.4],
  [0.2, 0.8, 0.5],
  [0.9, 0.1, -0.2],
] as const
const labels = [0, 0, 1, 1, 0]
const maps: LabelledMap[] = waves.map(([a, b, c], index) => ({
  map: Float64Array.from(
    { length: 16 },
    (_, cell) => (Math.sin(a * Math.floor(cell / 4) + b * (cell % 4) + c) + 1.5) / 10,
  ),
  label: labels[index]!,
}))
const faithful = { fidelity: 'faithful' } as const
const fixed = { fidelity: 'fixed' } as const
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0)
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => sum(Array.from(a, (value, cell) => value * b[cell]!))
const norm = (values: Float64Array) => Math.sqrt(dot(values, values))

describe('contrastiveLoss', () => {
  it('has the reference value and gradients of five maps of two concepts', () => {
    const { loss, gradients } = contrastiveLoss(maps, faithful)
    expect(
      Array.from(maps[0]!.map)
        .slice(0, 3)
        .map((value) => value.toFixed(6)),
    ).toEqual(['0.150000', '0.169867', '0.188942'])
    expect(positivePairs(labels)).toHaveLength(8)
    expect(loss).toBeCloseTo(0.9742284, 7)
    expect([...gradients[0]!.slice(0, 4)].map((value) => value.toFixed(6))).toEqual([
      '-0.491920',
      '0.384488',
      '0.266386',
      '-0.044541',
    ])
    const norms = [0.853132, 1.009305, 1.273015, 1.107025, 0.592447]
    for (const [index, gradient] of gradients.entries()) {
      expect(Math.abs(norm(gradient) - norms[index]!)).toBeLessThan(1e-6)
    }
    const embeddings = maps.map(({ map }) => minMaxEmbedding(map, 'faithful'))
    expect(embeddings.map(({ smallestCells }) => smallestCells)).toEqual([[0], [0], [15], [15], [0]])
    expect(embeddings.map(({ largestCells }) => largestCells[0])).toEqual([9, 7, 13, 5, 8])
  })

  it('faithful and fixed agree on ordinary maps; only faithful breaks on a constant one', () => {
    expect(contrastiveLoss(maps, fixed).loss).toBeCloseTo(contrastiveLoss(maps, faithful).loss, 6)
    const withConstant = [...maps, { map: new Float64Array(16).fill(0.01), label: 1 }]
    expect(contrastiveLoss(withConstant, faithful).loss).toBeNaN()
    const { loss, gradients } = contrastiveLoss(withConstant, fixed)
    expect(Number.isFinite(loss)).toBe(true)
    expect(gradients.flatMap((gradient) => [...gradient]).every(Number.isFinite)).toBe(true)
    expect(norm(gradients[5]!)).toBe(0)
  })

  it('CLoRA invariant 8: one concept alone has loss and gradient 0', () => {
    const alone = contrastiveLoss(
      maps.map(({ map }) => ({ map, label: 3 })),
      faithful,
    )
    expect(alone.loss).toBe(0)
    expect(alone.gradients.every((gradient) => norm(gradient) === 0)).toBe(true)
    expect(contrastiveLoss([], faithful)).toEqual({ loss: 0, gradients: [] })
    expect(contrastiveLoss([maps[0]!, maps[2]!], faithful).loss).toBe(0)
  })

  it('CLoRA invariant 9: the order of the maps does not matter', () => {
    const order = [3, 0, 4, 2, 1]
    const before = contrastiveLoss(maps, faithful)
    const after = contrastiveLoss(
      order.map((index) => maps[index]!),
      faithful,
    )
    expect(after.loss).toBeCloseTo(before.loss, 14)
    for (const [place, index] of order.entries()) {
      expect(largestDifference(after.gradients[place]!, before.gradients[index]!)).toBeLessThan(1e-13)
    }
  })

  it('CLoRA invariant 9: brightness and contrast of each map do not matter', () => {
    const changed = maps.map(({ map, label }, index) => ({
      map: Float64Array.from(map, (value) => (index + 0.5) * value + index),
      label,
    }))
    expect(contrastiveLoss(changed, faithful).loss).toBeCloseTo(contrastiveLoss(maps, faithful).loss, 12)
    expect(contrastiveLoss(changed, fixed).loss).toBeCloseTo(contrastiveLoss(maps, fixed).loss, 6)
    const inverted = maps.map(({ map, label }, index) => ({
      map: index === 0 ? Float64Array.from(map, (value) => -value) : map,
      label,
    }))
    expect(contrastiveLoss(inverted, faithful).loss).not.toBeCloseTo(contrastiveLoss(maps, faithful).loss, 3)
  })

  it.each([faithful, fixed])('CLoRA invariant 9: each gradient sums to 0 and is orthogonal to its map, %o', (mode) => {
    for (const [index, gradient] of contrastiveLoss(maps, mode).gradients.entries()) {
      expect(sum(gradient)).toBeCloseTo(0, 12)
      expect(dot(gradient, maps[index]!.map)).toBeCloseTo(0, 12)
    }
  })

  it.each([faithful, fixed])('CLoRA invariant 9: gradients are what finite differences measure, %o', (mode) => {
    const { gradients } = contrastiveLoss(maps, mode)
    for (const [index, gradient] of gradients.entries()) {
      const measured = numericGradient(
        (map) => contrastiveLoss(maps.with(index, { ...maps[index]!, map }), mode).loss,
        maps[index]!.map,
        1e-6,
      )
      expect(relativeL2(gradient, measured)).toBeLessThan(1e-6)
    }
  })

  it('mirrors with its maps', () => {
    const mirrored = (values: ArrayLike<number>) => Float64Array.from(values, (_, cell) => values[cell ^ 3]!)
    const before = contrastiveLoss(maps, faithful)
    const after = contrastiveLoss(
      maps.map(({ map, label }) => ({ map: mirrored(map), label })),
      faithful,
    )
    expect(after.loss).toBeCloseTo(before.loss, 14)
    expect(largestDifference(after.gradients[2]!, mirrored(before.gradients[2]!))).toBeLessThan(1e-13)
  })

  it('a drawing is one more embedding of its concept that attention is drawn to', () => {
    const drawing = { map: Float64Array.from({ length: 16 }, (_, cell) => (cell % 4 < 2 ? 1 : 0)), label: 0 }
    const { loss, gradients } = contrastiveLoss(maps, { ...faithful, drawings: [drawing] })
    const asMap = contrastiveLoss([...maps, drawing], faithful)
    expect(loss).toBeCloseTo(asMap.loss, 7)
    expect(gradients).toHaveLength(5)
    expect(relativeL2(gradients[0]!, asMap.gradients[0]!)).toBeLessThan(1e-6)
    // One step against the gradient brings every map of the concept nearer to the drawing than it was.
    const similarity = (map: ArrayLike<number>) => {
      const { values } = minMaxEmbedding(map, 'faithful')
      return dot(values, drawing.map) / norm(values)
    }
    const moved = Float64Array.from(maps[0]!.map, (value, cell) => value - 1e-4 * gradients[0]![cell]!)
    expect(similarity(moved)).toBeGreaterThan(similarity(maps[0]!.map))
  })

  it('a drawing of the whole canvas breaks nothing', () => {
    const whole = { map: new Float64Array(16).fill(1), label: 0 }
    expect(Number.isFinite(contrastiveLoss(maps, { ...faithful, drawings: [whole] }).loss)).toBe(true)
  })
})

describe('ntXent', () => {
  const unit = (size: number, cell: number) => Float64Array.from({ length: size }, (_, index) => +(index === cell))

  it('knows two concepts of two equal embeddings each, orthogonal to the others', () => {
    const { loss } = ntXent([unit(4, 0), unit(4, 0), unit(4, 1), unit(4, 1)], [0, 0, 1, 1], 0.5)
    expect(loss).toBeCloseTo(0.2395447662, 10)
  })

  it('CLoRA invariant 10: with n negatives of similarity 0 to 1 a pair lies between ln(1 + n/e²) and ln(1 + n e²)', () => {
    const labelled = [0, 0, 1, 1, 1, 1]
    const anchorLoss = (embeddings: Float64Array[]) => ntXent(embeddings, labelled, 0.5).loss
    // Concept 1 has two negatives for each anchor and concept 0 four; all cells equal makes every similarity 1.
    const equal = Array.from({ length: 6 }, () => unit(3, 0))
    expect(anchorLoss(equal)).toBeCloseTo((2 * Math.log(5) + 12 * Math.log(3)) / 14, 12)
    const two = [0, 0, 1, 2, 3, 4]
    const pairLoss = (embeddings: Float64Array[]) => ntXent(embeddings, two, 0.5).loss
    expect(pairLoss(equal)).toBeCloseTo(1.6094, 4)
    const best = [unit(3, 0), unit(3, 0), unit(3, 1), unit(3, 1), unit(3, 1), unit(3, 2)]
    expect(pairLoss(best)).toBeCloseTo(0.43265, 5)
    // The positives are orthogonal, and every negative is like the anchor: true only of one anchor at a time.
    const both = [unit(2, 0), unit(2, 1), ...Array.from({ length: 4 }, () => unit(2, 0))]
    expect(pairLoss(both)).toBeCloseTo((Math.log(1 + 4 * Math.exp(2)) + Math.log(1 + 4)) / 2, 12)
    expect(Math.log(1 + 4 * Math.exp(2))).toBeCloseTo(3.4196, 4)
    for (let seed = 1; seed < 30; seed++) {
      const random = two.map((_, index) =>
        Float64Array.from({ length: 7 }, (_cell, cell) => Math.abs(Math.sin(seed * 3.7 + index * 1.3 + cell * seed))),
      )
      const loss = pairLoss(random)
      expect(loss).toBeGreaterThanOrEqual(Math.log(1 + 4 * Math.exp(-2)))
      expect(loss).toBeLessThanOrEqual(Math.log(1 + 4 * Math.exp(2)))
    }
  })

  it('counts the 24 ordered pairs of two concepts with four tokens each', () => {
    expect(positivePairs([0, 0, 0, 0, 1, 1, 1, 1])).toHaveLength(24)
  })

  it('leaves other positives out of the denominator', () => {
    const third = ntXent([unit(3, 0), unit(3, 0), unit(3, 0), unit(3, 1)], [0, 0, 0, 1], 0.5)
    expect(third.loss).toBeCloseTo(Math.log(1 + Math.exp(-2)), 12)
  })

  it('stays finite at a small temperature', () => {
    const { loss, gradients } = ntXent([unit(2, 0), unit(2, 1), unit(2, 0)], [0, 0, 1], 1e-3)
    expect(loss).toBeCloseTo(500, -1)
    expect(gradients.flatMap((gradient) => [...gradient]).every(Number.isFinite)).toBe(true)
  })
})

describe('minMaxGradient', () => {
  it.each(['faithful', 'fixed'] as const)('is what finite differences measure, for any gradient, %s', (fidelity) => {
    const map = maps[2]!.map
    const weights = Float64Array.from(map, (_, cell) => Math.cos(cell * cell))
    const measured = numericGradient((changed) => dot(minMaxEmbedding(changed, fidelity).values, weights), map, 1e-6)
    expect(relativeL2(minMaxGradient(minMaxEmbedding(map, fidelity), weights), measured)).toBeLessThan(1e-6)
  })

  it('spreads the gradient of a shared minimum evenly', () => {
    const gradient = minMaxGradient(minMaxEmbedding([0, 0, 1, 0.5], 'faithful'), Float64Array.of(0, 0, 0, 1))
    expect([...gradient]).toEqual([-0.25, -0.25, -0.5, 1])
  })
})

import { describe, expect, it } from 'vitest'
import { attentionMasks, fusionWeights, intersectWithDrawing, readingGrid, smoothOverSteps } from './attentionMasks.ts'
import { nearestUpsample } from './resample.ts'

const grid = { height: 4, width: 4 }
const latentGrid = { height: 16, width: 16 }
const map = (a: number, b: number, c: number) =>
  Float32Array.from({ length: 16 }, (_, cell) => (Math.sin(a * Math.floor(cell / 4) + b * (cell % 4) + c) + 1.5) / 10)
const cat = [map(0.7, 0.2, 0), map(0.6, 0.3, 0.1)]
const dog = [map(0.1, 0.9, 0.4)]
const branches = [[], dog, cat]
const ones = new Float32Array(16).fill(1)
const none = new Float32Array(16)
const all = (values: Float32Array, value: number) => values.every((each) => each === value)

describe('attentionMasks', () => {
  it('takes cells above the threshold of the largest, strictly, for each token by itself', () => {
    const loud = Float32Array.of(0.8, 0.4, 0.41, 0)
    const quiet = Float32Array.of(0, 0, 0.001, 0.02)
    const [background, concept] = attentionMasks([[], [loud, quiet]], { height: 1, width: 4 }, { threshold: 0.5 })
    expect([...concept!]).toEqual([1, 0, 1, 1])
    expect([...background!]).toEqual([0, 1, 0, 0])
  })

  it('CLoRA invariant 3: at threshold 1 every mask is empty; at 0 every mask is full, and the background empty', () => {
    const strict = attentionMasks(branches, grid, { threshold: 1 })
    expect(strict.map((mask) => all(mask, 1))).toEqual([true, false, false])
    expect(strict.slice(1).every((mask) => all(mask, 0))).toBe(true)
    const weights = fusionWeights(strict, grid, latentGrid, 'faithful')
    expect(all(weights[0]!, 1)).toBe(true)
    const open = attentionMasks(branches, grid, { threshold: 0 })
    expect(open.map((mask) => (all(mask, 1) ? 1 : all(mask, 0) ? 0 : undefined))).toEqual([0, 1, 1])
    const shared = fusionWeights(open, grid, latentGrid, 'faithful')
    expect(shared.map((weight) => weight[5])).toEqual([0, 0.5, 0.5])
  })

  it.each([0.2, 0.4, 0.6, 0.9])(
    'CLoRA invariant 6: at threshold %d masks are 0 or 1, cover everything, and the background meets no concept',
    (threshold) => {
      const masks = attentionMasks(branches, grid, { threshold })
      for (let cell = 0; cell < 16; cell++) {
        const values = masks.map((mask) => mask[cell]!)
        expect(values.every((value) => value === 0 || value === 1)).toBe(true)
        const concepts = Math.max(...values.slice(1))
        expect(values[0]).toBe(1 - concepts)
      }
      for (const fidelity of ['faithful', 'fixed'] as const) {
        const weights = fusionWeights(masks, grid, latentGrid, fidelity)
        for (let cell = 0; cell < 256; cell++) {
          expect(weights.reduce((sum, weight) => sum + weight[cell]!, 0)).toBeCloseTo(1, 6)
        }
      }
    },
  )

  it('a background with tokens of its own keeps them besides the cells that nobody has', () => {
    const [background] = attentionMasks([dog, cat], grid, { threshold: 0.8 })
    const [own] = attentionMasks([[], dog], grid, { threshold: 0.8 }).slice(1)
    expect(own!.every((value, cell) => value <= background![cell]!)).toBe(true)
  })

  it('applies morphology before the background is filled', () => {
    const speck = Float32Array.from({ length: 16 }, (_, cell) => (cell === 5 ? 1 : 0.01))
    const [background, concept] = attentionMasks([[], [speck]], grid, { threshold: 0.5, morphology: ['opening'] })
    expect(all(concept!, 0)).toBe(true)
    expect(all(background!, 1)).toBe(true)
  })

  it('CLoRA invariant 1: a base branch alone has every cell', () => {
    expect(all(attentionMasks([[]], grid, { threshold: 0.3 })[0]!, 1)).toBe(true)
  })
})

describe('fusionWeights', () => {
  it('CLoRA invariant 5: with one full mask that branch is alone', () => {
    for (const fidelity of ['faithful', 'fixed'] as const) {
      const weights = fusionWeights([none, ones, none], grid, latentGrid, fidelity)
      expect(weights.map((weight) => [all(weight, 0), all(weight, 1)])).toEqual([
        [true, false],
        [false, true],
        [true, false],
      ])
    }
  })

  it('CLoRA invariant 4: full masks everywhere give the plain mean of the branches', () => {
    const weights = fusionWeights([ones, ones, ones, ones], grid, latentGrid, 'faithful')
    expect(weights.every((weight) => all(weight, 0.25))).toBe(true)
  })

  it('CLoRA invariant 13: a doubled branch changes nothing where nobody else has a mask', () => {
    const [background, first, second] = attentionMasks(branches, grid, { threshold: 0.8 }) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ]
    const once = fusionWeights([background, first, second], grid, latentGrid, 'faithful')
    const twice = fusionWeights([background, first, first, second], grid, latentGrid, 'faithful')
    const latentSecond = nearestUpsample(second, grid, latentGrid)
    let compared = 0
    for (const [cell, other] of latentSecond.entries()) {
      if (other > 0) continue
      compared++
      expect(twice[1]![cell]! + twice[2]![cell]!).toBe(once[1]![cell])
    }
    expect(compared).toBeGreaterThan(0)
  })

  it('CLoRA invariant 16: the order of the concepts moves weights with them in faithful mode', () => {
    const masks = attentionMasks(branches, grid, { threshold: 0.5 })
    const swapped = attentionMasks([[], cat, dog], grid, { threshold: 0.5 })
    const [background, first, second] = fusionWeights(masks, grid, latentGrid, 'faithful')
    expect(fusionWeights(swapped, grid, latentGrid, 'faithful')).toEqual([background, second, first])
  })

  it('faithful has hard edges and equal parts; fixed has soft edges and the upper concept on top', () => {
    const left = Float32Array.from({ length: 16 }, (_, cell) => (cell % 4 < 3 ? 1 : 0))
    const right = Float32Array.from({ length: 16 }, (_, cell) => (cell % 4 > 1 ? 1 : 0))
    const faithful = fusionWeights([none, left, right], grid, latentGrid, 'faithful')
    expect(new Set(faithful.flatMap((weight) => [...weight]))).toEqual(new Set([0, 0.5, 1]))
    const fixed = fusionWeights([none, left, right], grid, latentGrid, 'fixed')
    expect(fixed[2]![10]).toBe(1)
    expect(fixed[1]![10]).toBe(0)
    expect(fixed[2]![7]).toBeGreaterThan(0)
    expect(fixed[2]![7]).toBeLessThan(1)
  })
})

describe('reading maps', () => {
  it('CLoRA invariant 14: faithful and fixed agree on squares and differ elsewhere', () => {
    expect(readingGrid(grid, 'faithful')).toEqual(readingGrid(grid, 'fixed'))
    const wide = { height: 2, width: 4 }
    const masks = [Float32Array.of(1, 1, 0, 0, 1, 1, 0, 0), Float32Array.of(0, 0, 1, 1, 0, 0, 1, 1)]
    const latents = { height: 8, width: 16 }
    const read = (fidelity: 'faithful' | 'fixed') =>
      fusionWeights(masks, readingGrid(wide, fidelity), latents, 'faithful')
    expect(read('faithful')).not.toEqual(read('fixed'))
    expect(read('fixed')[0]!.slice(0, 16)).toEqual(Float32Array.from({ length: 16 }, (_, x) => (x < 8 ? 1 : 0)))
  })

  it('cuts attention off that strays from a drawing', () => {
    const drawing = Float32Array.from({ length: 16 }, (_, cell) => (cell === 0 ? 1 : 0))
    expect([...intersectWithDrawing(ones, drawing, grid, 0)].filter(Boolean)).toHaveLength(1)
    expect([...intersectWithDrawing(ones, drawing, grid, 1)].filter(Boolean)).toHaveLength(4)
    expect(all(intersectWithDrawing(none, ones, grid, 1), 0)).toBe(true)
  })

  it('smooths maps over steps', () => {
    expect([...smoothOverSteps(undefined, [1, 2], 0.75)]).toEqual([1, 2])
    expect([...smoothOverSteps([0, 4], [1, 0], 0.75)]).toEqual([0.25, 3])
  })
})

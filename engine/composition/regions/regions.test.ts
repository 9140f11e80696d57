import { describe, expect, it } from 'vitest'
import { boxCellCount, boxCells, boxFractions, boxMask } from './boxCells.ts'
import { boxCentreWeights, shapeCentreWeights } from './centreWeights.ts'
import { distanceToOutside, hardMask } from './distance.ts'
import { gridOfQueries, type Grid } from './grid.ts'
import { layerRegions } from './layers.ts'
import { applyMorphology, closing, dilate, dilateBy, erode, opening } from './morphology.ts'
import { linearUpsample, nearestUpsample } from './resample.ts'

const draw = (...rows: string[]) => ({
  grid: { height: rows.length, width: rows[0]!.length },
  mask: Float32Array.from(rows.join(''), (mark) => (mark === '#' ? 1 : 0)),
})
const drawing = (mask: Float32Array, { height, width }: Grid) =>
  Array.from({ length: height }, (_, y) =>
    [...mask.slice(y * width, (y + 1) * width)].map((value) => (value > 0 ? '#' : '.')).join(''),
  )

describe('boxCells', () => {
  const fractions = { top: 0.2, left: 0.25, bottom: 0.9, right: 0.75 }
  const grid = { height: 8, width: 10 }

  it('takes the cells of the LoRA-Composer reference: ceil to floor, height first', () => {
    expect(boxCells(fractions, grid, 'faithful')).toEqual({ top: 2, left: 3, bottom: 7, right: 7 })
    expect(boxCellCount(boxCells(fractions, grid, 'faithful'))).toBe(20)
  })

  it('faithful loses small boxes, fixed rounds out to at least one cell', () => {
    const small = { top: 0.3, left: 0.3, bottom: 0.35, right: 0.35 }
    const coarse = { height: 8, width: 8 }
    expect(boxCellCount(boxCells(small, coarse, 'faithful'))).toBe(0)
    expect(boxCells(small, coarse, 'fixed')).toEqual({ top: 2, left: 2, bottom: 3, right: 3 })
    expect(boxCells(fractions, grid, 'fixed')).toEqual({ top: 1, left: 2, bottom: 8, right: 8 })
    expect(boxCellCount(boxCells({ top: 1, left: 1, bottom: 1, right: 1 }, grid, 'fixed'))).toBe(1)
  })

  it('both agree on a box that lies on cell borders, rounding errors of fractions aside', () => {
    const box = boxFractions({ x: 3 * 32, y: 32, width: 96, height: 64 }, { height: 256, width: 320 })
    expect(boxCells(box, grid, 'faithful')).toEqual(boxCells(box, grid, 'fixed'))
    const rounded = { top: 0, left: 0.1 + 0.2, bottom: 1, right: 0.7 }
    expect(boxCells(rounded, grid, 'fixed')).toEqual({ top: 0, left: 3, bottom: 8, right: 7 })
    const wide = { height: 1, width: 100 }
    expect(boxCells({ top: 0, left: 0.29, bottom: 1, right: 0.56 }, wide, 'fixed')).toMatchObject({
      left: 29,
      right: 56,
    })
  })

  it('cuts boxes at the canvas', () => {
    expect(boxFractions({ x: -10, y: 50, width: 20, height: 100 }, { height: 100, width: 100 })).toEqual({
      top: 0.5,
      left: 0,
      bottom: 1,
      right: 0.1,
    })
  })

  it('fills the mask of a box', () => {
    const { grid: size, mask } = draw('....', '.##.', '....')
    expect([...boxMask({ top: 1, left: 1, bottom: 2, right: 3 }, size)]).toEqual([...mask])
    expect(boxMask({ top: 1, left: 3, bottom: 2, right: 2 }, size).some((value) => value > 0)).toBe(false)
  })

  it('derives the grid of a layer from its queries', () => {
    expect(gridOfQueries({ height: 768, width: 1024 }, 24 * 32)).toEqual({ height: 24, width: 32 })
    expect(gridOfQueries({ height: 512, width: 1024 }, 128)).toEqual({ height: 8, width: 16 })
  })
})

describe('layerRegions', () => {
  const masks = [Float32Array.of(1, 1, 0, 0.5, 0), Float32Array.of(0, 1, 1, 0.5, 0)]

  it('z-order lets the upper region win, and blends its soft edge with what lies below', () => {
    const { shares, background } = layerRegions(masks, 'z-order', 5)
    expect([...shares[1]!]).toEqual([0, 1, 1, 0.5, 0])
    expect([...shares[0]!]).toEqual([1, 0, 0, 0.25, 0])
    expect([...background]).toEqual([0, 0, 0, 0.25, 1])
  })

  it('average gives each of c hard regions 1 / c, and leaves soft ones alone that do not fill a cell', () => {
    const { shares, background } = layerRegions(masks, 'average', 5)
    expect([...shares[0]!]).toEqual([1, 0.5, 0, 0.5, 0])
    expect([...shares[1]!]).toEqual([0, 0.5, 1, 0.5, 0])
    expect([...background]).toEqual([0, 0, 0, 0, 1])
  })

  it.each(['z-order', 'average'] as const)('%s is a partition of unity for any masks', (overlap) => {
    const soft = [1, 2, 3].map((seed) =>
      Float32Array.from({ length: 100 }, (_, cell) => Math.min(1, Math.max(0, 0.5 + Math.sin(cell * seed + seed)))),
    )
    const { shares, background } = layerRegions(soft, overlap, 100)
    for (let cell = 0; cell < 100; cell++) {
      const parts = [background[cell]!, ...shares.map((share) => share[cell]!)]
      expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(1, 6)
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
    }
  })

  it('average does not depend on the order, z-order does', () => {
    const flipped = masks.toReversed()
    expect(layerRegions(flipped, 'average', 5).shares.toReversed()).toEqual(layerRegions(masks, 'average', 5).shares)
    expect(layerRegions(flipped, 'z-order', 5).shares.toReversed()).not.toEqual(
      layerRegions(masks, 'z-order', 5).shares,
    )
  })

  it('is all background without regions', () => {
    expect([...layerRegions([], 'z-order', 3).background]).toEqual([1, 1, 1])
  })
})

describe('morphology', () => {
  const { grid, mask } = draw('#......', '...##..', '...##.#', '##.##..')

  it('dilates by one cell all around', () => {
    expect(drawing(dilate(mask, grid), grid)).toEqual(['######.', '#######', '#######', '#######'])
    const dot = draw('.....', '..#..', '.....')
    expect(drawing(dilate(dot.mask, dot.grid), dot.grid)).toEqual(['.###.', '.###.', '.###.'])
    expect(drawing(dilateBy(dot.mask, dot.grid, 2), dot.grid)).toEqual(['#####', '#####', '#####'])
    expect(drawing(dilateBy(dot.mask, dot.grid, 0), dot.grid)).toEqual(['.....', '..#..', '.....'])
  })

  it('erodes from edges but not from the border of the grid', () => {
    const corner = draw('###..', '###..', '###..', '.....')
    expect(drawing(erode(corner.mask, corner.grid), corner.grid)).toEqual(['##...', '##...', '.....', '.....'])
    const full = draw('###', '###')
    expect(drawing(erode(full.mask, full.grid), full.grid)).toEqual(['###', '###'])
  })

  it('opening removes specks, closing fills gaps, and both change nothing when repeated', () => {
    const speckled = draw('#......', '..###..', '..###..', '..###..')
    expect(drawing(opening(speckled.mask, speckled.grid), speckled.grid)).toEqual([
      '.......',
      '..###..',
      '..###..',
      '..###..',
    ])
    const gap = draw('##.##', '##.##', '##.##')
    expect(drawing(closing(gap.mask, gap.grid), gap.grid)).toEqual(['#####', '#####', '#####'])
    for (const operation of [opening, closing]) {
      const once = operation(mask, grid)
      expect(operation(once, grid)).toEqual(once)
    }
  })

  it('applies what is wanted in the order of the reference: dilate, erode, opening, closing', () => {
    expect(applyMorphology(mask, grid, ['opening', 'erode', 'dilate'])).toEqual(
      opening(erode(dilate(mask, grid), grid), grid),
    )
    expect(applyMorphology(mask, grid, [])).toEqual(mask)
  })
})

describe('upsampling', () => {
  it('nearest repeats whole cells, also by factors that are not whole', () => {
    expect([...nearestUpsample(Float32Array.of(1, 2), { height: 1, width: 2 }, { height: 2, width: 4 })]).toEqual([
      1, 1, 2, 2, 1, 1, 2, 2,
    ])
    expect([...nearestUpsample(Float32Array.of(1, 2, 3), { height: 1, width: 3 }, { height: 1, width: 5 })]).toEqual([
      1, 1, 2, 2, 3,
    ])
  })

  it('linear rises evenly between centres and stays flat outside', () => {
    expect([...linearUpsample(Float32Array.of(0, 1), { height: 1, width: 2 }, { height: 1, width: 8 })]).toEqual([
      0, 0, 0.125, 0.375, 0.625, 0.875, 1, 1,
    ])
    const same = Float32Array.of(1, 2, 3, 4)
    const grid = { height: 2, width: 2 }
    expect(linearUpsample(same, grid, grid)).toEqual(same)
  })
})

describe('distances and centre weights', () => {
  it('finds the nearest outside, which includes what lies beyond the grid', () => {
    const { grid, mask } = draw('.....', '.###.', '.###.', '.###.', '.....')
    expect([...distanceToOutside(mask, grid).slice(5, 20)]).toEqual([0, 1, 1, 1, 0, 0, 1, 2, 1, 0, 0, 1, 1, 1, 0])
    const full = draw('###', '###', '###')
    expect([...distanceToOutside(full.mask, full.grid)]).toEqual([1, 1, 1, 1, 2, 1, 1, 1, 1])
  })

  it('finds what a search over all cells finds', () => {
    const grid = { height: 9, width: 12 }
    const mask = Float32Array.from({ length: 108 }, (_, cell) => (Math.sin(cell * cell) > -0.8 ? 1 : 0))
    const expected = Array.from(mask, (value, cell) => {
      if (value === 0) return 0
      let nearest = Infinity
      for (let y = -1; y <= 9; y++) {
        for (let x = -1; x <= 12; x++) {
          const outside = y < 0 || x < 0 || y >= 9 || x >= 12 || mask[y * 12 + x] === 0
          if (outside) nearest = Math.min(nearest, Math.hypot(x - (cell % 12), y - Math.floor(cell / 12)))
        }
      }
      return nearest
    })
    for (const [cell, distance] of distanceToOutside(mask, grid).entries()) {
      expect(distance).toBeCloseTo(expected[cell]!, 12)
    }
  })

  it('hard masks take more than half of a cell, and the best cell where there is no such one', () => {
    expect([...hardMask(Float32Array.of(0.5, 0.51, 1))]).toEqual([0, 1, 1])
    expect([...hardMask(Float32Array.of(0.1, 0.3, 0.3))]).toEqual([0, 1, 0])
    expect([...hardMask(Float32Array.of(0, 0))]).toEqual([0, 0])
  })

  it('the weight of a box is a Gaussian that ends at its sides, 1 at its centre', () => {
    const weights = boxCentreWeights({ top: 1, left: 1, bottom: 4, right: 4 }, { height: 5, width: 5 })
    expect(weights[2 * 5 + 2]).toBe(1)
    expect(weights[1 * 5 + 2]).toBeCloseTo(Math.exp(-0.5), 12)
    expect(weights[1 * 5 + 1]).toBeCloseTo(Math.exp(-1), 12)
    expect(weights[0]).toBe(0)
  })

  it('the weight of a box of one cell, or of even sides, is still 1 at most', () => {
    expect([...boxCentreWeights({ top: 0, left: 1, bottom: 1, right: 2 }, { height: 1, width: 3 })]).toEqual([0, 1, 0])
    expect(Math.max(...boxCentreWeights({ top: 0, left: 0, bottom: 4, right: 6 }, { height: 4, width: 6 }))).toBe(1)
  })

  it('the weight of a shape is highest where it is deepest, like that of a box', () => {
    const { grid, mask } = draw('.......', '.#####.', '.#####.', '.#####.', '.#####.', '.#####.', '.......')
    const shape = shapeCentreWeights(mask, grid)
    const gaussian = boxCentreWeights({ top: 1, left: 1, bottom: 6, right: 6 }, grid)
    expect(shape.indexOf(1)).toBe(gaussian.indexOf(1))
    expect(shape[8]).toBeCloseTo(Math.exp(-((2 / 3) ** 2)), 12)
    for (const [cell, weight] of shape.entries()) {
      expect(weight > 0).toBe(gaussian[cell]! > 0)
      expect(Math.abs(weight - gaussian[cell]!)).toBeLessThan(0.3)
    }
  })

  it('LoRA-Composer invariant 14: masks and weights mirror with their box, exactly', () => {
    const grid = { height: 7, width: 12 }
    const fractions = { top: 0.1, left: 0.25, bottom: 0.8, right: 0.55 }
    const mirror = (values: Float64Array) =>
      Float64Array.from(values, (_, cell) => values[cell - (cell % 12) + 11 - (cell % 12)]!)
    for (const fidelity of ['faithful', 'fixed'] as const) {
      const box = boxCells(fractions, grid, fidelity)
      const flipped = boxCells({ ...fractions, left: 1 - 0.55, right: 1 - 0.25 }, grid, fidelity)
      expect(flipped).toEqual({ ...box, left: 12 - box.right, right: 12 - box.left })
      expect(boxCentreWeights(flipped, grid)).toEqual(mirror(boxCentreWeights(box, grid)))
      const mask = boxMask(box, grid)
      expect(shapeCentreWeights(boxMask(flipped, grid), grid)).toEqual(mirror(shapeCentreWeights(mask, grid)))
    }
  })
})

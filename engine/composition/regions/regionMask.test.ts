import { describe, expect, it } from 'vitest'
import { EngineError } from '../../errors/engineError.ts'
import type { Region } from '../../protocol/project.ts'
import { rasterizeRegion, regionMask } from './regionMask.ts'
import { warnSmallRegion } from './smallRegion.ts'

const canvas = { height: 256, width: 512 }
const grid = { height: 32, width: 64 }
const guidanceGrid = { height: 8, width: 16 }
const named = { conceptName: 'Vesper' }
const box = (x: number, y: number, width: number, height: number): Region => ({ type: 'box', x, y, width, height })
const painted: Region = { type: 'mask', file: { path: 'masks/vesper.png' } }
const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0)

function failure(action: () => unknown): EngineError {
  try {
    action()
  } catch (error) {
    if (error instanceof EngineError) return error
  }
  throw new Error('no EngineError was thrown')
}

describe('regionMask', () => {
  it('covers the canvas, and boxes by the area of each cell', () => {
    expect(new Set(regionMask({ type: 'canvas' }, grid, canvas, named))).toEqual(new Set([1]))
    const mask = regionMask(box(8, 16, 20, 8), grid, canvas, named)
    expect([...mask.slice(2 * 64, 2 * 64 + 5)]).toEqual([0, 1, 1, 0.5, 0])
    expect(sum(mask)).toBe(2.5)
  })

  it('covers a polygon by area on any grid', () => {
    const triangle: Region = {
      type: 'polygon',
      points: [
        { x: 0, y: 0 },
        { x: 512, y: 0 },
        { x: 0, y: 256 },
      ],
    }
    for (const [height, width] of [
      [32, 64],
      [8, 16],
      [7, 5],
    ] as const) {
      expect(sum(regionMask(triangle, { height, width }, canvas, named))).toBeCloseTo((height * width) / 2, 3)
    }
  })

  it('reads painted masks of any size, stretched over the canvas', () => {
    const maskPixels = { width: 2, height: 1, data: Float32Array.of(0, 0.5) }
    const mask = regionMask(painted, { height: 2, width: 4 }, canvas, { ...named, maskPixels })
    expect([...mask]).toEqual([0, 0, 0.5, 0.5, 0, 0, 0.5, 0.5])
  })

  it('cuts off what lies outside the canvas', () => {
    const mask = regionMask(box(-100, -100, 116, 116), grid, canvas, named)
    expect(sum(mask)).toBe(4)
    expect([mask[0], mask[1], mask[64], mask[65]]).toEqual([1, 1, 1, 1])
  })

  it('lets no region vanish: the cell that it covers most belongs to it fully', () => {
    const speck = regionMask(box(100, 100, 1, 1), guidanceGrid, canvas, named)
    expect(speck[3 * 16 + 3]).toBe(1)
    expect(sum(speck)).toBe(1)
    const line = regionMask(box(100, 0, 2, 256), guidanceGrid, canvas, named)
    expect(sum(line)).toBe(8)
    const acrossBorder = regionMask(box(94, 100, 8, 2), guidanceGrid, canvas, named)
    expect([acrossBorder[3 * 16 + 2], acrossBorder[3 * 16 + 3]]).toEqual([Math.fround(1 / 3), 1])
  })

  it('keeps weak paint weak, and lets no speck of it vanish', () => {
    const data = new Float32Array(512 * 256)
    data[100 * 512 + 100] = 0.25
    const speck = regionMask(painted, guidanceGrid, canvas, {
      ...named,
      maskPixels: { width: 512, height: 256, data },
    })
    expect(speck[3 * 16 + 3]).toBe(0.25)
    data.fill(0.25)
    const wash = regionMask(painted, guidanceGrid, canvas, { ...named, maskPixels: { width: 512, height: 256, data } })
    expect(new Set(wash)).toEqual(new Set([0.25]))
  })

  it('names the concept and the reason where nothing is left', () => {
    const outside = failure(() => regionMask(box(600, 0, 50, 50), grid, canvas, named))
    expect(outside).toMatchObject({ code: 'setting-invalid' })
    expect(outside.message).toBe("The region of the concept 'Vesper' lies outside the canvas of 512 x 256 pixels.")
    const maskPixels = { width: 2, height: 2, data: new Float32Array(4) }
    const black = failure(() => regionMask(painted, grid, canvas, { ...named, maskPixels }))
    expect(black.message).toMatch(/'masks\/vesper\.png' of the concept 'Vesper' is black/)
    const flat: Region = {
      type: 'polygon',
      points: [
        { x: 1, y: 1 },
        { x: 9, y: 9 },
        { x: 5, y: 5 },
      ],
    }
    expect(failure(() => regionMask(flat, grid, canvas, named)).message).toMatch(/covers nothing/)
    expect(sum(rasterizeRegion(box(0, 256, 50, 50), grid, canvas))).toBe(0)
  })
})

describe('feather', () => {
  const pixels = { height: 64, width: 128 }
  const feathered = (region: Region, feather: number) => regionMask(region, pixels, pixels, { ...named, feather })
  const row = (mask: Float32Array, y: number) => [...mask.slice(y * 128, y * 128 + 128)]

  it('makes an edge exactly as wide as it says, half of it inside', () => {
    const edge = row(feathered(box(0, 0, 64, 64), 24), 32)
    expect(edge[50]).toBe(1)
    expect(edge[53]).toBeLessThan(1)
    expect(edge[63]! + edge[64]!).toBeCloseTo(1, 6)
    expect(edge[63]).toBeGreaterThan(0.5)
    expect(edge[74]).toBeGreaterThan(0)
    expect(edge[77]).toBe(0)
    expect(edge).toEqual([...edge].sort((a, b) => b - a))
  })

  it('does not soften the border of the picture', () => {
    const mask = feathered(box(0, 0, 64, 64), 24)
    expect([mask[0], mask[63 * 128]]).toEqual([1, 1])
    expect(new Set(feathered({ type: 'canvas' }, 40))).toEqual(new Set([1]))
  })

  it('is softer the wider it is, and about as wide along diagonals as along sides', () => {
    const spread = (feather: number) =>
      feathered(box(40, 16, 48, 32), feather).reduce((sum, value) => sum + value * (1 - value), 0)
    expect(spread(16)).toBeGreaterThan(spread(8))
    expect(spread(8)).toBeGreaterThan(spread(0))
    const width = (values: number[]) => values.filter((value) => value > 0.02 && value < 0.98).length
    const diagonal = feathered(
      {
        type: 'polygon',
        points: [
          { x: -64, y: -64 },
          { x: 128, y: 128 },
          { x: -64, y: 128 },
        ],
      },
      24,
    )
    const across = Array.from({ length: 40 }, (_, step) => diagonal[(12 + step) * 128 + (51 - step)]!)
    const straight = width(row(feathered(box(0, 0, 64, 64), 24), 32))
    expect(Math.abs(width(across) * Math.SQRT2 - straight)).toBeLessThan(3)
  })

  it('still fills a cell of a region that is narrower than its edge', () => {
    const mask = regionMask(box(200, 100, 8, 8), guidanceGrid, canvas, { ...named, feather: 100 })
    expect(Math.max(...mask)).toBe(1)
    expect(mask.indexOf(1)).toBe(3 * 16 + 6)
  })
})

describe('warnSmallRegion', () => {
  const warning = (region: Region) =>
    warnSmallRegion(rasterizeRegion(region, guidanceGrid, canvas), guidanceGrid, 'Oak')

  it('warns below three cells of the guidance grid', () => {
    expect(warning(box(0, 0, 96, 32))).toBeUndefined()
    expect(warning(box(0, 0, 64, 32))).toMatch(/'Oak' is as large as 2\.0 cells of the 8 x 16 grid/)
    expect(warning(box(0, 0, 2, 2))).toMatch(/less than 0\.1 cells/)
  })
})

it('gives each caller a soft mask of its own', () => {
  const region = { type: 'box', x: 8, y: 8, width: 24, height: 24 } as const
  const [grid, canvas] = [
    { height: 8, width: 8 },
    { height: 64, width: 64 },
  ]
  const soft = () => regionMask(region, grid, canvas, { conceptName: 'a', feather: 8 })
  const first = soft()
  const before = first.slice()
  first.fill(0)
  expect(soft()).toEqual(before)
})

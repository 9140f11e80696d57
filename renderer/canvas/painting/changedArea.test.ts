import { unmoved } from '../../geometry/placement.ts'
import { describe, expect, it } from 'vitest'
import { emptyMask } from '../../document/mask.ts'
import { beginStroke } from '../../document/stroke.ts'
import { changedArea } from './changedArea.ts'
import type { DrawnRegion, RegionsScene } from './scene.ts'

const place = {
  canvas: { width: 200, height: 200 },
  viewport: { zoom: 2, x: 10, y: 0 },
  stage: { width: 500, height: 400 },
  ratio: 1,
}
const box = { x: 10, y: 20, width: 30, height: 40 }
const region: DrawnRegion = {
  id: 'a',
  name: 'A',
  look: { color: '#dd6f23', pattern: 'dots' },
  shape: { type: 'box', box },
  bounds: box,
  isSelected: false,
  isHovered: false,
  isLocked: false,
  feather: 0,
  mark: undefined,
}
const other: DrawnRegion = { ...region, id: 'b' }
const scene = (...regions: DrawnRegion[]): RegionsScene => ({ ...place, regions, shown: 'filled' })
const wholeStage = { x: 0, y: 0, width: 500, height: 400 }

describe('changedArea', () => {
  it('is the whole stage at first, after a movement of the view, and where regions come or go', () => {
    expect(changedArea(undefined, scene(region), [])).toEqual(wholeStage)
    const zoomed = { ...scene(region), viewport: { zoom: 3, x: 0, y: 0 } }
    expect(changedArea(scene(region), zoomed, [])).toEqual(wholeStage)
    expect(changedArea(scene(region), scene(region, other), [])).toEqual(wholeStage)
    expect(changedArea(scene(region), { ...scene(region), shown: 'faint' }, [])).toEqual(wholeStage)
  })

  it('is nothing where regions are the same, whatever objects they are', () => {
    expect(
      changedArea(scene(region, other), scene({ ...region, shape: { type: 'box', box } }, other), []),
    ).toBeUndefined()
  })

  it('holds the old place and the new one of a region that moves, with their outlines', () => {
    const moved = { ...box, x: 60 }
    const next = { ...region, shape: { type: 'box' as const, box: moved }, bounds: moved }
    expect(changedArea(scene(region, other), scene(next, other), [])).toEqual({ x: 25, y: 35, width: 170, height: 90 })
  })

  it('is what a stroke has touched, and the whole stage when it begins or ends', () => {
    const stroke = beginStroke(
      emptyMask(200, 200),
      { diameter: 9, hardness: 1, opacity: 1, followsPressure: false },
      'paint',
    )
    const stroked: DrawnRegion = {
      ...region,
      shape: { type: 'mask', mask: stroke.mask(), stroke, placed: unmoved },
    }
    const later: DrawnRegion = { ...stroked, shape: { ...stroked.shape } }
    const touched = { x: 1, y: 2, width: 3, height: 4 }
    expect(changedArea(scene(stroked), scene(later), [touched])).toEqual(touched)
    expect(changedArea(scene(region), scene(stroked), [touched])).toEqual(wholeStage)
  })
})

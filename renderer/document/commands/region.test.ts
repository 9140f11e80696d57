import { describe, expect, it } from 'vitest'
import { createProject, type Project } from '../../../engine/protocol/project.ts'
import { stackingOf } from '../regionShape.ts'
import { duplicateConcepts, removeConcepts, setFlag } from './arrange.ts'
import { changeOrder, moveRegions, resizeRegion, setMask, setPolygon } from './region.ts'

const box = (id: string, x: number, order: number, more = {}) => ({
  id,
  name: id,
  order,
  region: { type: 'box' as const, x, y: 10, width: 50, height: 40 },
  ...more,
})
const triangle = [
  { x: 0, y: 0 },
  { x: 10.5, y: 0 },
  { x: 0, y: 20 },
]
const project = createProject({
  model: { path: '.' },
  concepts: [box('a', 0, 0), box('b', 100, 1), box('c', 200, 2), box('locked', 0, 3, { locked: true })],
})
const regionOf = ({ concepts }: Project, id: string) => concepts.find((concept) => concept.id === id)?.region
const stacked = ({ concepts }: Project) => stackingOf(concepts).map(({ id }) => id)

describe('moveRegions', () => {
  it('moves boxes to whole pixels, or freely', () => {
    expect(regionOf(moveRegions(['a'], 3.4, -2.6)(project), 'a')).toMatchObject({ x: 3, y: 7 })
    expect(regionOf(moveRegions(['a'], 3.4, 0, { isFree: true })(project), 'a')).toMatchObject({ x: 3.4, y: 10 })
  })

  it('keeps the form of a polygon whose corners are not whole', () => {
    const drawn = setPolygon('a', triangle, { isFree: true })(project)
    const moved = regionOf(moveRegions(['a'], 5.2, 0)(drawn), 'a')
    expect(moved).toMatchObject({ points: triangle.map(({ x, y }) => ({ x: x + 5, y })) })
  })

  it('leaves locked and hidden concepts and those of the whole canvas, and then gives back the same project', () => {
    const hidden = setFlag(['a'], 'hidden', true)(project)
    expect(moveRegions(['a', 'locked'], 5, 5)(hidden)).toBe(hidden)
    expect(moveRegions(['a'], 0, 0)(project)).toBe(project)
  })
})

describe('resizeRegion', () => {
  it('rounds the sides, and never makes a box thinner than a pixel', () => {
    const resized = resizeRegion('b', { x: 10.4, y: 5.6, width: 0.2, height: 20.2 })(project)
    expect(regionOf(resized, 'b')).toEqual({ type: 'box', x: 10, y: 6, width: 1, height: 20 })
  })

  it('stretches a polygon', () => {
    const drawn = setPolygon('a', triangle)(project)
    const resized = resizeRegion('a', { x: 10, y: 0, width: 22, height: 40 })(drawn)
    expect(regionOf(resized, 'a')).toMatchObject({
      points: [
        { x: 10, y: 0 },
        { x: 32, y: 0 },
        { x: 10, y: 40 },
      ],
    })
  })
})

describe('setMask', () => {
  it('names the mask as the file of the region', () => {
    expect(regionOf(setMask('a', 'mask:1')(project), 'a')).toEqual({ type: 'mask', file: { path: 'mask:1' } })
  })
})

describe('changeOrder', () => {
  it.each([
    ['forward', ['a'], ['b', 'a', 'c', 'locked']],
    ['forward', ['a', 'b'], ['c', 'a', 'b', 'locked']],
    ['backward', ['c'], ['a', 'c', 'b', 'locked']],
    ['front', ['a', 'b'], ['c', 'locked', 'a', 'b']],
    ['back', ['c', 'locked'], ['c', 'locked', 'a', 'b']],
  ] as const)('%s with %j', (change, ids, expected) => {
    expect(stacked(changeOrder(ids, change)(project))).toEqual(expected)
  })

  it('changes nothing at the end of the stack', () => {
    expect(changeOrder(['locked'], 'forward')(project)).toBe(project)
    expect(changeOrder(['a'], 'back')(project)).toBe(project)
  })
})

describe('duplicateConcepts', () => {
  it('lays a copy beside its original, on top, with another name and colour', () => {
    const [copy] = duplicateConcepts(new Map([['a', 'copy']]), 8)(project).concepts.slice(-1)
    expect(copy).toMatchObject({ id: 'copy', name: 'a 2', order: 4, region: { x: 8, y: 18, width: 50, height: 40 } })
    expect(copy?.color).toBeDefined()
  })
})

describe('removeConcepts', () => {
  it('takes concepts away, and changes nothing where there are none', () => {
    expect(stacked(removeConcepts(['a', 'c'])(project))).toEqual(['b', 'locked'])
    expect(removeConcepts(['nobody'])(project)).toBe(project)
  })
})

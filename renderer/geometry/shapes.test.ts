import { describe, expect, it } from 'vitest'
import { containedIn, intersectionOf, keptInside, overlaps, roundedBox, spanned, unionOf } from './box.ts'
import {
  doubledArea,
  isInPolygon,
  polygonBounds,
  stretched,
  withVertexInserted,
  withVertexMoved,
  withVertexRemoved,
} from './polygon.ts'

const square = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 10, y: 10 },
  { x: 0, y: 10 },
]

describe('box', () => {
  it('is spanned by corners in any order', () => {
    expect(spanned({ x: 30, y: 5 }, { x: 10, y: 25 })).toEqual({ x: 10, y: 5, width: 20, height: 20 })
  })

  it('is never thinner than a pixel when it is rounded', () => {
    expect(roundedBox({ x: 1.4, y: 2.6, width: 0.1, height: 3.9 })).toEqual({ x: 1, y: 3, width: 1, height: 4 })
  })

  it('holds a shape whole in its middle, and is filled by its own', () => {
    const box = { x: 10, y: 20, width: 200, height: 100 }
    expect(containedIn(box, { width: 512, height: 512 })).toEqual({ x: 60, y: 20, width: 100, height: 100 })
    expect(containedIn(box, { width: 400, height: 100 })).toEqual({ x: 10, y: 45, width: 200, height: 50 })
    expect(containedIn(box, { width: 1023, height: 512 })).toEqual(box)
  })

  it('has unions and intersections', () => {
    const [a, b] = [
      { x: 0, y: 0, width: 10, height: 10 },
      { x: 5, y: 8, width: 20, height: 4 },
    ]
    expect(unionOf([a, b])).toEqual({ x: 0, y: 0, width: 25, height: 12 })
    expect(intersectionOf(a, b)).toEqual({ x: 5, y: 8, width: 5, height: 2 })
    expect(overlaps(a, { x: 10, y: 0, width: 5, height: 5 })).toBe(false)
    expect(unionOf([])).toBeUndefined()
  })

  it('is pushed inside a canvas', () => {
    const canvas = { width: 100, height: 50 }
    expect(keptInside({ x: 90, y: -5, width: 30, height: 20 }, canvas)).toMatchObject({ x: 70, y: 0 })
    expect(keptInside({ x: -20, y: 0, width: 130, height: 20 }, canvas)).toMatchObject({ x: 0 })
  })
})

describe('polygon', () => {
  it('knows what lies inside, also where it is hollow', () => {
    const hollow = [
      { x: 0, y: 0 },
      { x: 20, y: 0 },
      { x: 10, y: 10 },
      { x: 20, y: 20 },
      { x: 0, y: 20 },
    ]
    expect(isInPolygon(hollow, { x: 5, y: 10 })).toBe(true)
    expect(isInPolygon(hollow, { x: 18, y: 10 })).toBe(false)
    expect(isInPolygon(square, { x: 11, y: 5 })).toBe(false)
  })

  it('changes corner by corner and never falls below a triangle', () => {
    const five = withVertexInserted(square, 3, { x: -5, y: 5 })
    expect(five.at(-1)).toEqual({ x: -5, y: 5 })
    expect(withVertexMoved(five, 0, { x: 1, y: 1 })[0]).toEqual({ x: 1, y: 1 })
    const three = withVertexRemoved(withVertexRemoved(five, 4), 3)
    expect(withVertexRemoved(three, 0)).toBe(three)
  })

  it('is stretched into a box, and has the area of it', () => {
    const to = { x: 5, y: 5, width: 20, height: 40 }
    const larger = stretched(square, polygonBounds(square), to)
    expect(polygonBounds(larger)).toEqual(to)
    expect(Math.abs(doubledArea(larger))).toBe(1600)
  })
})

import { describe, expect, it } from 'vitest'
import { centred, fitViewport, keptInView, largestZoom, nextZoom, toCanvas, toStage, zoomedAt } from './viewport.ts'

const canvas = { width: 400, height: 200 }
const stage = { width: 880, height: 600 }

describe('viewport', () => {
  it('goes to the stage and back', () => {
    const viewport = { zoom: 1.7, x: 31, y: -12 }
    const point = toCanvas(toStage({ x: 12.5, y: 80 }, viewport), viewport)
    expect(point.x).toBeCloseTo(12.5)
    expect(point.y).toBeCloseTo(80)
  })

  it('fits the canvas into the middle, small ones enlarged', () => {
    expect(fitViewport(canvas, stage)).toEqual({ zoom: 2, x: 40, y: 100 })
    expect(fitViewport({ width: 4000, height: 2000 }, stage).zoom).toBe(0.2)
    expect(fitViewport({ width: 8, height: 8 }, stage).zoom).toBe(largestZoom)
    expect(centred(canvas, stage, 1)).toEqual({ zoom: 1, x: 240, y: 200 })
  })

  it('keeps what lies below the pointer while zooming, up to the largest zoom', () => {
    const at = { x: 300, y: 200 }
    const before = toCanvas(at, fitViewport(canvas, stage))
    const zoomed = zoomedAt(fitViewport(canvas, stage), at, 1000)
    expect(zoomed.zoom).toBe(largestZoom)
    expect(toCanvas(at, zoomed)).toEqual(before)
  })

  it('keeps a part of the canvas in sight', () => {
    expect(keptInView({ zoom: 1, x: 9000, y: -9000 }, canvas, stage)).toEqual({ zoom: 1, x: 832, y: -152 })
  })

  it('zooms in steps that lead back', () => {
    expect(nextZoom(1, 1)).toBe(1.25)
    expect(nextZoom(nextZoom(1, 1), -1)).toBe(1)
    expect(nextZoom(0.9, 1)).toBe(1)
    expect(nextZoom(32, 1)).toBe(32)
  })
})

import { describe, expect, it } from 'vitest'
import { emptyMask, maskBounds, maskOf, pixelsOf, resizedMask, type Mask } from './mask.ts'
import { movedMask, movedOnCanvas, wholeMaskBounds } from './movedMask.ts'
import { resampledOnCanvas } from './resampledMask.ts'

/** A rectangle of which no two neighbours are the same. */
function withRectangle(width: number, height: number, x: number, y: number, across: number, down: number): Mask {
  const pixels = new Uint8Array(width * height)
  for (let row = y; row < y + down; row++) {
    for (let column = x; column < x + across; column++)
      pixels[row * width + column] = 1 + ((7 * column + 31 * row) % 255)
  }
  return maskOf(width, height, pixels)
}

/** Lies in two tiles. */
const mask = withRectangle(150, 40, 110, 8, 30, 12)

describe('movedMask', () => {
  it('moves by pixels, and shows nothing of what leaves the canvas', () => {
    expect(maskBounds(movedMask(mask, -100, 4))).toEqual({ x: 10, y: 12, width: 30, height: 12 })
    expect(maskBounds(movedMask(mask, -120, -15))).toEqual({ x: 0, y: 0, width: 20, height: 5 })
    expect(maskBounds(movedMask(mask, -400, 0))).toBeUndefined()
  })

  it.each([
    [-100, 4],
    [20, -15],
    [-400, 900],
  ])('has all of its pixels again when it comes back, in one step or in many: by %i, %i', (dx, dy) => {
    expect(pixelsOf(movedMask(movedMask(mask, dx, dy), -dx, -dy))).toEqual(pixelsOf(mask))
    const inSteps = [movedMask(mask, dx, dy), mask].map((from) => movedMask(movedMask(from, 3, -30), -3, 30))
    expect(pixelsOf(movedMask(inSteps[0]!, -dx, -dy))).toEqual(pixelsOf(mask))
    expect(pixelsOf(inSteps[1]!)).toEqual(pixelsOf(mask))
  })

  it('knows the place of all that moves with it', () => {
    expect(wholeMaskBounds(movedMask(mask, -120, -15))).toEqual({ x: -10, y: -7, width: 30, height: 12 })
    expect(wholeMaskBounds(movedMask(mask, -400, 0))).toEqual({ x: -290, y: 8, width: 30, height: 12 })
    expect(wholeMaskBounds(emptyMask(300, 200))).toBeUndefined()
  })

  it('is stretched with what lies beside the canvas', () => {
    const moved = movedMask(mask, 20, 0)
    const back = resampledOnCanvas(moved, mask, wholeMaskBounds(moved)!, { x: 110, y: 8, width: 30, height: 12 })
    expect(pixelsOf(back)).toEqual(pixelsOf(mask))
  })
})

describe('movedOnCanvas', () => {
  const canvas = { width: 80, height: 40 }
  const coarse = withRectangle(20, 10, 4, 2, 8, 6)

  it('moves by whole pixels of the canvas, on a coarser grid too, and loses nothing on the way back', () => {
    const fine = resizedMask(coarse, 80, 40)
    const { x, y, ...size } = maskBounds(fine)!
    for (const [dx, dy] of [
      [1, 0],
      [-1, 2],
      [3, -5],
    ] as const) {
      const moved = movedOnCanvas(coarse, canvas, dx, dy)
      expect(maskBounds(moved)).toEqual({ x: x + dx, y: y + dy, ...size })
      expect(pixelsOf(movedOnCanvas(moved, canvas, -dx, -dy))).toEqual(pixelsOf(fine))
    }
    const finer = withRectangle(160, 80, 20, 40, 60, 30)
    expect(maskBounds(movedOnCanvas(finer, canvas, 3, -1))).toEqual({ x: 26, y: 38, width: 60, height: 30 })
  })

  it('stays on a coarser grid where it moves by pixels of it, and brings what has left the canvas to a finer one', () => {
    const moved = movedOnCanvas(coarse, canvas, -24, 4)
    expect(maskBounds(moved)).toEqual({ x: 0, y: 3, width: 6, height: 6 })
    expect(pixelsOf(movedOnCanvas(moved, canvas, 24, -4))).toEqual(pixelsOf(coarse))
    const back = movedOnCanvas(movedOnCanvas(moved, canvas, 1, 0), canvas, 23, -4)
    expect(pixelsOf(back)).toEqual(pixelsOf(resizedMask(coarse, 80, 40)))
  })
})

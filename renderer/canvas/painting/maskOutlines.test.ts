import { describe, expect, it } from 'vitest'
import { emptyMask, fullMask, maskOf } from '../../document/mask.ts'
import { shownPart } from './maskOutlines.ts'

const place = {
  canvas: { width: 100, height: 100 },
  viewport: { zoom: 1, x: 0, y: 0 },
  stage: { width: 300, height: 200 },
  ratio: 2,
}
const at = { left: 40, top: 20, scaleX: 2, scaleY: 2, reach: 3 }

/** Painted in the four pixels from (10, 20) to (12, 22). */
function painted() {
  const pixels = new Uint8Array(100 * 100)
  for (const index of [2010, 2011, 2110, 2111]) pixels[index] = 255
  return maskOf(100, 100, pixels)
}

describe('the picture of the outline of a mask', () => {
  it('holds what is painted and the width of the line around it', () => {
    expect(shownPart(painted(), at, place)).toEqual({ x: 17, y: 37, width: 10, height: 10 })
  })

  it('stays the same wherever the mask is moved, so that it need not be drawn anew', () => {
    expect(shownPart(painted(), { ...at, left: -4000, top: 900 }, place)).toEqual(shownPart(painted(), at, place))
  })

  it('is cut to the stage where all of it would be larger than a screen', () => {
    const large = { ...at, scaleX: 30, scaleY: 30 }
    expect(shownPart(fullMask(100, 100), large, place)).toEqual({ x: -3, y: -3, width: 563, height: 383 })
    expect(shownPart(fullMask(100, 100), { ...large, left: 700 }, place)).toBeUndefined()
  })

  it('is none of an empty mask', () => {
    expect(shownPart(emptyMask(100, 100), at, place)).toBeUndefined()
  })
})

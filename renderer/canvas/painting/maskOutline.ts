import { maskBounds, pixelsOf, type Mask } from '../../document/mask.ts'
import { bottom, right } from '../../geometry/box.ts'

/** Half covered: where a mask counts as inside. */
const inside = 128

const known = new WeakMap<Mask, Path2D>()

/** The border of a mask along its pixels, in pixels of the mask. */
export function maskOutline(mask: Mask): Path2D {
  const path = known.get(mask) ?? tracedOutline(mask)
  known.set(mask, path)
  return path
}

function tracedOutline(mask: Mask): Path2D {
  const path = new Path2D()
  for (const [x0, y0, x1, y1] of borderLines(mask)) {
    path.moveTo(x0, y0)
    path.lineTo(x1, y1)
  }
  return path
}

/** Straight pieces of the border between pixels that are inside and those that are not, as `x0 y0 x1 y1`. */
export function borderLines(mask: Mask): [number, number, number, number][] {
  const lines: [number, number, number, number][] = []
  const bounds = maskBounds(mask)
  if (!bounds) return lines
  const { width } = mask
  const pixels = pixelsOf(mask)
  const [left, top, end, last] = [bounds.x, bounds.y, right(bounds), bottom(bounds)]
  /** Where the upright piece at each column began; -1 where there is none. */
  const begun = new Int32Array(end + 1).fill(-1)
  for (let y = top; y <= last; y++) {
    let start = -1
    let before = false
    for (let x = left; x <= end; x++) {
      const isHere = y < last && x < end && pixels[y * width + x]! >= inside
      const isAbove = y > top && x < end && pixels[(y - 1) * width + x]! >= inside
      if (isHere !== isAbove && start < 0) start = x
      if (isHere === isAbove && start >= 0) {
        lines.push([start, y, x, y])
        start = -1
      }
      const column = begun[x]!
      if (isHere !== before && column < 0) begun[x] = y
      if (isHere === before && column >= 0) {
        lines.push([x, column, x, y])
        begun[x] = -1
      }
      before = isHere
    }
  }
  return lines
}

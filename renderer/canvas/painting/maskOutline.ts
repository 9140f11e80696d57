import { pixelsOf, type Mask } from '../../document/mask.ts'

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
  const { width, height } = mask
  const pixels = pixelsOf(mask)
  const isInside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && pixels[y * width + x]! >= inside
  const lines: [number, number, number, number][] = []
  for (let y = 0; y <= height; y++) {
    let start = -1
    for (let x = 0; x <= width; x++) {
      const isBorder = x < width && isInside(x, y - 1) !== isInside(x, y)
      if (isBorder && start < 0) start = x
      if (!isBorder && start >= 0) {
        lines.push([start, y, x, y])
        start = -1
      }
    }
  }
  for (let x = 0; x <= width; x++) {
    let start = -1
    for (let y = 0; y <= height; y++) {
      const isBorder = y < height && isInside(x - 1, y) !== isInside(x, y)
      if (isBorder && start < 0) start = y
      if (!isBorder && start >= 0) {
        lines.push([x, start, x, y])
        start = -1
      }
    }
  }
  return lines
}

import { enlargeMap } from './enlargeMap.ts'
import { assertMap } from './imageMap.ts'
import type { ImageMap } from './imageMap.ts'

/** A straight line in pixels of a picture. */
export type Line = readonly [fromX: number, fromY: number, toX: number, toY: number]

/** Where a mask counts as inside. */
const level = 0.5

interface Point {
  readonly x: number
  readonly y: number
}

/**
 * The border of a mask in short lines over a picture of `width` x `height` pixels, at least `inset` pixels away from
 * the picture's own border: marching squares between the centres of the cells (Lorensen and Cline 1987, in two
 * dimensions), with nothing beyond the picture. A mask on a coarser grid is enlarged first, so that its corners are
 * round instead of cut.
 */
export function* maskBorder(mask: ImageMap, width: number, height: number, inset: number): Generator<Line> {
  assertMap(mask)
  const fine = mask.width < width && mask.height < height ? enlargeMap(mask, width, height) : mask
  const placeX = ({ x }: Point): number => placed((x + 0.5) / fine.width, width, inset)
  const placeY = ({ y }: Point): number => placed((y + 0.5) / fine.height, height, inset)
  for (let y = -1; y < fine.height; y++) {
    for (let x = -1; x < fine.width; x++) {
      if (!isCrossed(fine, x, y)) continue
      for (const [from, to] of squareLines(fine, x, y)) yield [placeX(from), placeY(from), placeX(to), placeY(to)]
    }
  }
}

function placed(share: number, length: number, inset: number): number {
  return Math.min(Math.max(share * length, inset), length - inset)
}

/**
 * Whether some corners of a square are inside and some are not. Nearly all squares end here, so it allocates nothing.
 */
function isCrossed(mask: ImageMap, x: number, y: number): boolean {
  const inside = valueAt(mask, x, y) >= level
  return (
    valueAt(mask, x + 1, y) >= level !== inside ||
    valueAt(mask, x, y + 1) >= level !== inside ||
    valueAt(mask, x + 1, y + 1) >= level !== inside
  )
}

/** The lines through the square whose upper left corner is the centre of a cell. */
function squareLines(mask: ImageMap, x: number, y: number): [Point, Point][] {
  const values = [valueAt(mask, x, y), valueAt(mask, x + 1, y), valueAt(mask, x + 1, y + 1), valueAt(mask, x, y + 1)]
  const inside = values.map((value) => value >= level)
  const corners = [
    { x, y },
    { x: x + 1, y },
    { x: x + 1, y: y + 1 },
    { x, y: y + 1 },
  ]
  /** Where the border crosses the sides, clockwise from the upper one. */
  const crossings = corners.flatMap((corner, side) => {
    const next = (side + 1) % 4
    if (inside[side] === inside[next]) return []
    const t = (level - values[side]!) / (values[next]! - values[side]!)
    return [{ x: corner.x + t * (corners[next]!.x - corner.x), y: corner.y + t * (corners[next]!.y - corner.y) }]
  })
  const [first, second, third, fourth] = crossings
  if (!third || !fourth) return [[first!, second!]]
  // Two corners that face each other are inside: the mean says whether they belong together.
  const together = values.reduce((sum, value) => sum + value, 0) / 4 >= level
  return together === inside[0]
    ? [
        [first!, second!],
        [third, fourth],
      ]
    : [
        [fourth, first!],
        [second!, third],
      ]
}

function valueAt({ width, height, data }: ImageMap, x: number, y: number): number {
  return x >= 0 && y >= 0 && x < width && y < height ? data[y * width + x]! : 0
}

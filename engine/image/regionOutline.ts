import { enlargeMap } from './enlargeMap.ts'
import { assertMap } from './imageMap.ts'
import type { ImageMap } from './imageMap.ts'
import { parseColor } from './okLab.ts'
import { drawShapes } from './paper.ts'
import type { Paper, Rectangle } from './paper.ts'

/** The outline of a region on a picture. */
export interface RegionOutline {
  /** The region's mask over the whole picture, 0 to 1, on any grid. */
  readonly mask: ImageMap
  /** `#rrggbb`; white unless given. */
  readonly color?: string
}

/** Where a mask counts as inside. */
const level = 0.5

interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Draws the outline of a region over the picture that lies in a rectangle: a thin line in its colour with a seam that is
 * dark around light colours and light around dark ones, so that it is seen on every ground. Where the region reaches
 * the border of the picture the line runs along it, inside.
 */
export async function drawOutline(paper: Paper, rectangle: Rectangle, outline: RegionOutline): Promise<void> {
  const { width, height } = rectangle
  const color = outline.color ?? '#ffffff'
  const thickness = lineThickness(rectangle)
  const path = outlinePath(outline.mask, width, height, thickness * 1.25)
  if (path === '') return
  const line = (stroke: string, strokeWidth: number, opacity: number) =>
    `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${strokeWidth}" stroke-opacity="${opacity}"` +
    ' stroke-linecap="round"/>'
  const seam = isLight(color) ? '#000000' : '#ffffff'
  await drawShapes(paper, rectangle, line(seam, thickness * 2.5, 0.7) + line(color, thickness, 1))
}

function lineThickness({ width, height }: Rectangle): number {
  return 1.5 * Math.min(Math.max(Math.min(width, height) / 512, 1), 4)
}

function isLight(color: string): boolean {
  const [red, green, blue] = parseColor(color)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 160
}

/**
 * The border of a mask as SVG path data over a picture of `width` x `height` pixels, at least `inset` pixels away from
 * the picture's own border: marching squares between the centres of the cells (Lorensen and Cline 1987, in two
 * dimensions), with nothing beyond the picture. A mask on a coarser grid is enlarged first, so that its corners are round
 * instead of cut.
 */
export function outlinePath(mask: ImageMap, width: number, height: number, inset: number): string {
  assertMap(mask)
  const fine = mask.width < width && mask.height < height ? enlargeMap(mask, width, height) : mask
  const place = ({ x, y }: Point): string =>
    `${placed((x + 0.5) / fine.width, width, inset)} ${placed((y + 0.5) / fine.height, height, inset)}`
  let path = ''
  for (let y = -1; y < fine.height; y++) {
    for (let x = -1; x < fine.width; x++) {
      if (!isCrossed(fine, x, y)) continue
      for (const [from, to] of squareLines(fine, x, y)) path += `M${place(from)}L${place(to)}`
    }
  }
  return path
}

function placed(share: number, length: number, inset: number): string {
  return Math.min(Math.max(share * length, inset), length - inset).toFixed(2)
}

/** Whether some corners of a square are inside and some are not. Nearly all squares end here, so it allocates nothing. */
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

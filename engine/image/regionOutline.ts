import { maskBorder } from './maskBorder.ts'
import type { Line } from './maskBorder.ts'
import type { ImageMap } from './imageMap.ts'
import { parseColor } from './okLab.ts'
import type { Rgb } from './okLab.ts'
import { blendPixel } from './paper.ts'
import type { Paper, Rectangle } from './paper.ts'

/** The outline of a region on a picture. */
export interface RegionOutline {
  /** The region's mask over the whole picture, 0 to 1, on any grid. */
  readonly mask: ImageMap
  /** `#rrggbb`; white unless given. */
  readonly color?: string
}

/** How wide the seam is in widths of the line, which covers its middle. */
const seamShare = 2.5
const seamOpacity = 0.7

/**
 * Draws the outline of a region over the picture that lies in a rectangle: a thin line in its colour with a seam that
 * is dark around light colours and light around others, so that it is seen on every ground. Where the region reaches
 * the border of the picture the line runs along it, inside.
 */
export function drawOutline(paper: Paper, rectangle: Rectangle, outline: RegionOutline): void {
  const { left, top, width, height } = rectangle
  const color = parseColor(outline.color ?? '#ffffff')
  const seam = isLight(color) ? [0, 0, 0] : [255, 255, 255]
  const lineReach = lineThickness(rectangle) / 2
  const seamReach = lineReach * seamShare
  const distances = nearestLine(maskBorder(outline.mask, width, height, seamReach), width, height, seamReach + 1)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const distance = distances[y * width + x]!
      if (distance === Infinity) continue
      const offset = ((top + y) * paper.width + left + x) * 3
      blendPixel(paper.pixels, offset, seam, seamOpacity * coverage(distance, seamReach))
      blendPixel(paper.pixels, offset, color, coverage(distance, lineReach))
    }
  }
}

/** How much of a pixel lies within reach of a line that its centre is `distance` away from. */
function coverage(distance: number, reach: number): number {
  return Math.min(Math.max(reach - distance + 0.5, 0), 1)
}

/** The distance from the centre of each pixel to the nearest line, `[height, width]`; Infinity beyond `reach`. */
function nearestLine(lines: Iterable<Line>, width: number, height: number, reach: number): Float32Array {
  const distances = new Float32Array(width * height).fill(Infinity)
  for (const line of lines) {
    const [fromX, fromY, toX, toY] = line
    const right = Math.min(width - 1, Math.ceil(Math.max(fromX, toX) + reach))
    const bottom = Math.min(height - 1, Math.ceil(Math.max(fromY, toY) + reach))
    for (let y = Math.max(0, Math.floor(Math.min(fromY, toY) - reach)); y <= bottom; y++) {
      for (let x = Math.max(0, Math.floor(Math.min(fromX, toX) - reach)); x <= right; x++) {
        const distance = distanceTo(line, x + 0.5, y + 0.5)
        if (distance < reach && distance < distances[y * width + x]!) distances[y * width + x] = distance
      }
    }
  }
  return distances
}

function distanceTo([fromX, fromY, toX, toY]: Line, x: number, y: number): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY]
  const squaredLength = alongX * alongX + alongY * alongY
  const share = squaredLength > 0 ? ((x - fromX) * alongX + (y - fromY) * alongY) / squaredLength : 0
  const nearest = Math.min(Math.max(share, 0), 1)
  const [restX, restY] = [x - fromX - nearest * alongX, y - fromY - nearest * alongY]
  return Math.sqrt(restX * restX + restY * restY)
}

function lineThickness({ width, height }: Rectangle): number {
  return 1.5 * Math.min(Math.max(Math.min(width, height) / 512, 1), 4)
}

function isLight([red, green, blue]: Rgb): boolean {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 160
}

import type { Region } from '../../engine/protocol/project.ts'
import type { CanvasPoint, Size } from '../geometry/points.ts'
import { edgesOf } from '../geometry/polygon.ts'
import { emptyMask, fullMask, maskOf, type Mask } from './mask.ts'

/** Lines in a row of pixels that are cut with the outline; along each line coverage is exact. */
const linesPerRow = 8

/** The mask that a region without one would have, with smooth edges and no feather. */
export function rasterizedRegion(region: Exclude<Region, { type: 'mask' }>, canvas: Size): Mask {
  if (region.type === 'canvas') return fullMask(canvas.width, canvas.height)
  return rasterizedPolygon(region.type === 'box' ? cornersOf(region) : region.points, canvas)
}

function cornersOf({ x, y, width, height }: Extract<Region, { type: 'box' }>): CanvasPoint[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
}

/** By the even-odd rule. */
function rasterizedPolygon(points: readonly CanvasPoint[], { width, height }: Size): Mask {
  const edges = edgesOf(points).filter(([a, b]) => a.y !== b.y)
  if (edges.length === 0) return emptyMask(width, height)
  const pixels = new Uint8Array(width * height)
  const coverage = new Float32Array(width)
  for (let row = 0; row < height; row++) {
    coverage.fill(0)
    for (let line = 0; line < linesPerRow; line++) {
      const y = row + (line + 0.5) / linesPerRow
      const crossings = edges
        .filter(([a, b]) => a.y <= y !== b.y <= y)
        .map(([a, b]) => a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x))
        .sort((a, b) => a - b)
      for (let i = 0; i + 1 < crossings.length; i += 2) addSpan(coverage, crossings[i]!, crossings[i + 1]!)
    }
    for (let x = 0; x < width; x++) pixels[row * width + x] = Math.round((coverage[x]! * 255) / linesPerRow)
  }
  return maskOf(width, height, pixels)
}

/** Adds the part of each pixel that lies between two places on a line. */
function addSpan(coverage: Float32Array, from: number, to: number) {
  const start = Math.max(0, from)
  const end = Math.min(coverage.length, to)
  for (let x = Math.floor(start); x < end; x++) {
    coverage[x] = coverage[x]! + Math.max(0, Math.min(end, x + 1) - Math.max(start, x))
  }
}

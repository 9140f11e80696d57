import { bottom, movedBox, right, type Box } from '../geometry/box.ts'
import { placedBox, unmoved } from '../geometry/placement.ts'
import type { Size } from '../geometry/points.ts'
import { maskOf, pixelsOf, type Mask } from './mask.ts'
import { maskOrigin } from './movedMask.ts'

/**
 * Which pixels of a line go into one of its new pixels, and with which part; the parts sum to how much of it is
 * covered.
 */
interface Tap {
  readonly first: number
  readonly parts: readonly number[]
}

/**
 * What lies in `from`, stretched over `to`, both in pixels of the mask; the rest is empty. A triangle of the width of a
 * new pixel, or of an old one where that is wider, is what each new pixel sees.
 */
export function resampledMask(mask: Mask, from: Box, to: Box): Mask {
  const { width, height } = mask
  const columns = tapsOf(width, [from.x, right(from)], [to.x, right(to)])
  const rows = tapsOf(height, [from.y, bottom(from)], [to.y, bottom(to)])
  const source = pixelsOf(mask)
  const lines = new Map<number, Float32Array>()
  function lineOf(y: number): Float32Array {
    const known = lines.get(y)
    if (known) return known
    const line = new Float32Array(width)
    for (const [x, tap] of columns) line[x] = weighted(tap, (index) => source[y * width + index]!)
    lines.set(y, line)
    return line
  }
  const pixels = new Uint8Array(width * height)
  for (const [y, tap] of rows) {
    const seen = tap.parts.map((_, index) => lineOf(tap.first + index))
    for (const x of columns.keys())
      pixels[y * width + x] = Math.round(weighted(tap, (index) => seen[index - tap.first]![x]!))
  }
  return maskOf(width, height, pixels)
}

/**
 * As `resampledMask`, between boxes of a canvas over which the mask is stretched; with what a moved mask has beside the
 * canvas.
 */
export function resampledOnCanvas(mask: Mask, canvas: Size, from: Box, to: Box): Mask {
  const scale = { ...unmoved, scaleX: mask.width / canvas.width, scaleY: mask.height / canvas.height }
  const inMask = (box: Box) => placedBox(box, scale)
  const { whole, dx, dy } = maskOrigin(mask)
  return resampledMask(whole, movedBox(inMask(from), -dx, -dy), inMask(to))
}

function weighted({ first, parts }: Tap, valueOf: (index: number) => number): number {
  let sum = 0
  for (let index = 0; index < parts.length; index++) sum += parts[index]! * valueOf(first + index)
  return sum
}

/** For each pixel of a line that `to` covers, what it takes of the pixels in `from`. */
function tapsOf(length: number, from: readonly [number, number], to: readonly [number, number]): Map<number, Tap> {
  const step = (from[1] - from[0]) / (to[1] - to[0])
  const reach = Math.max(1, step)
  const lowest = Math.max(0, Math.floor(from[0] + 1e-6))
  const highest = Math.min(length, Math.ceil(from[1] - 1e-6)) - 1
  const taps = new Map<number, Tap>()
  for (let index = Math.max(0, Math.floor(to[0])); index < Math.min(length, Math.ceil(to[1])); index++) {
    const covered = Math.min(index + 1, to[1]) - Math.max(index, to[0])
    // at the ends the outermost pixels go on, so that an edge that was full stays full
    const at = Math.min(Math.max(from[0] + (index + 0.5 - to[0]) * step - 0.5, lowest), highest)
    const first = Math.max(lowest, Math.ceil(at - reach + 1e-9))
    const last = Math.min(highest, Math.floor(at + reach - 1e-9))
    const weights = Array.from({ length: last - first + 1 }, (_, tap) => 1 - Math.abs(first + tap - at) / reach)
    const sum = weights.reduce((total, weight) => total + weight, 0)
    taps.set(index, { first, parts: weights.map((weight) => (weight / sum) * covered) })
  }
  return taps
}

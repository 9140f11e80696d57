import type { Canvas } from '../../engine/protocol/project.ts'
import { maskOf, pixelsOf, type Mask } from './mask.ts'

/**
 * A mask of a canvas on another one: its pixels stay where they are from the top left corner; the rest is cut, or
 * empty.
 */
export function maskOnCanvas(mask: Mask, from: Canvas, to: Canvas): Mask {
  const width = Math.max(1, Math.round((mask.width * to.width) / from.width))
  const height = Math.max(1, Math.round((mask.height * to.height) / from.height))
  const source = pixelsOf(mask)
  const pixels = new Uint8Array(width * height)
  const columns = Math.min(width, mask.width)
  for (let row = 0; row < Math.min(height, mask.height); row++) {
    pixels.set(source.subarray(row * mask.width, row * mask.width + columns), row * width)
  }
  return maskOf(width, height, pixels)
}

import { movedBox, type Box } from '../geometry/box.ts'
import type { Size } from '../geometry/points.ts'
import { emptyMask, maskBounds, maskOf, pixelsOf, resizedMask, type Mask } from './mask.ts'

/** What was moved to become a mask, and how far, in pixels of both. */
export interface MaskOrigin {
  /** With what lies beside the canvas now. */
  readonly whole: Mask
  readonly dx: number
  readonly dy: number
}

/** Of moved masks, so that what has left the canvas comes back with them. */
const origins = new WeakMap<Mask, MaskOrigin>()

/** A mask that was painted or stretched is its own origin: it has nothing beside the canvas. */
export function maskOrigin(mask: Mask): MaskOrigin {
  return origins.get(mask) ?? { whole: mask, dx: 0, dy: 0 }
}

/**
 * Moved by whole pixels, which stay what they are. What leaves the canvas is not seen, but comes back when the moved
 * mask is moved back.
 */
export function movedMask(mask: Mask, dx: number, dy: number): Mask {
  const origin = maskOrigin(mask)
  return fromOrigin({ ...origin, dx: origin.dx + dx, dy: origin.dy + dy })
}

/**
 * As `movedMask`, by pixels of a canvas over which the mask is stretched. A mask that is coarser than the canvas
 * becomes as fine, unless it moves by pixels of its own.
 */
export function movedOnCanvas(mask: Mask, canvas: Size, dx: number, dy: number): Mask {
  const { width, height } = mask
  const isOnGrid = (dx * width) % canvas.width === 0 && (dy * height) % canvas.height === 0
  const fine = isOnGrid ? mask : onFinerGrid(mask, Math.max(width, canvas.width), Math.max(height, canvas.height))
  const across = Math.round((dx * fine.width) / canvas.width)
  return movedMask(fine, across, Math.round((dy * fine.height) / canvas.height))
}

/** All that moves with a mask: reaches beyond the canvas where a part has left it; undefined for an empty mask. */
export function wholeMaskBounds(mask: Mask): Box | undefined {
  const { whole, dx, dy } = maskOrigin(mask)
  const bounds = maskBounds(whole)
  return bounds && movedBox(bounds, dx, dy)
}

function onFinerGrid(mask: Mask, width: number, height: number): Mask {
  if (mask.width === width && mask.height === height) return mask
  const { whole, dx, dy } = maskOrigin(mask)
  return fromOrigin({
    whole: resizedMask(whole, width, height),
    dx: Math.round((dx * width) / mask.width),
    dy: Math.round((dy * height) / mask.height),
  })
}

function fromOrigin(origin: MaskOrigin): Mask {
  const { whole, dx, dy } = origin
  if (dx === 0 && dy === 0) return whole
  const moved = shifted(whole, dx, dy)
  origins.set(moved, origin)
  return moved
}

function shifted(mask: Mask, dx: number, dy: number): Mask {
  const { width, height } = mask
  const columns = width - Math.abs(dx)
  if (columns <= 0) return emptyMask(width, height)
  const from = pixelsOf(mask)
  const pixels = new Uint8Array(from.length)
  const left = Math.max(0, -dx)
  for (let y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
    const start = (y - dy) * width + left
    pixels.set(from.subarray(start, start + columns), y * width + Math.max(0, dx))
  }
  return maskOf(width, height, pixels)
}

import { clamp, type CanvasPoint, type Size } from './points.ts'

/** Upright, in canvas pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const right = ({ x, width }: Box): number => x + width
export const bottom = ({ y, height }: Box): number => y + height
export const centreOf = ({ x, y, width, height }: Box): CanvasPoint => ({ x: x + width / 2, y: y + height / 2 })

/** The box that two opposite corners span, whichever they are. */
export function spanned(a: CanvasPoint, b: CanvasPoint): Box {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) }
}

export function containsPoint(box: Box, { x, y }: CanvasPoint): boolean {
  return x >= box.x && x <= right(box) && y >= box.y && y <= bottom(box)
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a)
}

/** The smallest box around all; undefined around nothing. */
export function unionOf(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return { x, y, width: Math.max(...boxes.map(right)) - x, height: Math.max(...boxes.map(bottom)) - y }
}

export function intersectionOf(a: Box, b: Box): Box | undefined {
  if (!overlaps(a, b)) return undefined
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  return { x, y, width: Math.min(right(a), right(b)) - x, height: Math.min(bottom(a), bottom(b)) - y }
}

export function grown(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by }
}

export function movedBox(box: Box, dx: number, dy: number): Box {
  return { ...box, x: box.x + dx, y: box.y + dy }
}

/** Less than this part is a matter of rounding, not of another shape. */
const sameShape = 0.01

/** The largest box of a shape in the middle of another one: all of it, where both have the same shape. */
export function containedIn(box: Box, { width, height }: Size): Box {
  const scale = Math.min(box.width / width, box.height / height)
  const [innerWidth, innerHeight] = [width * scale, height * scale]
  const isAlike = innerWidth > box.width * (1 - sameShape) && innerHeight > box.height * (1 - sameShape)
  if (isAlike) return box
  return {
    x: box.x + (box.width - innerWidth) / 2,
    y: box.y + (box.height - innerHeight) / 2,
    width: innerWidth,
    height: innerHeight,
  }
}

/** On whole pixels, and never thinner than one. */
export function roundedBox(box: Box): Box {
  const x = Math.round(box.x)
  const y = Math.round(box.y)
  return {
    x,
    y,
    width: Math.max(1, Math.round(right(box)) - x),
    height: Math.max(1, Math.round(bottom(box)) - y),
  }
}

/** Moved inside, as far as it fits; where it is larger than the canvas, its top left corner shows. */
export function keptInside(box: Box, canvas: Size): Box {
  return { ...box, x: clamp(box.x, 0, canvas.width - box.width), y: clamp(box.y, 0, canvas.height - box.height) }
}

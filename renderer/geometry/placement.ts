import type { Box } from './box.ts'

/** Where something is put that lay elsewhere: a point of it comes to `point * scale + (dx, dy)`. */
export interface Placement {
  readonly dx: number
  readonly dy: number
  readonly scaleX: number
  readonly scaleY: number
}

export const unmoved: Placement = { dx: 0, dy: 0, scaleX: 1, scaleY: 1 }

/** What brings a box to where another one is. */
export function placementBetween(from: Box, to: Box): Placement {
  const scaleX = to.width / from.width
  const scaleY = to.height / from.height
  return { dx: to.x - from.x * scaleX, dy: to.y - from.y * scaleY, scaleX, scaleY }
}

export function placedBox(box: Box, { dx, dy, scaleX, scaleY }: Placement): Box {
  return { x: box.x * scaleX + dx, y: box.y * scaleY + dy, width: box.width * scaleX, height: box.height * scaleY }
}

export function isSamePlacement(a: Placement, b: Placement): boolean {
  return a.dx === b.dx && a.dy === b.dy && a.scaleX === b.scaleX && a.scaleY === b.scaleY
}

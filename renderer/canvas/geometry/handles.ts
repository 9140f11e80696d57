import { bottom, centreOf, right, type Box } from '../../geometry/box.ts'
import type { CanvasPoint, StagePoint } from '../../geometry/points.ts'
import { toStage, type Viewport } from '../../geometry/viewport.ts'

/** Which sides of a box follow the pointer: -1 the left or upper one, 1 the right or lower one, 0 neither. */
export interface HandleSides {
  readonly x: -1 | 0 | 1
  readonly y: -1 | 0 | 1
}

export type HandleName = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w'

/** Corners before sides: where a box is small they lie over each other. */
export const handles: Readonly<Record<HandleName, HandleSides & { readonly cursor: string }>> = {
  se: { x: 1, y: 1, cursor: 'nwse-resize' },
  nw: { x: -1, y: -1, cursor: 'nwse-resize' },
  ne: { x: 1, y: -1, cursor: 'nesw-resize' },
  sw: { x: -1, y: 1, cursor: 'nesw-resize' },
  e: { x: 1, y: 0, cursor: 'ew-resize' },
  w: { x: -1, y: 0, cursor: 'ew-resize' },
  s: { x: 0, y: 1, cursor: 'ns-resize' },
  n: { x: 0, y: -1, cursor: 'ns-resize' },
}

export const handleNames = Object.keys(handles) as readonly HandleName[]

/** How near the pointer must be, in CSS pixels. */
export const handleReach = 10
/** Sides have handles from this length on, in CSS pixels, so that a small box can still be moved. */
const shortestWithSides = 48

export function handlePoint(box: Box, { x, y }: HandleSides): CanvasPoint {
  const middle = centreOf(box)
  return {
    x: x === 0 ? middle.x : x < 0 ? box.x : right(box),
    y: y === 0 ? middle.y : y < 0 ? box.y : bottom(box),
  }
}

/** The handles that a box shows at a zoom. */
export function shownHandles(box: Box, zoom: number): HandleName[] {
  return handleNames.filter((name) => {
    const { x, y } = handles[name]
    if (x === 0) return box.width * zoom >= shortestWithSides
    return y !== 0 || box.height * zoom >= shortestWithSides
  })
}

/** The handle that lies below the pointer. */
export function handleAt(box: Box, at: StagePoint, viewport: Viewport): HandleName | undefined {
  return shownHandles(box, viewport.zoom).find((name) => isNear(toStage(handlePoint(box, handles[name]), viewport), at))
}

export function isNear(a: StagePoint, b: StagePoint): boolean {
  return Math.abs(a.x - b.x) <= handleReach && Math.abs(a.y - b.y) <= handleReach
}

export interface ResizeOptions {
  readonly keepsProportions: boolean
  readonly fromCentre: boolean
}

/**
 * The box with a handle pulled to a point. Pulled beyond the opposite side it turns over instead of becoming negative.
 */
export function resizedBox(box: Box, { x, y }: HandleSides, to: CanvasPoint, options: ResizeOptions): Box {
  const centre = centreOf(box)
  const across = pulled(box.x, right(box), x, to.x, options.fromCentre ? centre.x : undefined)
  const down = pulled(box.y, bottom(box), y, to.y, options.fromCentre ? centre.y : undefined)
  if (!options.keepsProportions) return { x: across.start, y: down.start, width: across.length, height: down.length }

  const byWidth = across.length / box.width
  const byHeight = down.length / box.height
  const scale = x === 0 ? byHeight : y === 0 ? byWidth : Math.max(byWidth, byHeight)
  const width = box.width * scale
  const height = box.height * scale
  return {
    x: anchored(box.x, right(box), options.fromCentre ? 0 : x, width, to.x),
    y: anchored(box.y, bottom(box), options.fromCentre ? 0 : y, height, to.y),
    width,
    height,
  }
}

function pulled(start: number, end: number, side: -1 | 0 | 1, to: number, centre: number | undefined) {
  if (side === 0) return { start, length: end - start }
  const fixed = centre === undefined ? (side < 0 ? end : start) : 2 * centre - to
  return { start: Math.min(fixed, to), length: Math.abs(to - fixed) }
}

/** Where a length begins whose end away from the handle stays, on the side on which the pointer is. */
function anchored(start: number, end: number, side: -1 | 0 | 1, length: number, to: number): number {
  if (side === 0) return (start + end - length) / 2
  const fixed = side < 0 ? end : start
  return to < fixed ? fixed - length : fixed
}

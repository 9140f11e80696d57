import { bottom, centreOf, right, type Box } from '../../geometry/box.ts'
import type { Size } from '../../geometry/points.ts'

/** Where something snaps to: an upright line at an x, or a level one at a y, in canvas pixels. */
export interface SnapLine {
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly kind: 'edge' | 'centre' | 'third' | 'region'
}

/** How near a line pulls, in CSS pixels. */
export const snapReach = 6

/** The lines of the canvas and of the regions that do not move. */
export function snapLines(canvas: Size, others: readonly Box[]): SnapLine[] {
  const ofCanvas = (axis: 'x' | 'y', length: number): SnapLine[] => [
    { axis, at: 0, kind: 'edge' },
    { axis, at: length, kind: 'edge' },
    { axis, at: length / 2, kind: 'centre' },
    { axis, at: length / 3, kind: 'third' },
    { axis, at: (2 * length) / 3, kind: 'third' },
  ]
  const ofRegion = (box: Box): SnapLine[] => [
    ...[box.x, centreOf(box).x, right(box)].map((at) => ({ axis: 'x', at, kind: 'region' }) as const),
    ...[box.y, centreOf(box).y, bottom(box)].map((at) => ({ axis: 'y', at, kind: 'region' }) as const),
  ]
  return [...ofCanvas('x', canvas.width), ...ofCanvas('y', canvas.height), ...others.flatMap(ofRegion)]
}

export interface Snap {
  /** What to add so that it lies on the line; 0 where no line is near. */
  readonly shift: number
  readonly lines: readonly SnapLine[]
}

const nowhere: Snap = { shift: 0, lines: [] }

/** Snaps places along an axis as one: the nearest pair of a place and a line decides. `reach` in canvas pixels. */
export function snapPlaces(
  lines: readonly SnapLine[],
  axis: 'x' | 'y',
  places: readonly number[],
  reach: number,
): Snap {
  let nearest: number | undefined
  for (const line of lines) {
    if (line.axis !== axis) continue
    for (const place of places) {
      const shift = line.at - place
      if (Math.abs(shift) <= reach && (nearest === undefined || Math.abs(shift) < Math.abs(nearest))) nearest = shift
    }
  }
  if (nearest === undefined) return nowhere
  const shift = nearest
  const isMet = (line: SnapLine) => places.some((place) => Math.abs(place + shift - line.at) < 0.01)
  return { shift, lines: lines.filter((line) => line.axis === axis && isMet(line)) }
}

/** Snaps a box that is moved: its sides and its centre. */
export function snapBox(lines: readonly SnapLine[], box: Box, reach: number): { x: Snap; y: Snap } {
  const centre = centreOf(box)
  return {
    x: snapPlaces(lines, 'x', [box.x, centre.x, right(box)], reach),
    y: snapPlaces(lines, 'y', [box.y, centre.y, bottom(box)], reach),
  }
}

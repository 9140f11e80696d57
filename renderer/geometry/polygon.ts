import type { Box } from './box.ts'
import type { CanvasPoint, StagePoint } from './points.ts'

export type Polygon = readonly CanvasPoint[]

export function polygonBounds(points: Polygon): Box {
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const x = Math.min(...xs)
  const y = Math.min(...ys)
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** Whether a point lies inside by the even-odd rule, as the engine fills polygons. */
export function isInPolygon(points: Polygon, { x, y }: CanvasPoint): boolean {
  let isInside = false
  for (const [a, b] of edgesOf(points)) {
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) isInside = !isInside
  }
  return isInside
}

/** Each side with its ends, the last one back to the first point. */
export function edgesOf(points: Polygon): [CanvasPoint, CanvasPoint][] {
  return points.map((point, index) => [point, points[(index + 1) % points.length]!])
}

export function midpoint(a: CanvasPoint, b: CanvasPoint): CanvasPoint {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

export function distanceBetween<Point extends CanvasPoint | StagePoint>(a: Point, b: NoInfer<Point>): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

export function withVertexMoved(points: Polygon, index: number, to: CanvasPoint): Polygon {
  return points.map((point, other) => (other === index ? to : point))
}

/** A new vertex on the side that begins at `index`. */
export function withVertexInserted(points: Polygon, index: number, at: CanvasPoint): Polygon {
  return points.toSpliced(index + 1, 0, at)
}

/** Without a vertex; unchanged where only a triangle is left. */
export function withVertexRemoved(points: Polygon, index: number): Polygon {
  return points.length > 3 ? points.toSpliced(index, 1) : points
}

/** Stretched from one box to another. */
export function stretched(points: Polygon, from: Box, to: Box): Polygon {
  const scaleX = from.width > 0 ? to.width / from.width : 1
  const scaleY = from.height > 0 ? to.height / from.height : 1
  return points.map(({ x, y }) => ({ x: to.x + (x - from.x) * scaleX, y: to.y + (y - from.y) * scaleY }))
}

export function movedPoints(points: Polygon, dx: number, dy: number): Polygon {
  return points.map(({ x, y }) => ({ x: x + dx, y: y + dy }))
}

/** Twice the area, positive or not: 0 where all points lie on one line. */
export function doubledArea(points: Polygon): number {
  return edgesOf(points).reduce((sum, [a, b]) => sum + a.x * b.y - b.x * a.y, 0)
}

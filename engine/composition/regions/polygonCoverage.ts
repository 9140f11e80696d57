import { cellCount, type Grid } from './grid.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** An edge of an outline with y0 < y1. */
interface Edge {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/**
 * How much of each cell a polygon covers, exactly: `[height, width]`, 0 to 1. Points are in cells. Where the outline
 * crosses itself the even-odd rule decides what is inside. What lies outside the grid is cut off.
 *
 * The polygon is cut into bands at every row border, corner and crossing. Inside a band edges do not meet, so that it
 * consists of trapezoids, and the area of a trapezoid in a cell has a closed form.
 */
export function polygonCoverage(points: readonly Point[], grid: Grid): Float64Array {
  const coverage = new Float64Array(cellCount(grid))
  const edges = edgesOf(points)
  const borders = bandBorders(edges, grid.height)
  for (let band = 0; band + 1 < borders.length; band++) {
    const top = borders[band]!
    const bottom = borders[band + 1]!
    const row = Math.floor((top + bottom) / 2) * grid.width
    const sides = edges
      .filter(({ y0, y1 }) => y0 <= top && y1 >= bottom)
      .map((edge) => ({ from: xAt(edge, top), to: xAt(edge, bottom) }))
      .sort((a, b) => a.from + a.to - (b.from + b.to))
    for (let pair = 0; pair + 1 < sides.length; pair += 2) {
      addTrapezoid(coverage, row, grid.width, sides[pair]!, sides[pair + 1]!, bottom - top)
    }
  }
  // Sums of many slivers may end a rounding error above 1.
  return coverage.map((value) => Math.min(1, Math.max(0, value)))
}

function edgesOf(points: readonly Point[]): Edge[] {
  return points.flatMap((a, index) => {
    const b = points[(index + 1) % points.length]!
    if (a.y === b.y) return []
    return a.y < b.y ? [{ x0: a.x, y0: a.y, x1: b.x, y1: b.y }] : [{ x0: b.x, y0: b.y, x1: a.x, y1: a.y }]
  })
}

function bandBorders(edges: readonly Edge[], height: number): number[] {
  const borders = new Set<number>()
  const add = (y: number) => borders.add(Math.min(height, Math.max(0, y)))
  for (const { y0, y1 } of edges) {
    add(y0)
    add(y1)
  }
  const top = Math.min(...borders)
  const bottom = Math.max(...borders)
  for (let row = Math.ceil(top); row <= bottom; row++) add(row)
  for (const [index, edge] of edges.entries()) {
    for (const other of edges.slice(index + 1)) {
      const y = crossingHeight(edge, other)
      if (y !== undefined) add(y)
    }
  }
  return [...borders].sort((a, b) => a - b)
}

/** The y at which two edges cross, if they do. */
function crossingHeight(a: Edge, b: Edge): number | undefined {
  const top = Math.max(a.y0, b.y0)
  const bottom = Math.min(a.y1, b.y1)
  if (top >= bottom) return undefined
  const before = xAt(a, top) - xAt(b, top)
  const after = xAt(a, bottom) - xAt(b, bottom)
  if (before * after >= 0) return undefined
  return top + ((bottom - top) * before) / (before - after)
}

function xAt({ x0, y0, x1, y1 }: Edge, y: number): number {
  if (y === y1) return x1
  return x0 + ((x1 - x0) * (y - y0)) / (y1 - y0)
}

/** A side of a trapezoid: where it begins at the top and ends at the bottom. */
interface Side {
  readonly from: number
  readonly to: number
}

function addTrapezoid(
  coverage: Float64Array,
  row: number,
  width: number,
  left: Side,
  right: Side,
  height: number,
): void {
  const first = Math.max(0, Math.floor(Math.min(left.from, left.to)))
  const end = Math.min(width, Math.ceil(Math.max(right.from, right.to)))
  for (let column = first; column < end; column++) {
    const untilRight = meanBelow(right, column + 1) - meanBelow(right, column)
    const untilLeft = meanBelow(left, column + 1) - meanBelow(left, column)
    coverage[row + column]! += height * (untilRight - untilLeft)
  }
}

/** The mean of min(x, limit) along a side. */
function meanBelow({ from, to }: Side, limit: number): number {
  const low = Math.min(from, to)
  const high = Math.max(from, to)
  if (high <= limit) return (low + high) / 2
  if (low >= limit) return limit
  const share = (limit - low) / (high - low)
  return (share * (low + limit)) / 2 + (1 - share) * limit
}

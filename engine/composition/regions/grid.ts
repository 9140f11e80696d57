/** The cells over which a map, a mask or a latent is laid; row-major, so that cell (y, x) is number y * width + x. */
export interface Grid {
  readonly height: number
  readonly width: number
}

export function cellCount({ height, width }: Grid): number {
  return height * width
}

/** Computes something once for each grid. */
export function onceForEachGrid<Value>(compute: (grid: Grid) => Value): (grid: Grid) => Value {
  const known = new Map<string, Value>()
  return (grid) => {
    const key = gridName(grid)
    const value = known.get(key) ?? compute(grid)
    known.set(key, value)
    return value
  }
}

/** `"height x width"`, for messages. */
export function gridName({ height, width }: Grid): string {
  return `${height} x ${width}`
}

/**
 * The grid of an attention layer, from its number of queries: one cell per square of d x d pixels, where
 * d = sqrt(height * width / queries).
 */
export function gridOfQueries(canvas: Grid, queryCount: number): Grid {
  const side = Math.sqrt((canvas.height * canvas.width) / queryCount)
  const height = Math.floor(canvas.height / side)
  return { height, width: Math.floor(queryCount / height) }
}

/** The place of the largest value, the first of equal ones; -1 where there is none. A value that is no number wins. */
export function largestCell(values: ArrayLike<number>): number {
  let largest = -1
  for (let cell = 0; cell < values.length; cell++) {
    if (Number.isNaN(values[cell]!)) return cell
    if (largest < 0 || values[cell]! > values[largest]!) largest = cell
  }
  return largest
}

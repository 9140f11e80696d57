/**
 * Where tiles of `tile` cells begin so that they cover `length` cells, neighbours sharing at least `overlap`. The last
 * one ends at the edge.
 */
export function tilePositions(length: number, tile: number, overlap: number): number[] {
  if (length <= tile) return [0]
  const count = Math.ceil((length - overlap) / (tile - overlap))
  return Array.from({ length: count }, (_, index) => Math.round((index * (length - tile)) / (count - 1)))
}

/** The weight of each cell of a tile: a linear ramp over the overlap, but none at the edges of the picture. */
export function tileWeights(length: number, overlap: number, startsAtEdge: boolean, endsAtEdge: boolean): Float32Array {
  return Float32Array.from({ length }, (_, index) => {
    const fromStart = startsAtEdge ? 1 : (index + 1) / (overlap + 1)
    const fromEnd = endsAtEdge ? 1 : (length - index) / (overlap + 1)
    return Math.min(1, fromStart, fromEnd)
  })
}

import type { Fidelity } from '../fidelity.ts'

/** A map stretched to 0…1, with what its gradient needs. */
export interface MinMaxEmbedding {
  readonly values: Float64Array
  /** What the map was divided by. */
  readonly range: number
  readonly smallestCells: readonly number[]
  readonly largestCells: readonly number[]
}

/** Keeps a constant map from dividing 0 by 0; attention spans far more. */
const fixedEpsilon = 1e-8

/**
 * e = (a - min a) / (max a - min a): CLoRA's embedding of an attention map. `faithful` makes a constant map NaN, as the
 * released program does; `fixed` adds 1e-8 to the divisor, so that a constant map becomes zeros.
 */
export function minMaxEmbedding(map: ArrayLike<number>, fidelity: Fidelity): MinMaxEmbedding {
  let smallest = Infinity
  let largest = -Infinity
  const attention = Float64Array.from(map)
  for (const value of attention) {
    smallest = Math.min(smallest, value)
    largest = Math.max(largest, value)
  }
  const range = largest - smallest + (fidelity === 'fixed' ? fixedEpsilon : 0)
  const cells = Array.from({ length: map.length }, (_, cell) => cell)
  return {
    values: attention.map((value) => (value - smallest) / range),
    range,
    smallestCells: cells.filter((cell) => map[cell] === smallest),
    largestCells: cells.filter((cell) => map[cell] === largest),
  }
}

/**
 * The gradient with respect to the map, from that with respect to the embedding. Cells that share the minimum or the
 * maximum share its gradient evenly.
 */
export function minMaxGradient(embedding: MinMaxEmbedding, embeddingGradient: Float64Array): Float64Array {
  const { values, range, smallestCells, largestCells } = embedding
  let sum = 0
  let product = 0
  for (const [cell, gradient] of embeddingGradient.entries()) {
    sum += gradient
    product += gradient * values[cell]!
  }
  const mapGradient = embeddingGradient.map((gradient) => gradient / range)
  for (const cell of smallestCells) mapGradient[cell]! -= (sum - product) / range / smallestCells.length
  for (const cell of largestCells) mapGradient[cell]! -= product / range / largestCells.length
  return mapGradient
}

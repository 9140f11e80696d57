import type { Adapter, AdapterLayer } from './adapter.ts'
import { loadFactors } from './factors.ts'

/**
 * ‖ΔW‖_F of a layer at weight 1, without ΔW itself: ‖s · B A‖² = s² · tr((BᵀB)(AAᵀ)), two products of rank × rank.
 * Errors as `loadFactors`.
 */
export async function layerStrength(adapter: Adapter, layer: AdapterLayer): Promise<number> {
  const { down, up } = await loadFactors(adapter, layer)
  const { rank, scale } = layer
  const [ofRows, ofColumns] = [gramOfRows(down, rank), gramOfColumns(up, rank)]
  const trace = ofRows.reduce((sum, value, index) => sum + value * ofColumns[index]!, 0) // both are symmetric
  return Math.abs(scale) * Math.sqrt(Math.max(0, trace))
}

/** A Aᵀ of `[rank, columns]`. */
function gramOfRows(matrix: Float32Array, rank: number): Float64Array {
  const columns = matrix.length / rank
  const gram = new Float64Array(rank * rank)
  for (let a = 0; a < rank; a++) {
    for (let b = a; b < rank; b++) {
      let sum = 0
      for (let column = 0; column < columns; column++)
        sum += matrix[a * columns + column]! * matrix[b * columns + column]!
      gram[a * rank + b] = sum
      gram[b * rank + a] = sum
    }
  }
  return gram
}

/** BᵀB of `[rows, rank]`. */
function gramOfColumns(matrix: Float32Array, rank: number): Float64Array {
  const gram = new Float64Array(rank * rank)
  for (let row = 0; row < matrix.length; row += rank) {
    for (let a = 0; a < rank; a++) {
      for (let b = 0; b < rank; b++) gram[a * rank + b]! += matrix[row + a]! * matrix[row + b]!
    }
  }
  return gram
}

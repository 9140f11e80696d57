/**
 * Solves `products · weights = answers` for `weights [terms, columns]`, where `products [terms, terms]` is XᵀX and
 * `answers` XᵀY: Gaussian elimination with partial pivoting. A little of the identity is added, so that terms that
 * always go together share their weight instead of having none.
 */
export function solveNormalEquations(
  products: Float64Array,
  answers: Float64Array,
  terms: number,
  columns: number,
): Float64Array {
  const matrix = Float64Array.from(products)
  const right = Float64Array.from(answers)
  const trace = Array.from({ length: terms }, (_, term) => products[term * terms + term]!).reduce((a, b) => a + b, 0)
  for (let term = 0; term < terms; term++) matrix[term * terms + term]! += (ridge * trace) / terms
  for (let pivot = 0; pivot < terms; pivot++) {
    const best = largestRow(matrix, terms, pivot)
    swapRows(matrix, terms, pivot, best)
    swapRows(right, columns, pivot, best)
    for (let row = pivot + 1; row < terms; row++) {
      const factor = matrix[row * terms + pivot]! / matrix[pivot * terms + pivot]!
      for (let column = pivot; column < terms; column++) {
        matrix[row * terms + column]! -= factor * matrix[pivot * terms + column]!
      }
      for (let column = 0; column < columns; column++)
        right[row * columns + column]! -= factor * right[pivot * columns + column]!
    }
  }
  for (let row = terms - 1; row >= 0; row--) {
    for (let column = 0; column < columns; column++) {
      let value = right[row * columns + column]!
      for (let other = row + 1; other < terms; other++)
        value -= matrix[row * terms + other]! * right[other * columns + column]!
      right[row * columns + column] = value / matrix[row * terms + row]!
    }
  }
  return right
}

const ridge = 1e-6

function largestRow(matrix: Float64Array, terms: number, pivot: number): number {
  let best = pivot
  for (let row = pivot + 1; row < terms; row++) {
    if (Math.abs(matrix[row * terms + pivot]!) > Math.abs(matrix[best * terms + pivot]!)) best = row
  }
  return best
}

function swapRows(matrix: Float64Array, length: number, a: number, b: number): void {
  if (a === b) return
  const kept = matrix.slice(a * length, (a + 1) * length)
  matrix.copyWithin(a * length, b * length, (b + 1) * length)
  matrix.set(kept, b * length)
}

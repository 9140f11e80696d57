import { expect, it } from 'vitest'
import { solveNormalEquations } from './leastSquares.ts'

it('finds the weights that made the answers', () => {
  const weights = [
    [0.5, -1],
    [2, 0.25],
    [0, 3],
  ]
  const rows = Array.from({ length: 20 }, (_, row) => [Math.sin(row), Math.cos(2 * row), 1])
  const products = new Float64Array(9)
  const answers = new Float64Array(6)
  for (const row of rows) {
    for (const [a, x] of row.entries()) {
      for (const [b, y] of row.entries()) products[a * 3 + b]! += x * y
      for (const column of [0, 1])
        answers[a * 2 + column]! += x * row.reduce((sum, z, k) => sum + z * weights[k]![column]!, 0)
    }
  }
  for (const [index, weight] of [...solveNormalEquations(products, answers, 3, 2)].entries()) {
    expect(weight).toBeCloseTo(weights.flat()[index]!, 4)
  }
})

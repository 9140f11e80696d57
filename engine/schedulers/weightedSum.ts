import { assert } from '../errors/engineError.ts'

export type WeightedTerm = readonly [weight: number, values: Float32Array]

/** Σ weight · values, element by element, summed in float64 and rounded once. Terms of weight 0 are not read. */
export function weightedSum(terms: readonly WeightedTerm[]): Float32Array {
  const length = terms[0]![1].length
  const sum = new Float64Array(length)
  for (const [weight, values] of terms) {
    assert(values.length === length, `${values.length} values added to ${length}`)
    assert(Number.isFinite(weight), `a weight of ${weight}`)
    if (weight === 0) continue
    for (let i = 0; i < length; i++) sum[i]! += weight * values[i]!
  }
  return new Float32Array(sum)
}

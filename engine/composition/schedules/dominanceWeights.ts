/** How much the dominant adapter and each of the others count; dominant + (count - 1) · other = count. */
export interface DominanceWeights {
  readonly dominant: number
  readonly other: number
}

/** How much more the dominant adapter counts at first, as in CMLoRA's program: count - 0.5. */
export function firstCoefficient(count: number): number {
  return count - 0.5
}

/**
 * The weights of CMLoRA (Zou et al. 2025) for a dominance coefficient d: other = N / (d + N - 1), dominant = d · other.
 * Predictions are averaged with them, so that divided by N they are the shares of a combination. One adapter alone has
 * weight 1.
 */
export function dominanceWeights(count: number, coefficient: number): DominanceWeights {
  if (count === 1) return { dominant: 1, other: 0 }
  const other = count / (coefficient + count - 1)
  return { dominant: coefficient * other, other }
}

/**
 * The coefficient after `changes` of dominance, each of which takes 0.5^j from it, but never below `floor`. `async`
 * counts j from 1, `offline` from 0, as the two programs of CMLoRA do. Without a floor the coefficient falls below 1
 * for few adapters, where the dominant one would become the weakest.
 */
export function decayedCoefficient(
  count: number,
  changes: number,
  indexing: 'async' | 'offline',
  floor = -Infinity,
): number {
  let coefficient = firstCoefficient(count)
  for (let change = 0; change < changes; change++) {
    const exponent = indexing === 'async' ? change + 1 : change
    coefficient = Math.max(floor, coefficient - 0.5 ** exponent)
  }
  return coefficient
}

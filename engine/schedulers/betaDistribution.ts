/**
 * The quantile of the symmetric Beta(shape, shape) distribution: where its distribution function reaches `probability`.
 * Below 1/2 the incomplete beta function is its power series (NIST DLMF 8.17.7), above by symmetry; bisection inverts
 * it. Exact to 1e-12.
 */
export function betaQuantile(probability: number, shape: number): number {
  if (probability === 0.5) return 0.5 // bisection would come out a little below
  if (probability > 0.5) return 1 - betaQuantile(1 - probability, shape)
  const target = probability * 2 * lowerBeta(0.5, shape)
  let low = 0
  let high = 0.5
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2
    if (lowerBeta(middle, shape) < target) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** ∫₀ˣ t^(shape-1) (1-t)^(shape-1) dt for x up to 1/2, where each term is at most half of the one before. */
function lowerBeta(x: number, shape: number): number {
  let sum = 0
  let term = x ** shape
  for (let k = 0; Math.abs(term) > 1e-17; k++) {
    sum += term / (shape + k)
    term *= (x * (k + 1 - shape)) / (k + 1)
  }
  return sum
}

/**
 * Natural logarithm, sine and cosine as float32 vector units compute them: the polynomials of the Cephes library
 * (S. L. Moshier, `logf`, `sinf`, `cosf`) with fused multiply-add. The last bit of each result is that of PyTorch's CPU
 * kernels, which `Math.log` and its kind would not give.
 */

const round = Math.fround
const view = new DataView(new ArrayBuffer(4))

/** a * b + c with one rounding: the product of two float32 is exact in float64. */
const fused = (a: number, b: number, c: number): number => round(a * b + c)

const polynomial = (x: number, coefficients: readonly number[]): number =>
  coefficients.reduce((sum, coefficient) => fused(sum, x, coefficient))

const logCoefficients = [
  7.037683629e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1,
  -2.4999993993e-1, 3.3333331174e-1,
].map(round)
const logTwoLow = round(-2.1219444e-4)
const logTwoHigh = round(0.693359375)
const squareRootOfHalf = round(Math.SQRT1_2)

/** The natural logarithm of a normal, positive float32. */
export function logSingle(value: number): number {
  view.setFloat32(0, value)
  const bits = view.getInt32(0)
  let exponent = (bits >> 23) - 126
  view.setInt32(0, (bits & 0x7fffff) | 0x3f000000)
  let x = view.getFloat32(0) // in [0.5, 1)
  if (x < squareRootOfHalf) {
    exponent -= 1
    x = round(round(x + x) - 1)
  } else {
    x = round(x - 1)
  }
  const square = round(x * x)
  let y = round(polynomial(x, logCoefficients) * x)
  y = fused(y, square, round(exponent * logTwoLow))
  y = fused(square, -0.5, y)
  return fused(exponent, logTwoHigh, round(x + y))
}

const fourOverPi = round(4 / Math.PI)
/** -π/4 in three parts whose products with a small whole number are exact. */
const quarterTurn = [-0.78515625, -2.4187564849853515625e-4, -3.774894977445941e-8].map(round)
const cosineCoefficients = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2].map(round)
const sineCoefficients = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(round)

/** Sine and cosine of a float32 angle in [0, 8192) radians. */
export function sineAndCosineSingle(angle: number): [sine: number, cosine: number] {
  const octant = (Math.trunc(round(angle * fourOverPi)) + 1) & ~1
  let x = angle
  for (const part of quarterTurn) x = fused(octant, part, x)
  const square = round(x * x)

  const cosineTail = round(polynomial(square, cosineCoefficients) * square)
  const cosine = round(fused(cosineTail, square, -0.5 * square) + 1)
  const sine = fused(round(polynomial(square, sineCoefficients) * square), x, x)

  const swapped = (octant & 2) !== 0
  const sineSign = octant & 4 ? -1 : 1
  const cosineSign = (octant + 2) & 4 ? -1 : 1
  return swapped ? [sineSign * cosine, cosineSign * sine] : [sineSign * sine, cosineSign * cosine]
}

import { assert } from '../../errors/engineError.ts'
import { cellCount, type Grid } from '../regions/grid.ts'

/** Complex numbers: real and imaginary parts of equal length. */
export interface ComplexValues {
  readonly real: Float64Array
  readonly imaginary: Float64Array
}

/** Transforms a line in place: X[k] = Σ x[n] e^(-2πi k n / N). */
type Transform = (values: ComplexValues) => void

/** The transform for lines of one length; its tables are made once. */
export function createFourierTransform(length: number): Transform {
  assert(Number.isInteger(length) && length > 0, 'a line has a positive length')
  return (length & (length - 1)) === 0 ? createRadix2(length) : createChirp(length)
}

/** The two-dimensional transform of a real map, `[height, width]`; place (0, 0) is the mean times the count. */
export function fourierTransform2D(map: ArrayLike<number>, { height, width }: Grid): ComplexValues {
  assert(map.length === cellCount({ height, width }), 'the map fills its grid')
  const spectrum = { real: Float64Array.from(map), imaginary: new Float64Array(map.length) }
  transformLines(spectrum, height, width, 1, createFourierTransform(width))
  transformLines(spectrum, width, 1, width, createFourierTransform(height))
  return spectrum
}

/** Transforms `count` lines whose first cells are `next` apart and whose cells are `stride` apart. */
function transformLines(
  { real, imaginary }: ComplexValues,
  count: number,
  next: number,
  stride: number,
  transform: Transform,
): void {
  const length = real.length / count
  const line = { real: new Float64Array(length), imaginary: new Float64Array(length) }
  for (let index = 0; index < count; index++) {
    for (let cell = 0; cell < length; cell++) {
      line.real[cell] = real[index * next + cell * stride]!
      line.imaginary[cell] = imaginary[index * next + cell * stride]!
    }
    transform(line)
    for (let cell = 0; cell < length; cell++) {
      real[index * next + cell * stride] = line.real[cell]!
      imaginary[index * next + cell * stride] = line.imaginary[cell]!
    }
  }
}

/** Cooley and Tukey 1965, for powers of two: cells in bit-reversed order, then butterflies of growing width. */
function createRadix2(length: number): Transform {
  const bits = Math.log2(length)
  const reversed = Uint32Array.from({ length }, (_, cell) => {
    let result = 0
    for (let bit = 0; bit < bits; bit++) result |= ((cell >> bit) & 1) << (bits - 1 - bit)
    return result
  })
  const cosines = Float64Array.from({ length: length / 2 }, (_, cell) => Math.cos((2 * Math.PI * cell) / length))
  const sines = Float64Array.from({ length: length / 2 }, (_, cell) => -Math.sin((2 * Math.PI * cell) / length))
  return ({ real, imaginary }) => {
    for (let cell = 0; cell < length; cell++) {
      const other = reversed[cell]!
      if (other <= cell) continue
      exchange(real, cell, other)
      exchange(imaginary, cell, other)
    }
    for (let half = 1; half < length; half *= 2) {
      const turn = length / (2 * half)
      for (let start = 0; start < length; start += 2 * half) {
        for (let cell = 0; cell < half; cell++) {
          const low = start + cell
          const high = low + half
          const cosine = cosines[cell * turn]!
          const sine = sines[cell * turn]!
          const turnedReal = real[high]! * cosine - imaginary[high]! * sine
          const turnedImaginary = real[high]! * sine + imaginary[high]! * cosine
          real[high] = real[low]! - turnedReal
          imaginary[high] = imaginary[low]! - turnedImaginary
          real[low]! += turnedReal
          imaginary[low]! += turnedImaginary
        }
      }
    }
  }
}

/**
 * Bluestein 1970, for any length: with k n = (k² + n² - (k - n)²) / 2 the transform becomes a convolution with the
 * chirp e^(πi n² / N), which transforms of a power of two compute.
 */
function createChirp(length: number): Transform {
  const padded = 2 ** Math.ceil(Math.log2(2 * length - 1))
  const transform = createRadix2(padded)
  // n² modulo 2N keeps the angle small, and thereby exact.
  const angles = Float64Array.from({ length }, (_, cell) => (Math.PI * ((cell * cell) % (2 * length))) / length)
  const cosines = angles.map(Math.cos)
  const sines = angles.map(Math.sin)
  const chirp = { real: new Float64Array(padded), imaginary: new Float64Array(padded) }
  for (let cell = 0; cell < length; cell++) {
    for (const place of [cell, (padded - cell) % padded]) {
      chirp.real[place] = cosines[cell]!
      chirp.imaginary[place] = sines[cell]!
    }
  }
  transform(chirp)
  return ({ real, imaginary }) => {
    const line = { real: new Float64Array(padded), imaginary: new Float64Array(padded) }
    for (let cell = 0; cell < length; cell++) {
      line.real[cell] = real[cell]! * cosines[cell]! + imaginary[cell]! * sines[cell]!
      line.imaginary[cell] = imaginary[cell]! * cosines[cell]! - real[cell]! * sines[cell]!
    }
    transform(line)
    for (let cell = 0; cell < padded; cell++) {
      const product = line.real[cell]! * chirp.real[cell]! - line.imaginary[cell]! * chirp.imaginary[cell]!
      const cross = line.real[cell]! * chirp.imaginary[cell]! + line.imaginary[cell]! * chirp.real[cell]!
      line.real[cell] = product
      // The transform of the conjugate is the conjugate of the inverse, times the length.
      line.imaginary[cell] = -cross
    }
    transform(line)
    for (let cell = 0; cell < length; cell++) {
      const convolvedReal = line.real[cell]! / padded
      const convolvedImaginary = -line.imaginary[cell]! / padded
      real[cell] = convolvedReal * cosines[cell]! + convolvedImaginary * sines[cell]!
      imaginary[cell] = convolvedImaginary * cosines[cell]! - convolvedReal * sines[cell]!
    }
  }
}

function exchange(values: Float64Array, a: number, b: number): void {
  const value = values[a]!
  values[a] = values[b]!
  values[b] = value
}

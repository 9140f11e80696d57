import { describe, expect, it } from 'vitest'
import { largestDifference, relativeL2 } from '../../testing/closeness.ts'
import { createFourierTransform, fourierTransform2D } from './fourier.ts'

const wave = (length: number, pace: number) => Float64Array.from({ length }, (_, cell) => Math.sin(cell * cell * pace))

/** The definition, term by term. */
function termByTerm(real: Float64Array, imaginary: Float64Array) {
  const length = real.length
  const result = { real: new Float64Array(length), imaginary: new Float64Array(length) }
  for (let k = 0; k < length; k++) {
    for (let n = 0; n < length; n++) {
      const angle = (-2 * Math.PI * ((k * n) % length)) / length
      result.real[k]! += real[n]! * Math.cos(angle) - imaginary[n]! * Math.sin(angle)
      result.imaginary[k]! += real[n]! * Math.sin(angle) + imaginary[n]! * Math.cos(angle)
    }
  }
  return result
}

describe('createFourierTransform', () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 12, 17, 30, 64, 72, 96, 97, 100, 128, 144, 251, 256])(
    'computes the definition at length %d',
    (length) => {
      const values = { real: wave(length, 0.7), imaginary: wave(length, 1.3) }
      const expected = termByTerm(values.real, values.imaginary)
      createFourierTransform(length)(values)
      const scale = Math.sqrt(length)
      expect(largestDifference(values.real, expected.real) / scale).toBeLessThan(1e-12)
      expect(largestDifference(values.imaginary, expected.imaginary) / scale).toBeLessThan(1e-12)
    },
  )

  it('can be used again', () => {
    const transform = createFourierTransform(12)
    const first = { real: wave(12, 0.7), imaginary: new Float64Array(12) }
    const second = { real: wave(12, 0.7), imaginary: new Float64Array(12) }
    transform(first)
    transform(second)
    expect(second).toEqual(first)
  })
})

describe('fourierTransform2D', () => {
  it.each([
    [4, 6],
    [9, 5],
    [16, 8],
  ])('computes the definition on %d x %d', (height, width) => {
    const map = wave(height * width, 0.37)
    const { real, imaginary } = fourierTransform2D(map, { height, width })
    const expected = { real: new Float64Array(map.length), imaginary: new Float64Array(map.length) }
    for (let v = 0; v < height; v++) {
      for (let u = 0; u < width; u++) {
        for (const [cell, value] of map.entries()) {
          const angle = -2 * Math.PI * ((v * Math.floor(cell / width)) / height + (u * (cell % width)) / width)
          expected.real[v * width + u]! += value * Math.cos(angle)
          expected.imaginary[v * width + u]! += value * Math.sin(angle)
        }
      }
    }
    expect(relativeL2(real, expected.real)).toBeLessThan(1e-12)
    expect(relativeL2(imaginary, expected.imaginary)).toBeLessThan(1e-12)
  })

  it.each([
    [64, 64],
    [96, 128],
    [90, 50],
  ])('cache invariant 14: Σ|F|² = height · width · Σx² on %d x %d', (height, width) => {
    const map = wave(height * width, 0.11)
    const { real, imaginary } = fourierTransform2D(map, { height, width })
    const squares = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0)
    expect((squares(real) + squares(imaginary)) / (height * width * squares(map))).toBeCloseTo(1, 12)
  })

  it('cache invariant 14: a constant map has its mean and nothing else', () => {
    const { real, imaginary } = fourierTransform2D(new Float64Array(60).fill(2.5), { height: 6, width: 10 })
    expect(real[0]).toBeCloseTo(150, 10)
    expect(Math.max(...real.slice(1).map(Math.abs), ...imaginary.map(Math.abs))).toBeLessThan(1e-10)
  })
})

import { expect } from 'vitest'

/** ‖actual − expected‖ / ‖expected‖ over all elements. */
export function relativeL2(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length)
  let difference = 0
  let magnitude = 0
  for (let i = 0; i < expected.length; i++) {
    difference += (actual[i]! - expected[i]!) ** 2
    magnitude += expected[i]! ** 2
  }
  return Math.sqrt(difference / magnitude)
}

/** The largest |actual − expected|. */
export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length)
  let largest = 0
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!)
    if (!(difference <= largest)) largest = difference // also true for NaN
  }
  return largest
}

/** The mean of |actual − expected|. */
export function meanDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length)
  let sum = 0
  for (let i = 0; i < expected.length; i++) sum += Math.abs(actual[i]! - expected[i]!)
  return sum / expected.length
}

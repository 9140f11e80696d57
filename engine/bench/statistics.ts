import { median } from '../tensor/median.ts'

/** The fastest and the middle one of several measurements of the same thing. */
export interface Spread {
  readonly min: number
  readonly median: number
  readonly count: number
}

export function spreadOf(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), count: values.length }
}

/**
 * How much longer `values` took than `base`, of measurements made in turns: 0.05 is 5 %. It is the middle of the ratios
 * within the turns, in which a slow spell of the machine cancels out.
 */
export function medianOverhead(values: readonly number[], base: readonly number[]): number {
  return median(values.map((value, index) => value / base[index]! - 1))
}

import { areaAverage } from '../../adapters/areaAverage.ts'
import { assert } from '../../errors/engineError.ts'
import { smoothMap } from '../losses/smoothing.ts'
import type { Grid } from '../regions/grid.ts'
import type { ConceptRows } from './readingRows.ts'

/** How well a row explains a picture: its squared error at each cell. */
export type ErrorMap = Float64Array

/** What a concept explains of a picture, `[height, width]`, where the plain row's mean error is 1. */
export interface ConceptEvidence {
  readonly conceptId: string
  /** How much smaller its own error is than that of its alternatives and rivals; 0 where it is not smaller. */
  readonly lead: Float64Array
  /** The same without its rivals, so that two concepts may have it at one place. */
  readonly gain: Float64Array
  /** The least error of its alternatives and rivals: what there was to be explained. */
  readonly unexplained: Float64Array
}

/**
 * The squared error of predicted noise, summed over channels, averaged over the latent cells of each cell of `grid`,
 * and smoothed, since a single draw of noise says little about a single cell.
 */
export function errorMap(
  predicted: Float32Array,
  noise: Float32Array,
  [channels, height, width]: readonly [number, number, number],
  grid: Grid,
): ErrorMap {
  const cells = height * width
  assert(predicted.length === noise.length && noise.length === channels * cells, 'noise fills the latents')
  const data = new Float32Array(cells)
  for (let i = 0; i < noise.length; i++) data[i % cells]! += (predicted[i]! - noise[i]!) ** 2
  return smoothMap(areaAverage({ height, width, data }, grid.width, grid.height), grid)
}

/**
 * The mean of the maps of several noise levels, `[level][row]`, each level in units of the mean error of its first row:
 * at little noise all errors are smaller.
 */
export function meanErrors(levels: readonly (readonly ErrorMap[])[]): ErrorMap[] {
  const scales = levels.map(([plain]) => plain!.length / sum(plain!) / levels.length)
  return levels[0]!.map((first, row) =>
    first.map((_, cell) => levels.reduce((total, maps, level) => total + scales[level]! * maps[row]![cell]!, 0)),
  )
}

/**
 * Which rows explain the picture best, cell by cell: the comparison of Li et al. 2023, "Your diffusion model is
 * secretly a zero-shot classifier", eq. 7, with concepts in place of classes, at every cell instead of over the
 * picture. The same noise is mixed in for all rows, as there.
 */
export function conceptEvidence(
  errors: readonly ErrorMap[],
  { conceptId, own, alternatives, rivals }: ConceptRows,
): ConceptEvidence {
  const ownError = errors[own]!
  const without = leastError(alternatives.map((row) => errors[row]!))
  const unexplained = leastError([without, ...rivals.map((row) => errors[row]!)])
  const lessThan = (others: Float64Array) => others.map((error, cell) => Math.max(0, error - ownError[cell]!))
  return { conceptId, lead: lessThan(unexplained), gain: lessThan(without), unexplained }
}

/** The part of the picture that counts for presence: its strongest sixteenth. */
const strongestPart = 1 / 16

/**
 * How much of the error a concept takes away where it does so most: Σ lead / Σ unexplained over the sixteenth of all
 * cells with the largest lead. 0: nothing; 1: the picture there is exactly what the concept predicts. With `share` (0
 * to 1) what lies in that part of the picture alone, and no more cells than it has.
 */
export function presenceOf({ lead, unexplained }: ConceptEvidence, share?: ArrayLike<number>): number {
  const weighted = share ? lead.map((value, cell) => value * share[cell]!) : lead
  const room = share ? sum(share) : lead.length
  const count = Math.max(1, Math.round(Math.min(lead.length * strongestPart, room)))
  const strongest = [...weighted.keys()].sort((a, b) => weighted[b]! - weighted[a]!).slice(0, count)
  const explained = strongest.reduce((total, cell) => total + weighted[cell]!, 0)
  const all = strongest.reduce((total, cell) => total + unexplained[cell]!, 0)
  return all === 0 ? 0 : explained / all
}

function leastError(maps: readonly ErrorMap[]): ErrorMap {
  const [first, ...rest] = maps
  return rest.reduce((least, map) => least.map((error, cell) => Math.min(error, map[cell]!)), first!)
}

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0)
}

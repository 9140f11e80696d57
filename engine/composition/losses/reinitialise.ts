import { assert } from '../../errors/engineError.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { cellCount, largestCell, type Grid } from '../regions/grid.ts'
import type { LossRegion } from './lossRegion.ts'

/** Where a region would lie if its top left corner were there; rows and columns of the guidance grid. */
export interface WindowScores {
  readonly grid: Grid
  readonly scores: Float64Array
}

/** The smallest rectangle of cells around a region. */
interface Bounds {
  readonly top: number
  readonly left: number
  readonly height: number
  readonly width: number
}

/**
 * How much attention a region's tokens have in each window of the region's shape: Σ over tokens of the valid
 * correlation of the map with the region's mask (LoRA-Composer, Yang et al. 2024, as released; a box is all ones
 * there).
 */
export function windowScores(tokenMaps: readonly ArrayLike<number>[], region: LossRegion): WindowScores {
  const bounds = boundsOf(region)
  const grid = { height: region.grid.height - bounds.height + 1, width: region.grid.width - bounds.width + 1 }
  const cells = regionCells(region, bounds)
  const scores = new Float64Array(cellCount(grid))
  for (const map of tokenMaps) {
    for (let place = 0; place < scores.length; place++) {
      const top = Math.floor(place / grid.width)
      const left = place % grid.width
      for (const { y, x } of cells) scores[place]! += map[(top + y) * region.grid.width + left + x]!
    }
  }
  return { grid, scores }
}

/** Where the noise of a region comes from: how many cells down and to the right of the region. */
export interface NoiseShift {
  readonly down: number
  readonly right: number
}

/** From the region to the window of the highest score, the first of equal ones. */
export function bestShift(tokenMaps: readonly ArrayLike<number>[], region: LossRegion): NoiseShift {
  const { grid, scores } = windowScores(tokenMaps, region)
  const best = largestCell(scores)
  const bounds = boundsOf(region)
  return { down: Math.floor(best / grid.width) - bounds.top, right: (best % grid.width) - bounds.left }
}

/** What moves where: a region takes the noise that lies `shift` away from it. */
export interface NoiseMove {
  readonly region: LossRegion
  readonly shift: NoiseShift
}

/**
 * Latent re-initialisation (LoRA-Composer, Yang et al. 2024, as released): every region gets the noise of the window in
 * which its words had most attention, before the first step. Moves are done in order, later ones overwrite.
 *
 * - `copy`, as released: noise is read from the latents as they were and stands in both places afterwards; then the
 *   whole is brought back to the mean and the deviation that it had.
 * - `swap`: the window gets the region's noise in return, so that no noise stands twice and mean and deviation stay by
 *   themselves. Each move starts from the result of the one before.
 *
 * `latents` is `[1, channels, height, width]`, with sides that are multiples of the guidance grid's. A new tensor is
 * returned.
 */
export function reinitialiseLatents(
  latents: Tensor<'float32'>,
  moves: readonly NoiseMove[],
  way: 'copy' | 'swap',
): Tensor<'float32'> {
  const data = Float32Array.from(latents.data)
  if (moves.length === 0) return { ...latents, data }
  const [, channels, height, width] = latents.shape as [number, number, number, number]
  for (const move of moves) {
    const source = way === 'copy' ? latents.data : Float32Array.from(data)
    const pairs = cellPairs(move, { height, width }, way)
    for (let channel = 0; channel < channels; channel++) {
      const plane = channel * height * width
      for (const [to, from] of pairs) data[plane + to] = source[plane + from]!
    }
  }
  return { ...latents, data: way === 'copy' ? withMomentsOf(data, latents.data) : data }
}

/** Cells of the latents as [to, from]. */
function cellPairs({ region, shift }: NoiseMove, latentGrid: Grid, way: 'copy' | 'swap'): [number, number][] {
  const scale = latentGrid.height / region.grid.height
  assert(Number.isInteger(scale) && latentGrid.width === scale * region.grid.width, 'latents fit the guidance grid')
  const inRegion = (y: number, x: number) => {
    const row = Math.floor(y / scale)
    const column = Math.floor(x / scale)
    const inside = row >= 0 && row < region.grid.height && column >= 0 && column < region.grid.width
    return inside && region.mask[row * region.grid.width + column]! > 0
  }
  const down = shift.down * scale
  const right = shift.right * scale
  const pairs: [number, number][] = []
  if (down === 0 && right === 0) return pairs
  for (let y = 0; y < latentGrid.height; y++) {
    for (let x = 0; x < latentGrid.width; x++) {
      const to = y * latentGrid.width + x
      if (inRegion(y, x)) {
        pairs.push([to, (y + down) * latentGrid.width + x + right])
      } else if (way === 'swap' && inRegion(y - down, x - right)) {
        // Where region and window overlap the noise moves along a chain; its start goes to its end.
        let [startY, startX] = [y - down, x - right]
        while (inRegion(startY - down, startX - right)) {
          startY -= down
          startX -= right
        }
        pairs.push([to, startY * latentGrid.width + startX])
      }
    }
  }
  return pairs
}

/** Brings values to the mean and the standard deviation of others. */
function withMomentsOf(values: Float32Array, reference: Float32Array): Float32Array {
  const own = moments(values)
  const wanted = moments(reference)
  const factor = own.deviation > 0 ? wanted.deviation / own.deviation : 1
  return values.map((value) => (value - own.mean) * factor + wanted.mean)
}

function moments(values: Float32Array): { mean: number; deviation: number } {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / values.length) }
}

function boundsOf({ mask, grid }: LossRegion): Bounds {
  let [top, left, bottom, right] = [grid.height, grid.width, 0, 0]
  for (let cell = 0; cell < mask.length; cell++) {
    if (mask[cell] === 0) continue
    const y = Math.floor(cell / grid.width)
    const x = cell % grid.width
    top = Math.min(top, y)
    left = Math.min(left, x)
    bottom = Math.max(bottom, y + 1)
    right = Math.max(right, x + 1)
  }
  assert(bottom > top, 'a region that gets noise has cells')
  return { top, left, height: bottom - top, width: right - left }
}

/** The region's cells, counted from the corner of its bounds. */
function regionCells({ mask, grid }: LossRegion, { top, left, height, width }: Bounds): { y: number; x: number }[] {
  return Array.from({ length: height * width }, (_, place) => ({
    y: Math.floor(place / width),
    x: place % width,
  })).filter(({ y, x }) => mask[(top + y) * grid.width + left + x]! > 0)
}

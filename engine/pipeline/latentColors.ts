import { solveNormalEquations } from '../tensor/leastSquares.ts'
import type { Size } from './decodeLatents.ts'

/**
 * A linear guess of a VAE's decoder: the mean colour of the pixels that a cell of the latents becomes, from the numbers
 * in the cell. It is fitted to what the decoder itself has made of other latents, so it holds for any model.
 */
export interface LatentColors {
  /**
   * Learns from latents `[channels, height, width]` and the picture `[3, 8 height, 8 width]` that they were decoded to.
   * What it learned before counts half as much each time. `weight` is how much this one counts.
   */
  learn(latents: Float32Array, image: Float32Array, size: Size, weight: number): void
  /** Whether it has learned anything. */
  readonly isReady: boolean
  /** RGB bytes `[height, width, 3]`, one pixel a cell. */
  colors(latents: Float32Array, size: Size): Uint8Array
}

const pixelsPerCell = 8
/** How much of what was learned before stays. */
const memory = 0.5

/** Least squares over the cells of the last pictures, by the normal equations. */
export function createLatentColors(channels: number): LatentColors {
  const terms = channels + 1 // the last is the constant
  const products = new Float64Array(terms * terms)
  const answers = new Float64Array(terms * 3)
  let weights: Float64Array | undefined

  const termsOf = (latents: Float32Array, cell: number, cells: number) =>
    Array.from({ length: terms }, (_, term) => (term === channels ? 1 : latents[term * cells + cell]!))

  return {
    get isReady() {
      return weights !== undefined
    },
    learn(latents, image, size, weight) {
      const cells = size.height * size.width
      const means = cellMeans(image, size)
      for (const sums of [products, answers]) for (const [index, sum] of sums.entries()) sums[index] = sum * memory
      for (let cell = 0; cell < cells; cell++) {
        const values = termsOf(latents, cell, cells)
        for (let row = 0; row < terms; row++) {
          for (let column = 0; column < terms; column++)
            products[row * terms + column]! += weight * values[row]! * values[column]!
          for (let color = 0; color < 3; color++)
            answers[row * 3 + color]! += weight * values[row]! * means[color * cells + cell]!
        }
      }
      weights = solveNormalEquations(products, answers, terms, 3)
    },
    colors(latents, size) {
      const cells = size.height * size.width
      const bytes = new Uint8Array(cells * 3)
      if (!weights) return bytes
      for (let cell = 0; cell < cells; cell++) {
        const values = termsOf(latents, cell, cells)
        for (let color = 0; color < 3; color++) {
          const value = values.reduce((sum, term, index) => sum + term * weights![index * 3 + color]!, 0)
          bytes[cell * 3 + color] = Math.min(255, Math.max(0, Math.round((value + 1) * 127.5)))
        }
      }
      return bytes
    },
  }
}

/** `[3, height, width]`: the mean of the pixels of each cell. */
function cellMeans(image: Float32Array, { height, width }: Size): Float64Array {
  const means = new Float64Array(3 * height * width)
  const row = width * pixelsPerCell
  for (let color = 0; color < 3; color++) {
    for (let y = 0; y < height * pixelsPerCell; y++) {
      const from = (color * height * pixelsPerCell + y) * row
      const to = (color * height + Math.floor(y / pixelsPerCell)) * width
      for (let x = 0; x < row; x++) means[to + Math.floor(x / pixelsPerCell)]! += image[from + x]! / pixelsPerCell ** 2
    }
  }
  return means
}

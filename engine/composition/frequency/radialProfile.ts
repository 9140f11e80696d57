import { assert, EngineError } from '../../errors/engineError.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { gridName, type Grid } from '../regions/grid.ts'
import { fourierTransform2D } from './fourier.ts'

/** `raw`: the magnitude |F|; `log`: log(|F| + 1e-8). */
export type SpectrumScale = 'raw' | 'log'

const logEpsilon = 1e-8

/**
 * The spectrum of a map by distance from its middle: P(ρ) is the mean magnitude of the frequencies whose distance
 * √(v² + u²), in cycles per side, cut to a whole number, is ρ. P(0) is that of the mean. Radii without a frequency are
 * NaN. (CMLoRA, Zou et al. 2025, as its analysis computes it.)
 */
export function radialProfile(map: ArrayLike<number>, grid: Grid, scale: SpectrumScale): Float64Array {
  const { real, imaginary } = fourierTransform2D(map, grid)
  const sums: number[] = []
  const counts: number[] = []
  for (let row = 0; row < grid.height; row++) {
    for (let column = 0; column < grid.width; column++) {
      const place = row * grid.width + column
      const magnitude = Math.hypot(real[place]!, imaginary[place]!)
      const radius = Math.floor(Math.hypot(centred(row, grid.height), centred(column, grid.width)))
      sums[radius] = (sums[radius] ?? 0) + (scale === 'log' ? Math.log(magnitude + logEpsilon) : magnitude)
      counts[radius] = (counts[radius] ?? 0) + 1
    }
  }
  return Float64Array.from(sums, (sum, radius) => sum / counts[radius]!)
}

/** The frequency of a place in the spectrum, from -side / 2. */
function centred(place: number, side: number): number {
  return place < side / 2 ? place : place - side
}

/** The largest distance from the middle, ρ_max = √((height / 2)² + (width / 2)²). */
export function largestRadius({ height, width }: Grid): number {
  return Math.hypot(height / 2, width / 2)
}

/** h: radii from this part of the largest on are high frequencies. */
export const defaultHighFrequencyFrom = 0.2

export interface HighFrequencyOptions {
  readonly scale: SpectrumScale
  /** Either a part of the largest radius, 0 to 1, or a radius in cycles per side. */
  readonly from?: number | { readonly radius: number }
}

/**
 * HF_h: the mean of the profile, divided by its largest value, over all radii from `from` on.
 * @throws EngineError `setting-invalid` where no frequency is that high, so that the mean would be no number.
 */
export function highFrequencyShare(map: ArrayLike<number>, grid: Grid, options: HighFrequencyOptions): number {
  const { scale, from = defaultHighFrequencyFrom } = options
  const first = typeof from === 'number' ? Math.round(from * largestRadius(grid)) : from.radius
  const profile = radialProfile(map, grid, scale)
  const high = profile.slice(first).filter((value) => !Number.isNaN(value))
  if (high.length === 0) {
    throw new EngineError(
      'setting-invalid',
      `A map of ${gridName(grid)} has no frequencies from radius ${first} on; its largest is ${profile.length - 1}.`,
      'Lower the radius from which frequencies count as high.',
    )
  }
  const largest = profile.reduce((most, value) => (value > most ? value : most), -Infinity)
  // An empty picture has no frequencies at all.
  if (largest === 0) return 0
  return high.reduce((sum, value) => sum + value, 0) / high.length / largest
}

/** The mean over the channels of the first picture of latents `[batch, channels, height, width]`. */
export function meanChannel(latents: Tensor<'float32'>): { map: Float64Array; grid: Grid } {
  const [, channels, height, width] = latents.shape
  assert(channels && height && width, 'latents have four sides')
  const map = new Float64Array(height * width)
  for (let cell = 0; cell < map.length; cell++) {
    let sum = 0
    for (let channel = 0; channel < channels; channel++) sum += latents.data[channel * map.length + cell]!
    map[cell] = sum / channels
  }
  return { map, grid: { height, width } }
}

/** `highFrequencyShare` of the mean channel of latents. */
export function highFrequencyOfLatents(latents: Tensor<'float32'>, options: HighFrequencyOptions): number {
  const { map, grid } = meanChannel(latents)
  return highFrequencyShare(map, grid, options)
}

/** ΔH: how the share changes from each step to the next, one value less than there are shares. */
export function highFrequencyChanges(shares: readonly number[]): number[] {
  return shares.slice(1).map((share, index) => share - shares[index]!)
}

/** The mean ΔH over the first `part` of a run, by which adapters are told apart. */
export function meanEarlyChange(shares: readonly number[], part = 0.5): number {
  const changes = highFrequencyChanges(shares)
  const early = changes.slice(0, Math.max(1, Math.ceil(part * changes.length)))
  assert(early.length > 0, 'a change needs two steps')
  return early.reduce((sum, change) => sum + change, 0) / early.length
}

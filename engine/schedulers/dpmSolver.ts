import type { NoiseLevel } from './prediction.ts'
import { weightedSum } from './weightedSum.ts'

/** A prediction of the clean latents and where it was made. */
export interface DenoisedAt {
  readonly level: NoiseLevel
  readonly denoised: Float32Array
}

/** λ, half the logarithm of the signal-to-noise ratio. */
export function logSNR({ signal, noise }: NoiseLevel): number {
  return Math.log(signal / noise)
}

/**
 * Lu, Zhou, Bao, Chen, Li & Zhu 2022, "DPM-Solver++", eq. 9, with x₀ held over the step: the exact solution of the
 * diffusion ODE, (σ/σ') x - α (e^-h - 1) x₀. e^-h is the quotient of the sigmas.
 */
export function solveODE(
  from: NoiseLevel,
  to: NoiseLevel,
  latents: Float32Array,
  denoised: Float32Array,
): Float32Array {
  return weightedSum([
    [to.noise / from.noise, latents],
    [to.signal * (1 - sigmaQuotient(from, to)), denoised],
  ])
}

/** e^-h of a step: its last sigma divided by its first. */
export function sigmaQuotient(from: NoiseLevel, to: NoiseLevel): number {
  return (to.noise * from.signal) / (to.signal * from.noise)
}

/**
 * x₀ halfway through the step from `current` to `to`, on the line through two predictions in λ: D of DPM-Solver++,
 * algorithm 2. Where only one prediction exists, or where the step ends without noise and λ is infinite, x₀ is
 * held; likewise where rounded timesteps made the step before an empty one.
 */
export function extrapolateDenoised(
  current: DenoisedAt,
  previous: DenoisedAt | undefined,
  to: NoiseLevel,
): Float32Array {
  if (previous === undefined || to.noise === 0) return current.denoised
  const step = logSNR(to) - logSNR(current.level)
  const stepBefore = logSNR(current.level) - logSNR(previous.level)
  if (stepBefore === 0) return current.denoised
  const slope = step / (2 * stepBefore)
  return weightedSum([
    [1 + slope, current.denoised],
    [-slope, previous.denoised],
  ])
}

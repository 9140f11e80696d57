import { extrapolateDenoised, sigmaQuotient } from './dpmSolver.ts'
import type { DenoisedAt } from './dpmSolver.ts'
import { toDenoised } from './prediction.ts'
import type { CreateScheduler } from './scheduler.ts'
import { assembleSigmaScheduler, multistepFamily } from './sigmaScheduler.ts'
import { weightedSum } from './weightedSum.ts'

/**
 * SDE-DPM-Solver++(2M): Lu et al. 2022, "DPM-Solver++", the same extrapolation of x₀ for the diffusion
 * SDE: (σ/σ') e^-h x + α (1 - e^-2h) x₀ + σ √(1 - e^-2h) z.
 */
export const createDPMpp2MSDEScheduler: CreateScheduler = (noiseSchedule, options) => {
  let previous: DenoisedAt | undefined
  return assembleSigmaScheduler(
    noiseSchedule,
    options,
    multistepFamily,
    (evaluation) => {
      const { from, to, latents, drawNoise } = evaluation
      const current = { level: from, denoised: toDenoised(evaluation) }
      const denoised = extrapolateDenoised(current, previous, to)
      previous = current
      if (to.noise === 0) return denoised
      const quotient = sigmaQuotient(from, to)
      const renewed = 1 - quotient ** 2
      return weightedSum([
        [(to.noise / from.noise) * quotient, latents],
        [to.signal * renewed, denoised],
        [to.noise * Math.sqrt(renewed), drawNoise()],
      ])
    },
    { stochastic: true },
  )
}

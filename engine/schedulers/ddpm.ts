import { spaceAlphas } from './alphaSteps.ts'
import { toDenoised } from './prediction.ts'
import { assembleScheduler } from './scheduler.ts'
import type { CreateScheduler } from './scheduler.ts'
import { weightedSum } from './weightedSum.ts'

/**
 * Ho, Jain & Abbeel 2020, "Denoising diffusion probabilistic models", eqs. 6 and 7, for steps that skip timesteps
 * (β = 1 - ᾱ / ᾱ'): a sample of the posterior of the next latents, given the predicted x₀, with the smaller of the two
 * variances.
 */
export const createDDPMScheduler: CreateScheduler = (noiseSchedule, options) =>
  assembleScheduler({
    ...spaceAlphas(noiseSchedule, options, 1),
    initialNoiseScale: 1,
    predictionType: options.predictionType,
    stochastic: true,
    advance: (evaluation) => {
      const { from, to, latents, drawNoise } = evaluation
      const denoised = toDenoised(evaluation)
      if (to.noise === 0) return denoised
      const alpha = (from.signal / to.signal) ** 2
      const beta = 1 - alpha
      const shrink = (to.noise / from.noise) ** 2
      return weightedSum([
        [(to.signal * beta) / from.noise ** 2, denoised],
        [Math.sqrt(alpha) * shrink, latents],
        [Math.sqrt(shrink * beta), drawNoise()],
      ])
    },
  })

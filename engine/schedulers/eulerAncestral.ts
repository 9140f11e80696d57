import { toDenoised, toNoise } from './prediction.ts'
import type { CreateScheduler } from './scheduler.ts'
import { assembleSigmaScheduler, karrasFamily } from './sigmaScheduler.ts'
import { weightedSum } from './weightedSum.ts'

/**
 * Ancestral sampling with Euler steps, from k-diffusion: a step down to σ_down and fresh noise of σ_up, split so that
 * the variance is that of σ_to. The split is the posterior of Ho, Jain & Abbeel 2020, eq. 7, written in sigmas:
 * σ_up² = σ_to² (σ_from² - σ_to²) / σ_from², σ_down² = σ_to² - σ_up².
 */
export const createEulerAncestralScheduler: CreateScheduler = (noiseSchedule, options) =>
  assembleSigmaScheduler(
    noiseSchedule,
    options,
    karrasFamily,
    (evaluation) => {
      const { from, to, drawNoise } = evaluation
      const denoised = toDenoised(evaluation)
      if (to.noise === 0) return denoised
      const sigmaFrom = from.noise / from.signal
      const sigmaTo = to.noise / to.signal
      const sigmaUp = (sigmaTo / sigmaFrom) * Math.sqrt(sigmaFrom ** 2 - sigmaTo ** 2)
      const sigmaDown = sigmaTo ** 2 / sigmaFrom
      return weightedSum([
        [to.signal, denoised],
        [to.signal * sigmaDown, toNoise(evaluation)],
        [to.signal * sigmaUp, drawNoise()],
      ])
    },
    { stochastic: true },
  )

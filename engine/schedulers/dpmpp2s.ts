import { logSNR, solveODE } from './dpmSolver.ts'
import type { DenoisedAt } from './dpmSolver.ts'
import { toDenoised } from './prediction.ts'
import type { CreateScheduler } from './scheduler.ts'
import { assembleSigmaScheduler, multistepFamily } from './sigmaScheduler.ts'
import { weightedSum } from './weightedSum.ts'

interface Begun extends DenoisedAt {
  readonly latents: Float32Array
}

/**
 * DPM-Solver++(2S), the singlestep solver: Lu et al. 2022, "DPM-Solver++", algorithm 1. Evaluations go in pairs: the
 * first makes a step of first order, the second takes a step from where the first began, over both, with the slope of
 * x₀ between them. What is left of the run at its end is of first order. This is not the "2S a" of k-diffusion, which
 * adds noise and evaluates between the sigmas.
 */
export const createDPMpp2SScheduler: CreateScheduler = (noiseSchedule, options) => {
  let begun: Begun | undefined
  return assembleSigmaScheduler(noiseSchedule, options, multistepFamily, (evaluation) => {
    const { from, to, latents, index } = evaluation
    const denoised = toDenoised(evaluation)
    if (begun === undefined || index % 2 === 0 || to.noise === 0) {
      begun = { level: from, denoised, latents }
      return solveODE(from, to, latents, denoised)
    }
    const firstStep = logSNR(from) - logSNR(begun.level)
    if (firstStep === 0) return solveODE(begun.level, to, begun.latents, denoised) // rounded timesteps can coincide
    const slope = (logSNR(to) - logSNR(begun.level)) / (2 * firstStep)
    const halfway = weightedSum([
      [1 - slope, begun.denoised],
      [slope, denoised],
    ])
    return solveODE(begun.level, to, begun.latents, halfway)
  })
}

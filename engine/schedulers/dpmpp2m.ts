import { extrapolateDenoised, solveODE } from './dpmSolver.ts'
import type { DenoisedAt } from './dpmSolver.ts'
import { toDenoised } from './prediction.ts'
import type { CreateScheduler } from './scheduler.ts'
import { assembleSigmaScheduler, multistepFamily } from './sigmaScheduler.ts'

/**
 * DPM-Solver++(2M): Lu et al. 2022, "DPM-Solver++: fast solver for guided sampling of diffusion probabilistic models",
 * algorithm 2. The first and the last step are of first order.
 */
export const createDPMpp2MScheduler: CreateScheduler = (noiseSchedule, options) => {
  let previous: DenoisedAt | undefined
  return assembleSigmaScheduler(noiseSchedule, options, multistepFamily, (evaluation) => {
    const { from, to, latents } = evaluation
    const current = { level: from, denoised: toDenoised(evaluation) }
    const next = solveODE(from, to, latents, extrapolateDenoised(current, previous, to))
    previous = current
    return next
  })
}

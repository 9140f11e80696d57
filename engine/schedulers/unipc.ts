import { extrapolateDenoised, logSNR, solveODE } from './dpmSolver.ts'
import type { DenoisedAt } from './dpmSolver.ts'
import { toDenoised } from './prediction.ts'
import type { CreateScheduler } from './scheduler.ts'
import { assembleSigmaScheduler, multistepFamily } from './sigmaScheduler.ts'
import { weightedSum } from './weightedSum.ts'

/** The step that led to the latents of this evaluation, kept to be corrected. */
interface Step {
  readonly latents: Float32Array
  readonly current: DenoisedAt
  /** Absent where the step was of first order. */
  readonly previous: DenoisedAt | undefined
}

/**
 * UniPC of order 2: Zhao, Bai, Rao, Zhou & Lu 2023, "UniPC: a unified predictor-corrector framework for fast sampling
 * of diffusion models", for data prediction with B(h) = e^h - 1 (bh2). Each evaluation first corrects the step that led
 * to it, then predicts the next one; the predictor of order 2 is that of DPM-Solver++(2M). The first and the last step
 * are of first order.
 */
export const createUniPCScheduler: CreateScheduler = (noiseSchedule, options) => {
  let taken: Step | undefined
  return assembleSigmaScheduler(noiseSchedule, options, multistepFamily, (evaluation) => {
    const { from, to } = evaluation
    const current = { level: from, denoised: toDenoised(evaluation) }
    const latents = taken === undefined ? evaluation.latents : correct(taken, current, evaluation.latents)
    taken = { latents, current, previous: taken?.current }
    return solveODE(from, to, latents, extrapolateDenoised(current, taken.previous, to))
  })
}

/** UniC: the step again, now that x₀ at its end is known. */
function correct({ latents, current, previous }: Step, reached: DenoisedAt, predicted: Float32Array): Float32Array {
  const step = logSNR(reached.level) - logSNR(current.level)
  if (step === 0) return predicted // rounded timesteps can coincide
  const weights = correctorWeights(step, previous && (logSNR(previous.level) - logSNR(current.level)) / step)
  const denoised = weightedSum([
    [1 - weights.reached - weights.previous, current.denoised],
    [weights.reached, reached.denoised],
    [weights.previous, previous?.denoised ?? current.denoised],
  ])
  return solveODE(current.level, reached.level, latents, denoised)
}

/**
 * How far x₀ counts at the end of a step and at the step before, relative to x₀ at its start: the a that solve
 * R a = b, the second divided by `distance`, the λ of the step before in units of the step (negative).
 * Without a step before, or with an empty one, the end counts half.
 */
function correctorWeights(step: number, distance: number | undefined): { reached: number; previous: number } {
  if (distance === undefined || distance === 0) return { reached: 1 / 2, previous: 0 }
  const decay = Math.expm1(-step) // h φ₁(h) for the step -h, which is also B(h)
  const phi2 = decay / -step - 1
  const phi3 = phi2 / -step - 1 / 2
  const first = phi2 / decay
  const second = (2 * phi3) / decay
  const previous = (first - second) / (1 - distance)
  return { reached: first - previous, previous: previous / distance }
}

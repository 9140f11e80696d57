import { moveTo } from './prediction.ts'
import type { CreateScheduler } from './scheduler.ts'
import { assembleSigmaScheduler, karrasFamily } from './sigmaScheduler.ts'

/**
 * Euler's method: Karras, Aittala, Aila & Laine 2022, "Elucidating the design space of diffusion-based generative
 * models", algorithm 1 without its correction. dx/dσ = ε, so x₀ + σ · ε only changes its σ.
 */
export const createEulerScheduler: CreateScheduler = (noiseSchedule, options) =>
  assembleSigmaScheduler(noiseSchedule, options, karrasFamily, (evaluation) => moveTo(evaluation.to, evaluation))

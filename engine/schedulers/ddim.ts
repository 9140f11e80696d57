import { finalAlphaCumprod, spaceAlphas } from './alphaSteps.ts'
import { moveTo } from './prediction.ts'
import { assembleScheduler } from './scheduler.ts'
import type { CreateScheduler } from './scheduler.ts'

/**
 * Song, Meng & Ermon 2021, "Denoising diffusion implicit models", eq. 12 with η = 0: the x₀ and the ε of the
 * prediction, mixed again as the next timestep has them.
 */
export const createDDIMScheduler: CreateScheduler = (noiseSchedule, options) =>
  assembleScheduler({
    ...spaceAlphas(noiseSchedule, options, finalAlphaCumprod(noiseSchedule, options)),
    initialNoiseScale: 1,
    predictionType: options.predictionType,
    advance: (evaluation) => moveTo(evaluation.to, evaluation),
  })

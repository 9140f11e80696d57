import { EngineError } from '../errors/engineError.ts'
import { toDenoised } from './prediction.ts'
import { assembleScheduler, levelOfAlphaCumprod } from './scheduler.ts'
import type { CreateScheduler } from './scheduler.ts'
import { weightedSum } from './weightedSum.ts'

/** The steps that latent consistency models were distilled on; a run visits some of them. */
const mostDistilledSteps = 50
/** Of the boundary condition: the standard deviation of the data, and what timesteps are multiplied with. */
const sigmaData = 0.5
const timestepScaling = 10

/**
 * Multistep consistency sampling: Luo, Tan, Huang, Li & Zhao 2023, "Latent consistency models", with the boundary
 * condition that makes timestep 0 exact. Each evaluation guesses the clean latents, to which fresh noise is added for
 * the next. Throws 'setting-invalid' for more than 50 steps.
 */
export const createLCMScheduler: CreateScheduler = (noiseSchedule, { numInferenceSteps, predictionType }) => {
  const { alphasCumprod } = noiseSchedule
  const distilledSteps = Math.min(mostDistilledSteps, alphasCumprod.length)
  if (numInferenceSteps > distilledSteps) {
    throw new EngineError(
      'setting-invalid',
      `The sampler 'LCM' was asked for ${numInferenceSteps} steps; its models know at most ${distilledSteps}.`,
      'Use 4 to 8 steps, or choose another sampler.',
    )
  }
  const stride = Math.floor(alphasCumprod.length / distilledSteps)
  const timesteps = Array.from({ length: numInferenceSteps }, (_, i) => {
    const skipped = Math.floor((i * distilledSteps) / numInferenceSteps)
    return (distilledSteps - skipped) * stride - 1
  })
  return assembleScheduler({
    timesteps,
    levels: [...timesteps.map((timestep) => alphasCumprod[timestep]!), 1].map(levelOfAlphaCumprod),
    initialNoiseScale: 1,
    predictionType,
    stochastic: true,
    advance: (evaluation) => {
      const { index, latents, to, drawNoise } = evaluation
      const scaledTimestep = timesteps[index]! * timestepScaling
      const distance = scaledTimestep ** 2 + sigmaData ** 2
      const clean = weightedSum([
        [scaledTimestep / Math.sqrt(distance), toDenoised(evaluation)],
        [sigmaData ** 2 / distance, latents],
      ])
      if (to.noise === 0) return clean
      return weightedSum([
        [to.signal, clean],
        [to.noise, drawNoise()],
      ])
    },
  })
}

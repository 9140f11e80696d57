import { finalAlphaCumprod, spaceAlphas } from './alphaSteps.ts'
import { moveTo, toNoise } from './prediction.ts'
import type { NoiseLevel } from './prediction.ts'
import { assembleScheduler } from './scheduler.ts'
import type { CreateScheduler } from './scheduler.ts'
import { weightedSum } from './weightedSum.ts'
import type { WeightedTerm } from './weightedSum.ts'

/** Weights of the newest ε and those before it: the Adams-Bashforth methods of order 1 to 4 on even steps. */
const adamsBashforth = [
  [1],
  [3 / 2, -1 / 2],
  [23 / 12, -16 / 12, 5 / 12],
  [55 / 24, -59 / 24, 37 / 24, -9 / 24],
] as const

/**
 * Liu, Ren, Lin & Zhao 2022, "Pseudo numerical methods for diffusion models on manifolds", the linear multistep method
 * (PLMS): the ε of a step is extrapolated from the last four predictions. Its start is that of the code that trained
 * Stable Diffusion: the first step is taken twice, the second time with the mean of both its ends, so that n steps take
 * n + 1 evaluations.
 */
export const createPNDMScheduler: CreateScheduler = (noiseSchedule, options) => {
  const steps = spaceAlphas(noiseSchedule, options, finalAlphaCumprod(noiseSchedule, options))
  const startsTwice = <T>(values: readonly T[]): T[] => [...values.slice(0, 2), ...values.slice(1)]
  const takesTwoSteps = options.numInferenceSteps > 1
  const noises: Float32Array[] = [] // newest first
  let begun: { latents: Float32Array; from: NoiseLevel } | undefined

  return assembleScheduler({
    timesteps: takesTwoSteps ? startsTwice(steps.timesteps) : steps.timesteps,
    levels: takesTwoSteps ? startsTwice(steps.levels) : steps.levels,
    initialNoiseScale: 1,
    predictionType: options.predictionType,
    advance: (evaluation) => {
      const { index, latents, from, to } = evaluation
      const noise = toNoise(evaluation)
      if (takesTwoSteps && index === 1) {
        // A run that starts here has no step to take again, and from pure noise ε alone does not lead on.
        if (begun === undefined || begun.from.signal === 0) return latents.slice()
        return move(begun.from, to, begun.latents, [
          [1 / 2, noise],
          [1 / 2, noises[0]!],
        ])
      }
      begun = { latents, from }
      noises.unshift(noise)
      noises.length = Math.min(noises.length, adamsBashforth.length)
      if (noises.length === 1) return moveTo(to, evaluation)
      const weights = adamsBashforth[noises.length - 1]!
      return move(
        from,
        to,
        latents,
        noises.map((values, i) => [weights[i]!, values]),
      )
    },
  })
}

/** Latents at another noise level when ε is the given sum. */
function move(from: NoiseLevel, to: NoiseLevel, latents: Float32Array, noise: readonly WeightedTerm[]): Float32Array {
  return moveTo(to, { predictionType: 'epsilon', from, latents, noisePrediction: weightedSum(noise) })
}

import { moveTo, toNoise } from './prediction.ts'
import { assembleScheduler, levelOfSigma } from './scheduler.ts'
import type { CreateScheduler } from './scheduler.ts'
import { karrasFamily, spaceSteps } from './sigmaScheduler.ts'
import { weightedSum } from './weightedSum.ts'

/**
 * Heun's method: Karras, Aittala, Aila & Laine 2022, algorithm 1. Every step but the last looks at its end
 * and is repeated with the mean of both slopes, so that n steps take 2n - 1 evaluations: s₀ s₁ s₁ s₂ s₂ … Even ones
 * start a step, odd ones correct it.
 */
export const createHeunScheduler: CreateScheduler = (noiseSchedule, options) => {
  const { timesteps, sigmas, initialNoiseScale } = spaceSteps(noiseSchedule, options, karrasFamily)
  const twice = (values: readonly number[]): number[] =>
    values.flatMap((value, i) => (i === 0 ? [value] : [value, value]))
  const evaluationSigmas = [...twice(sigmas.slice(0, -1)), 0]
  let begun: { slope: Float32Array; latents: Float32Array; signal: number; sigma: number } | undefined

  return assembleScheduler({
    timesteps: twice(timesteps),
    levels: evaluationSigmas.map(levelOfSigma),
    initialNoiseScale,
    predictionType: options.predictionType,
    advance: (evaluation) => {
      const { index, latents, from, to } = evaluation
      const sigma = from.noise / from.signal
      if (index % 2 === 0) {
        begun = { slope: toNoise(evaluation), latents, signal: from.signal, sigma }
        return moveTo(to, evaluation)
      }
      if (begun === undefined) return latents.slice() // a run that starts here has no step to correct
      const halfStep = (to.signal * (sigma - begun.sigma)) / 2
      return weightedSum([
        [to.signal / begun.signal, begun.latents],
        [halfStep, begun.slope],
        [halfStep, toNoise(evaluation)],
      ])
    },
  })
}

import { smallestAlphaCumprod } from './noiseSchedule.ts'
import { weightedSum } from './weightedSum.ts'

/** What the UNet was trained to answer with: the noise, the velocity or the clean latents. */
export const predictionTypes = ['epsilon', 'v_prediction', 'sample'] as const
export type PredictionType = (typeof predictionTypes)[number]

/** Latents at a noise level are signal · x₀ + noise · ε, with signal² + noise² = 1. */
export interface NoiseLevel {
  readonly signal: number
  readonly noise: number
}

/** A quantity as latents · x + prediction · (the UNet's output). */
interface LinearForm {
  readonly latents: number
  readonly prediction: number
}

/** The largest sigma that latents are read at, for the schedules whose last sigma is infinite. */
const smallestSignal = Math.sqrt(smallestAlphaCumprod)

/**
 * Clean latents and noise from the UNet's output. Velocity: Salimans & Ho 2022, appendix D, v = signal · ε - noise ·
 * x₀.
 */
const forms: Record<PredictionType, (level: NoiseLevel) => { denoised: LinearForm; noise: LinearForm }> = {
  epsilon: ({ signal, noise }) => ({
    denoised: { latents: 1 / Math.max(signal, smallestSignal), prediction: -noise / Math.max(signal, smallestSignal) },
    noise: { latents: 0, prediction: 1 },
  }),
  v_prediction: ({ signal, noise }) => ({
    denoised: { latents: signal, prediction: -noise },
    noise: { latents: noise, prediction: signal },
  }),
  sample: ({ signal, noise }) => ({
    denoised: { latents: 0, prediction: 1 },
    noise: { latents: 1 / noise, prediction: -signal / noise },
  }),
}

/** One answer of the UNet with the latents that it was given and their noise level. */
export interface Prediction {
  readonly predictionType: PredictionType
  readonly from: NoiseLevel
  readonly latents: Float32Array
  readonly noisePrediction: Float32Array
}

/** The clean latents x₀ that a prediction amounts to. */
export function toDenoised({ predictionType, from, latents, noisePrediction }: Prediction): Float32Array {
  const { denoised } = forms[predictionType](from)
  return weightedSum([
    [denoised.latents, latents],
    [denoised.prediction, noisePrediction],
  ])
}

/** The noise ε that a prediction amounts to. */
export function toNoise({ predictionType, from, latents, noisePrediction }: Prediction): Float32Array {
  const { noise } = forms[predictionType](from)
  return weightedSum([
    [noise.latents, latents],
    [noise.prediction, noisePrediction],
  ])
}

/** The latents at another noise level with the x₀ and the ε of a prediction: to.signal · x₀ + to.noise · ε. */
export function moveTo(to: NoiseLevel, { predictionType, from, latents, noisePrediction }: Prediction): Float32Array {
  const { denoised, noise } = forms[predictionType](from)
  return weightedSum([
    [to.signal * denoised.latents + to.noise * noise.latents, latents],
    [to.signal * denoised.prediction + to.noise * noise.prediction, noisePrediction],
  ])
}

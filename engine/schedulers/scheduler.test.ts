import { describe, expect, it } from 'vitest'
import { relativeL2 } from '../testing/closeness.ts'
import { stableDiffusion } from '../testing/stableDiffusion.ts'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import { predictionTypes } from './prediction.ts'
import type { PredictionType } from './prediction.ts'
import { createScheduler, samplers } from './samplers.ts'
import { firstEvaluation } from './scheduler.ts'
import type { Scheduler } from './scheduler.ts'

const settings = { ...stableDiffusion, setAlphaToOne: true }

/** What a network would answer that knows the clean latents. */
function predictPerfectly(
  predictionType: PredictionType,
  sigma: number,
  latents: Float32Array,
  clean: Float32Array,
): Float32Array {
  const signal = 1 / Math.sqrt(sigma ** 2 + 1)
  const noiseShare = sigma === Infinity ? 1 : sigma * signal
  return latents.map((value, i) => {
    if (predictionType === 'sample') return clean[i]!
    const noise = (value - signal * clean[i]!) / noiseShare
    return predictionType === 'epsilon' ? noise : signal * noise - noiseShare * clean[i]!
  })
}

interface Run {
  readonly first?: number
  readonly predict: (latents: Float32Array, sigma: number) => Float32Array
}

/** Runs all evaluations from `first` on and returns the last latents. */
function run(scheduler: Scheduler, latents: Float32Array, { first = 0, predict }: Run): Float32Array {
  const generator = createTorchGenerator(77)
  for (let index = first; index < scheduler.timesteps.length; index++) {
    latents = scheduler.step(predict(latents, scheduler.sigmas[index]!), index, latents, generator.normal)
  }
  return latents
}

const clean = createTorchGenerator(1).normal(64)
const noise = createTorchGenerator(2).normal(64)

describe.each(samplers)('$name', ({ name }) => {
  it.each(predictionTypes)('ends at the clean latents when every %s is right', (predictionType) => {
    for (const numInferenceSteps of [1, 2, 3, 4, 15, 16, 50]) {
      const scheduler = createScheduler(name, { ...settings, predictionType }, numInferenceSteps)
      const predict = (latents: Float32Array, sigma: number) => predictPerfectly(predictionType, sigma, latents, clean)
      expect(relativeL2(run(scheduler, noise, { predict }), clean)).toBeLessThan(1e-4)
    }
  })

  it('ends there from every evaluation that a run may start with', () => {
    const predict = (latents: Float32Array, sigma: number) => predictPerfectly('epsilon', sigma, latents, clean)
    const { timesteps } = createScheduler(name, settings, 6)
    for (const first of timesteps.keys()) {
      const scheduler = createScheduler(name, settings, 6)
      const noisy = scheduler.addNoise(clean, noise, first)
      expect(relativeL2(run(scheduler, noisy, { first, predict }), clean)).toBeLessThan(1e-4)
    }
  })

  it('leaves what it is given as it is, and previews without touching its history', () => {
    const scheduler = createScheduler(name, settings, 5)
    const untouched = createScheduler(name, settings, 5)
    let latents = noise
    for (const [index, sigma] of scheduler.sigmas.slice(0, -1).entries()) {
      const prediction = predictPerfectly('epsilon', sigma, latents, clean)
      const given = { latents: latents.slice(), prediction: prediction.slice() }
      const draw = createTorchGenerator(index).normal
      expect(relativeL2(scheduler.denoised(prediction, index, latents), clean)).toBeLessThan(1e-4)
      const next = scheduler.step(prediction, index, latents, draw)
      expect(untouched.step(prediction, index, latents, createTorchGenerator(index).normal)).toEqual(next)
      expect({ latents, prediction }).toEqual(given)
      expect(next).not.toBe(latents)
      latents = next
    }
  })
})

describe.each(samplers.filter(({ name }) => name !== 'LCM'))('$name', ({ name, stochastic }) => {
  // For data with variance c² the right noise prediction is known, and so is the solution of the diffusion ODE: over
  // sigma, latents scale with √(c² + sigma²). Samplers that add noise end at variance c². (LCM solves no equation.)
  it('solves the diffusion equation of Gaussian data', () => {
    const deviation = 0.7
    const predict = (latents: Float32Array, sigma: number): Float32Array => {
      const scale = sigma / (deviation ** 2 + sigma ** 2)
      return latents.map((value) => value * Math.sqrt(sigma ** 2 + 1) * scale)
    }
    const scheduler = createScheduler(name, settings, 60)
    const sigma = scheduler.sigmas[0]!
    const first = createTorchGenerator(3)
      .normal(stochastic ? 8192 : 256)
      .map((value) => value * Math.sqrt((deviation ** 2 + sigma ** 2) / (1 + sigma ** 2)))
    const last = run(scheduler, first, { predict })
    if (stochastic) {
      const measured = Math.sqrt(last.reduce((sum, value) => sum + value ** 2, 0) / last.length)
      expect(Math.abs(measured / deviation - 1)).toBeLessThan(0.08)
    } else {
      const factor = (deviation * Math.sqrt(1 + sigma ** 2)) / Math.sqrt(deviation ** 2 + sigma ** 2)
      const exact = first.map((value) => value * factor)
      expect(relativeL2(last, exact)).toBeLessThan(0.04)
    }
  })
})

describe('a scheduler', () => {
  it('adds noise in the scale of the network', () => {
    const scheduler = createScheduler('Euler Karras', settings, 10)
    const sigma = scheduler.sigmas[4]!
    const expected = clean.map((value, i) => (value + sigma * noise[i]!) / Math.sqrt(sigma ** 2 + 1))
    expect(relativeL2(scheduler.addNoise(clean, noise, 4), expected)).toBeLessThan(1e-6)
  })

  it('gives the same latents for the same seed, and others for another', () => {
    const draw = (seed: number) =>
      createScheduler('Euler a', settings, 10).step(noise, 0, clean, createTorchGenerator(seed).normal)
    expect(draw(5)).toEqual(draw(5))
    expect(draw(5)).not.toEqual(draw(6))
  })

  it('stops on evaluations out of order or out of range', () => {
    const step = (scheduler: Scheduler, index: number) =>
      scheduler.step(noise, index, clean, createTorchGenerator(1).normal)
    const scheduler = createScheduler('DPM++ 2M', settings, 10)
    step(scheduler, 2)
    expect(() => step(scheduler, 2)).toThrow('evaluation 2 where 3 was due')
    expect(() => step(createScheduler('DPM++ 2M', settings, 10), 10)).toThrow('evaluation 10 of 10')
  })

  it.each([999, 1000])('survives %i steps, where rounded timesteps coincide', (numInferenceSteps) => {
    const predict = (latents: Float32Array, sigma: number) => predictPerfectly('epsilon', sigma, latents, clean)
    for (const name of ['DPM++ 2M', 'DPM++ 2M SDE', 'DPM++ 2S', 'UniPC', 'LMS', 'DDIM', 'PLMS', 'DDPM', 'Heun']) {
      const scheduler = createScheduler(name, { ...settings, stepsOffset: 1 }, numInferenceSteps)
      expect(relativeL2(run(scheduler, noise, { predict }), clean)).toBeLessThan(1e-4)
    }
  })

  it.each(['DDIM', 'DDPM', 'PLMS', 'Euler', 'DPM++ 2M', 'UniPC', 'LCM'])(
    'takes %s from pure noise where the schedule was rescaled',
    (name) => {
      const predictionType = 'v_prediction'
      const rescaled = {
        ...settings,
        predictionType,
        rescaleZeroTerminalSNR: true,
        timestepSpacing: 'trailing',
      } as const
      const scheduler = createScheduler(name, rescaled, 12)
      const predict = (latents: Float32Array, sigma: number) => predictPerfectly(predictionType, sigma, latents, clean)
      expect(scheduler.sigmas[0]).toBeGreaterThan(4000)
      expect(relativeL2(run(scheduler, noise, { predict }), clean)).toBeLessThan(1e-3)
    },
  )
})

describe('firstEvaluation', () => {
  it('keeps as many steps as the denoising strength says', () => {
    const euler = createScheduler('Euler', settings, 10)
    expect([1, 0.75, 0.5, 0.1, 0.05, 0, 2, -1].map((strength) => firstEvaluation(euler, strength))).toEqual([
      0, 3, 5, 9, 10, 10, 0, 10,
    ])
  })

  it('starts where a step begins, not where one is corrected or repeated', () => {
    const heun = createScheduler('Heun', settings, 4)
    expect([1, 0.75, 0.5, 0.25].map((strength) => firstEvaluation(heun, strength))).toEqual([0, 2, 4, 6])
    const plms = createScheduler('PLMS', settings, 4)
    expect([1, 0.75, 0.5, 0.25].map((strength) => firstEvaluation(plms, strength))).toEqual([0, 2, 3, 4])
  })
})

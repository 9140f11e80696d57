import { describe, expect, it } from 'vitest'
import { largestDifference, relativeL2 } from '../testing/closeness.ts'
import { readFixture } from '../testing/readFixture.ts'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import { createScheduler } from './samplers.ts'
import type { SchedulerSettings } from './samplers.ts'
import { stableDiffusion } from '../testing/stableDiffusion.ts'

const withOffset: Partial<SchedulerSettings> = { stepsOffset: 1 }

/** Each run of the reference file, and the sampler and settings that must reproduce it. */
const references: readonly { run: string; sampler: string; settings?: Partial<SchedulerSettings> }[] = [
  { run: 'ddim', sampler: 'DDIM', settings: withOffset },
  { run: 'ddim_trailing', sampler: 'DDIM', settings: { timestepSpacing: 'trailing' } },
  { run: 'ddim_v', sampler: 'DDIM', settings: { ...withOffset, predictionType: 'v_prediction' } },
  { run: 'euler', sampler: 'Euler', settings: withOffset },
  { run: 'euler_leading', sampler: 'Euler', settings: { ...withOffset, timestepSpacing: 'leading' } },
  { run: 'euler_karras', sampler: 'Euler Karras' },
  { run: 'euler_v', sampler: 'Euler', settings: { predictionType: 'v_prediction' } },
  { run: 'euler_ancestral', sampler: 'Euler a' },
  { run: 'heun', sampler: 'Heun' },
  { run: 'lms', sampler: 'LMS' },
  { run: 'dpmpp_2m', sampler: 'DPM++ 2M' },
  { run: 'dpmpp_2m_karras', sampler: 'DPM++ 2M Karras' },
  { run: 'dpmpp_2m_sde', sampler: 'DPM++ 2M SDE' },
  { run: 'dpmpp_2m_sde_karras', sampler: 'DPM++ 2M SDE Karras' },
  { run: 'dpmpp_2s', sampler: 'DPM++ 2S' },
  { run: 'unipc', sampler: 'UniPC' },
  { run: 'unipc_karras', sampler: 'UniPC Karras' },
  { run: 'pndm', sampler: 'PLMS', settings: withOffset },
  { run: 'lcm', sampler: 'LCM' },
  { run: 'ddpm', sampler: 'DDPM', settings: withOffset },
]

const elements = 64
const fixture = readFixture('schedulers.safetensors')

/**
 * The stored latents are x₀ + sigma · ε for the methods of k-diffusion: those that start at more than unit variance.
 */
function toNetworkScale(row: Float32Array, sigma: number, storedInSigmaScale: boolean): Float32Array {
  return storedInSigmaScale ? row.map((value) => value / Math.sqrt(sigma ** 2 + 1)) : row
}

/** The artificial model of the reference file. */
function predict(latents: Float32Array, timestep: number): Float32Array {
  return latents.map((value) => Math.tanh(0.6 * value + 0.0005 * timestep))
}

describe.each(references)('$sampler reproduces the reference run $run', ({ run, sampler, settings }) => {
  it.each([4, 10, 25])('in %i steps', (numInferenceSteps) => {
    const key = `${run}.${numInferenceSteps}`
    const scheduler = createScheduler(sampler, { ...stableDiffusion, ...settings }, numInferenceSteps)
    expect(largestDifference(scheduler.timesteps, fixture.float32(`${key}.timesteps`))).toBeLessThan(1e-3)
    if (fixture.names.includes(`${key}.sigmas`)) {
      expect(largestDifference(scheduler.sigmas, fixture.float32(`${key}.sigmas`))).toBeLessThan(2e-6)
    }

    const trajectory = fixture.float32(`${key}.trajectory`)
    const storedInSigmaScale = /^(euler|heun|lms)/.test(run)
    const expectedRow = (index: number): Float32Array => {
      const row = trajectory.subarray(index * elements, (index + 1) * elements)
      return toNetworkScale(row, scheduler.sigmas[index]!, storedInSigmaScale)
    }
    let drawn = 0
    const drawNoise = (count: number): Float32Array => {
      const noises = fixture.float32(`${key}.noises`)
      drawn += 1
      return noises.subarray((drawn - 1) * count, drawn * count)
    }

    let latents: Float32Array = createTorchGenerator(31)
      .normal(elements)
      .map((value) => value * scheduler.initialNoiseScale)
    expect(relativeL2(latents, expectedRow(0))).toBeLessThan(1e-6)
    for (const [index, timestep] of scheduler.timesteps.entries()) {
      latents = scheduler.step(predict(latents, timestep), index, latents, drawNoise)
      expect(relativeL2(latents, expectedRow(index + 1))).toBeLessThan(2e-5)
    }
    expect(scheduler.stochastic).toBe(drawn > 0)
  })
})

it('has every run of the reference file in its table', () => {
  const stored = fixture.names.map((name) => name.split('.')[0])
  expect(new Set(stored)).toEqual(new Set(references.map(({ run }) => run)))
})

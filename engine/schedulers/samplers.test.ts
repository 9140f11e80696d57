import { describe, expect, it } from 'vitest'
import { stableDiffusion } from '../testing/stableDiffusion.ts'
import { createScheduler, findSampler, samplers } from './samplers.ts'

describe('findSampler', () => {
  it.each([
    ['DPM++ 2M Karras', 'DPM++ 2M Karras'],
    ['  dpm++  2m karras ', 'DPM++ 2M Karras'],
    ['dpmpp_2m+karras', 'DPM++ 2M Karras'],
    ['dpmpp_2m_karras', 'DPM++ 2M Karras'],
    ['dpmpp_2m', 'DPM++ 2M'],
    ['dpmpp_2m+normal', 'DPM++ 2M'],
    ['dpmpp_2m_sde + exponential', 'DPM++ 2M SDE Exponential'],
    ['DPMSolverMultistepScheduler', 'DPM++ 2M'],
    ['euler_ancestral', 'Euler a'],
    ['EulerAncestralDiscreteScheduler', 'Euler a'],
    ['EulerDiscrete', 'Euler'],
    ['euler+sgm_uniform', 'Euler SGM Uniform'],
    ['uni_pc+simple', 'UniPC Simple'],
    ['PNDMScheduler', 'PLMS'],
    ['lcm', 'LCM'],
  ])("knows '%s'", (typed, name) => {
    expect(findSampler(typed).name).toBe(name)
  })

  it('knows each sampler by its own name and each alias, and no name twice', () => {
    for (const sampler of samplers) {
      for (const name of [sampler.name, ...sampler.aliases]) expect(findSampler(name)).toBe(sampler)
    }
    expect(new Set(samplers.map(({ name }) => name)).size).toBe(samplers.length)
  })

  it('names the closest samplers for one that it does not know', () => {
    expect(() => findSampler('DPM++ 2N Karas')).toThrow(
      expect.objectContaining({
        code: 'setting-invalid',
        message: "There is no sampler 'DPM++ 2N Karas'.",
        remedy: expect.stringContaining("the closest names are 'DPM++ 2M Karras'") as string,
      }),
    )
    expect(() => findSampler('x'.repeat(100_000))).toThrow('There is no sampler')
    expect(() => findSampler('constructor')).toThrow('There is no sampler')
  })
})

describe('createScheduler', () => {
  it.each([0, -1, 1.5, Number.NaN, Infinity, 1001, 1e6])('refuses %d steps', (numInferenceSteps) => {
    expect(() => createScheduler('Euler', stableDiffusion, numInferenceSteps)).toThrow(
      expect.objectContaining({ code: 'setting-invalid', remedy: expect.stringContaining('1 to 1000') as string }),
    )
  })

  it('refuses more steps than the model was trained with, and than LCM was distilled with', () => {
    expect(() => createScheduler('Euler', { ...stableDiffusion, trainTimesteps: 100 }, 101)).toThrow('1 to 100 are')
    expect(() => createScheduler('LCM', stableDiffusion, 51)).toThrow(
      expect.objectContaining({ code: 'setting-invalid', remedy: expect.stringContaining('4 to 8') as string }),
    )
  })

  it("uses the model's timestep spacing for the model's own sampler, and a sampler's own for any other", () => {
    const settings = { ...stableDiffusion, timestepSpacing: 'trailing', samplerClass: 'DDIMScheduler' } as const
    expect(createScheduler('DDIM', settings, 4).timesteps).toEqual([999, 749, 499, 249])
    expect(createScheduler('Euler', settings, 4).timesteps).toEqual([999, 666, 333, 0])
    expect(createScheduler('Euler', { ...settings, samplerClass: undefined }, 4).timesteps).toEqual([
      999, 749, 499, 249,
    ])
  })

  it.each(samplers)('evaluates the UNet as often as $name says, give or take one', (sampler) => {
    const scheduler = createScheduler(sampler.name, stableDiffusion, 12)
    const evaluations = 12 * sampler.evaluationsPerStep
    expect(Math.abs(scheduler.timesteps.length - evaluations)).toBeLessThanOrEqual(1)
    expect(scheduler.sigmas).toHaveLength(scheduler.timesteps.length + 1)
    expect(scheduler.stochastic).toBe(sampler.stochastic)
  })
})

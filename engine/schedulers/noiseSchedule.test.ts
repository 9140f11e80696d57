import { describe, expect, it } from 'vitest'
import { stableDiffusion } from '../testing/stableDiffusion.ts'
import { createNoiseSchedule } from './noiseSchedule.ts'

const pick = (values: Float32Array, timesteps: readonly number[]): number[] => timesteps.map((t) => values[t]!)

describe('createNoiseSchedule', () => {
  it('has the sigmas of Stable Diffusion', () => {
    const { sigmas } = createNoiseSchedule(stableDiffusion)
    const published = [0.02916753478348255, 0.04131447896361351, 0.3075060546398163, 1.6182796955108643]
    for (const [i, sigma] of pick(sigmas, [0, 1, 84, 500]).entries()) expect(sigma).toBeCloseTo(published[i]!, 7)
    expect(sigmas[999]).toBeCloseTo(14.614646911621094, 5)
  })

  it('spaces betas evenly, or along a squared cosine', () => {
    const linear = createNoiseSchedule({ ...stableDiffusion, betaStart: 1e-4, betaEnd: 0.02, betaSchedule: 'linear' })
    expect(pick(linear.alphasCumprod, [0, 500, 999])).toEqual([
      0.9998999834060669, 0.07779665291309357, 4.035830352222547e-5,
    ])
    const cosine = createNoiseSchedule({ ...stableDiffusion, betaSchedule: 'squaredcos_cap_v2' })
    expect(pick(cosine.betas, [0, 1, 500, 998, 999])).toEqual([
      4.128422369831242e-5, 4.614175122696906e-5, 0.003155691549181938, 0.7499994039535522, 0.9990000128746033,
    ])
  })

  it('takes betas as they are listed', () => {
    const { betas, alphasCumprod } = createNoiseSchedule({
      ...stableDiffusion,
      trainTimesteps: 3,
      trainedBetas: [0.25, 0.5, 0.75],
    })
    expect([...betas]).toEqual([0.25, 0.5, 0.75])
    expect([...alphasCumprod]).toEqual([0.75, 0.375, 0.09375])
  })

  it('rescales to no signal at the end and leaves the beginning, with sigmas that stay finite', () => {
    const { alphasCumprod, sigmas } = createNoiseSchedule({ ...stableDiffusion, rescaleZeroTerminalSNR: true })
    const expected = [0.9991499781608582, 0.9982334971427917, 0.2410186380147934]
    for (const [i, value] of pick(alphasCumprod, [0, 1, 500]).entries()) expect(value).toBeCloseTo(expected[i]!, 5)
    expect(alphasCumprod[999]).toBe(0)
    expect(sigmas[999]).toBeCloseTo(4096, 0)
    expect(sigmas[998]).toBeLessThan(4096)
  })

  it.each([
    { trainTimesteps: 1e12 },
    { trainTimesteps: 0 },
    { trainedBetas: [0.5] },
    { betaStart: 0 },
    { betaEnd: Number.NaN },
  ])('refuses what is not a noise schedule: %o', (wrong) => {
    expect(() => createNoiseSchedule({ ...stableDiffusion, ...wrong })).toThrow(
      expect.objectContaining({ code: 'model-unsupported' }),
    )
  })
})

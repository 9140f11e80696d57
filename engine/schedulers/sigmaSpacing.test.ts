import { describe, expect, it } from 'vitest'
import { stableDiffusion } from '../testing/stableDiffusion.ts'
import { betaQuantile } from './betaDistribution.ts'
import { createNoiseSchedule } from './noiseSchedule.ts'
import { sigmaAtTimestep, sigmaSpacings, spaceSigmas, timestepAtSigma } from './sigmaSpacing.ts'
import type { SigmaSpacing } from './sigmaSpacing.ts'

const noiseSchedule = createNoiseSchedule(stableDiffusion)

function space(sigmaSpacing: SigmaSpacing, numInferenceSteps: number) {
  return spaceSigmas(noiseSchedule, {
    sigmaSpacing,
    numInferenceSteps,
    timestepSpacing: 'linspace',
    stepsOffset: 0,
    wholeTimesteps: false,
  })
}

describe('spaceSigmas', () => {
  it.each(sigmaSpacings)('goes down strictly to 0 with %s spacing, whatever the number of steps', (sigmaSpacing) => {
    for (const steps of [1, 2, 7, 20, 100, 1000]) {
      const { timesteps, sigmas } = space(sigmaSpacing, steps)
      if (sigmaSpacing === 'beta' && steps > 100) expect(timesteps.length).toBeLessThan(steps)
      else expect(timesteps).toHaveLength(steps)
      expect(sigmas).toHaveLength(timesteps.length + 1)
      expect(sigmas.at(-1)).toBe(0)
      expect(sigmas).toEqual([...new Set(sigmas)].sort((a, b) => b - a))
      expect(Math.min(...timesteps)).toBeGreaterThanOrEqual(0)
      expect(Math.max(...timesteps)).toBeLessThanOrEqual(999)
      // stride · 0 + 1 is all that the DDIM timesteps leave to a single step
      if (steps > 1) expect(timesteps[0]).toBeGreaterThan(480)
    }
  })

  it('has the published sigmas of exponential spacing', () => {
    const expected = [14.614646911621094, 3.0889875888824463, 0.6528960466384888, 0.13799770176410675, 0.02916753, 0]
    const { timesteps, sigmas } = space('exponential', 5)
    for (const [i, sigma] of expected.entries()) expect(sigmas[i]).toBeCloseTo(sigma, 5)
    const expectedTimesteps = [999, 680.6669921875, 233.20973205566406, 20.001972198486328, 0]
    for (const [i, timestep] of expectedTimesteps.entries()) expect(timesteps[i]).toBeCloseTo(timestep, 2)
  })

  it('chooses the timesteps of the spacings that choose timesteps', () => {
    expect({
      sgm: space('sgm-uniform', 4).timesteps,
      simple: space('simple', 4).timesteps,
      ddim: space('ddim-uniform', 4).timesteps,
      beta: space('beta', 4).timesteps,
    }).toEqual({
      sgm: [999, 749.25, 499.5, 249.75],
      simple: [999, 749, 499, 249],
      ddim: [751, 501, 251, 1],
      beta: [999, 823, 500, 176],
    })
  })

  it('reaches both ends of the table with the optimal spacing for Gaussian data', () => {
    const { sigmas } = space('kl-optimal', 3)
    expect(sigmas[0]).toBeCloseTo(14.614647, 5)
    expect(sigmas[1]).toBeCloseTo(Math.tan((Math.atan(14.614647) + Math.atan(0.0291675)) / 2), 5)
    expect(sigmas[2]).toBeCloseTo(0.0291675, 6)
  })

  it('finds the timestep of a sigma again', () => {
    for (const timestep of [0, 0.5, 17, 499.25, 998.75, 999]) {
      expect(timestepAtSigma(noiseSchedule, sigmaAtTimestep(noiseSchedule, timestep))).toBeCloseTo(timestep, 1)
    }
    expect([timestepAtSigma(noiseSchedule, 1e-9), timestepAtSigma(noiseSchedule, 99)]).toEqual([0, 999])
  })
})

describe('betaQuantile', () => {
  it('agrees with published quantiles of Beta(0.6, 0.6)', () => {
    const quantiles = [
      [0, 0],
      [0.01, 0.0008612388215429059],
      [0.2, 0.12292175045833292],
      [0.5, 0.5],
      [0.77, 0.8461624142323502],
      [0.999, 0.9999814412614826],
      [1, 1],
    ] as const
    for (const [probability, quantile] of quantiles) expect(betaQuantile(probability, 0.6)).toBeCloseTo(quantile, 12)
  })
})

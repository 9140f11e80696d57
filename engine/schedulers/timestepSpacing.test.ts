import { describe, expect, it } from 'vitest'
import { roundHalfToEven, spaceTimesteps, timestepSpacings } from './timestepSpacing.ts'
import type { TimestepSpacing } from './timestepSpacing.ts'

const space = (timestepSpacing: TimestepSpacing, numInferenceSteps: number, withoutLast = false): number[] =>
  spaceTimesteps({ timestepSpacing, numInferenceSteps, withoutLast, trainTimesteps: 1000, stepsOffset: 1 })

describe('spaceTimesteps', () => {
  it('leads, trails or spans', () => {
    expect(timestepSpacings.map((spacing) => space(spacing, 4))).toEqual([
      [999, 666, 333, 0],
      [751, 501, 251, 1],
      [999, 749, 499, 249],
    ])
  })

  it('leaves the last timestep out for multistep solvers', () => {
    expect(timestepSpacings.map((spacing) => space(spacing, 3, true))).toEqual([
      [999, 666, 333],
      [751, 501, 251],
      [999, 666, 332],
    ])
  })

  it('starts a single step of linspace at the noisiest timestep', () => {
    expect(space('linspace', 1)).toEqual([999])
  })

  it.each(timestepSpacings)('stays in range and descends with %s spacing for every number of steps', (spacing) => {
    for (const steps of [1, 2, 3, 333, 501, 999, 1000]) {
      for (const withoutLast of [false, true]) {
        const timesteps = space(spacing, steps, withoutLast)
        expect(timesteps).toHaveLength(steps)
        expect(timesteps[0]).toBeLessThanOrEqual(999)
        expect(timesteps.at(-1)).toBeGreaterThanOrEqual(0)
        expect(timesteps).toEqual(timesteps.toSorted((a, b) => b - a))
      }
    }
  })
})

it('rounds halves to even numbers', () => {
  expect([499.5, 500.5, 1.4999, 1.5001, 2].map(roundHalfToEven)).toEqual([500, 500, 1, 2, 2])
})

import { describe, expect, it } from 'vitest'
import {
  composerStepSizes,
  contrastiveUpdates,
  continuesRefining,
  hasPlateaued,
  scaledComposerLimits,
  updatesInStep,
  type ContrastiveUpdates,
} from './refinement.ts'

/** How many updates LoRA-Composer makes if its loss runs like this. */
function updateCount(lossAt: (stepIndex: number) => number, numInferenceSteps = 50): number {
  const limits = scaledComposerLimits(numInferenceSteps)
  let previous: number | undefined
  for (let stepIndex = 0; stepIndex < numInferenceSteps; stepIndex++) {
    if (!continuesRefining(stepIndex, lossAt(stepIndex), previous, limits)) return stepIndex + 1
    previous = lossAt(stepIndex)
  }
  return numInferenceSteps
}

describe('refinement of LoRA-Composer', () => {
  it('LoRA-Composer invariant 8: step sizes fall from 20 to 14.1421', () => {
    const sizes = composerStepSizes(50)
    expect([0, 1, 5, 25, 49].map((index) => sizes[index]!.toFixed(4))).toEqual([
      '20.0000',
      '19.8977',
      '19.4831',
      '17.2615',
      '14.1421',
    ])
    expect(composerStepSizes(1)).toEqual([20])
  })

  it('LoRA-Composer invariant 8: 6 to 26 updates', () => {
    expect(updateCount((stepIndex) => 9 - stepIndex / 10)).toBe(26)
    expect(updateCount((stepIndex) => (stepIndex === 5 ? 9 : 8))).toBe(6)
    expect(updateCount((stepIndex) => (stepIndex < 5 ? stepIndex : 1))).toBe(26)
    expect(updateCount((stepIndex) => Math.abs(stepIndex - 12))).toBe(14)
    expect(updateCount(() => 5)).toBe(26)
  })

  it('compares a first loss with 1000, as released', () => {
    const limits = { certainUntil: 0, last: 25 }
    expect(continuesRefining(0, 999, undefined, limits)).toBe(true)
    expect(continuesRefining(0, 1001, undefined, limits)).toBe(false)
  })

  it('takes the same part of a shorter run', () => {
    expect(scaledComposerLimits(50)).toEqual({ certainUntil: 5, last: 25 })
    expect(scaledComposerLimits(20)).toEqual({ certainUntil: 2, last: 10 })
    expect(updateCount(() => 5, 20)).toBe(11)
  })
})

describe('updates of CLoRA', () => {
  const totals = (updates: ContrastiveUpdates, numInferenceSteps: number, branches: number) => {
    const inSteps = Array.from({ length: numInferenceSteps }, (_, stepIndex) => updatesInStep(stepIndex, updates))
    const updateTotal = inSteps.reduce((sum, count) => sum + count)
    // A repeated update computes the network once more; a step without updates computes it for its noise all the same.
    const repeated = inSteps.reduce((sum, count) => sum + Math.max(0, count - 1), 0)
    return {
      updates: updateTotal,
      forward: branches * (numInferenceSteps + repeated),
      backward: branches * updateTotal,
    }
  }

  it('CLoRA invariant 11: N(T + |R|I) forward and N(K + |R|I) backward calls', () => {
    expect(totals(contrastiveUpdates.demonstration, 100, 3)).toEqual({ updates: 110, forward: 480, backward: 330 })
    expect(totals({ ...contrastiveUpdates.demonstration, updatedSteps: 25 }, 50, 3)).toEqual({
      updates: 85,
      forward: 330,
      backward: 255,
    })
    expect(totals(contrastiveUpdates.released, 50, 3)).toEqual({ updates: 30, forward: 150, backward: 90 })
    expect(totals({ ...contrastiveUpdates.released, updatedSteps: 0 }, 50, 3)).toEqual({
      updates: 0,
      forward: 150,
      backward: 0,
    })
  })

  it('repeats only in steps that are updated', () => {
    const updates = { ...contrastiveUpdates.demonstration, updatedSteps: 15 }
    expect([0, 1, 10, 14, 15, 20].map((stepIndex) => updatesInStep(stepIndex, updates))).toEqual([21, 1, 21, 1, 0, 0])
  })

  it('fixed may stop repeating at a plateau', () => {
    expect(hasPlateaued([1, 0.8, 0.6, 0.4, 0.2])).toBe(false)
    expect(hasPlateaued([1, 0.8, 0.5, 0.4999, 0.4998, 0.4997])).toBe(true)
    expect(hasPlateaued([1, 1, 1])).toBe(false)
    expect(hasPlateaued([1, 0.5, 0.6, 0.7, 0.8])).toBe(true)
  })
})

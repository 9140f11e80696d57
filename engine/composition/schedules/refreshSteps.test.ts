import { describe, expect, it } from 'vitest'
import { EngineError } from '../../errors/engineError.ts'
import { quadCentreSteps } from './quadCentre.ts'
import { refreshesAlways, refreshSteps, scheduleOfInterval } from './refreshSteps.ts'

const cmlora = (steps: number) => refreshSteps({ type: 'cmlora' }, steps)

describe('refreshSteps', () => {
  it('cache invariant 20: has the reference schedules of CMLoRA', () => {
    expect(cmlora(50)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 21, 24, 27, 30, 33, 36, 39, 42, 43, 45, 47, 49])
    expect(cmlora(30)).toEqual([0, 2, 4, 6, 8, 10, 11, 14, 17, 20, 23, 26, 28])
    expect(cmlora(20)).toEqual([0, 2, 4, 6, 7, 10, 13, 16, 17, 19])
    expect([20, 30, 50, 100, 200, 220].map((steps) => cmlora(steps).length)).toEqual([10, 13, 22, 43, 85, 92])
    const long = cmlora(220)
    expect(long.filter((step) => step < 82)).toHaveLength(41)
    expect(long.filter((step) => step >= 82 && step < 192)).toHaveLength(37)
    expect(long.filter((step) => step >= 192)).toHaveLength(14)
  })

  it('cache invariant 19: interval 1 refreshes at every step, and every schedule at the first', () => {
    expect(refreshSteps(scheduleOfInterval(1), 7)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(refreshSteps(scheduleOfInterval(3), 7)).toEqual([0, 3, 6])
    expect(scheduleOfInterval(0)).toEqual({ type: 'cmlora' })
    expect([0, 1, 2].map((interval) => refreshesAlways(scheduleOfInterval(interval)))).toEqual([false, true, false])
    for (let steps = 1; steps < 60; steps++) {
      const schedule = cmlora(steps)
      expect(schedule[0]).toBe(0)
      expect(schedule).toEqual([...new Set(schedule)].sort((a, b) => a - b))
      expect(schedule.at(-1)).toBeLessThan(steps)
    }
  })
})

describe('quadCentreSteps', () => {
  it.each([
    [50, 5, 15, 1.4, [0, 5, 9, 13, 17, 21, 26, 31, 37, 43]],
    [50, 5, 10, 1.2, [0, 5, 9, 12, 16, 21, 26, 32, 38, 43]],
    [50, 3, 15, 1.4, [0, 3, 6, 8, 11, 13, 15, 17, 20, 22, 25, 28, 32, 35, 38, 42, 46]],
    [50, 10, 15, 1.2, [0, 10, 18, 27, 38]],
    [30, 3, 10, 1.4, [0, 3, 6, 8, 10, 13, 16, 19, 22, 26]],
    [50, 2, 15, 1.4, [0, 2, 4, 6, 7, 9, 11, 12, 14, 15, 17, 18, 20, 22, 24, 26, 28, 30, 32, 35, 37, 39, 42, 44, 47]],
  ])('cache invariant 20: %d steps, interval %d, centre %d, power %d', (steps, interval, centre, power, expected) => {
    expect(quadCentreSteps(steps, interval, centre, power)).toEqual(expected)
    expect(refreshSteps({ type: 'quad-centre', interval, centre, power }, steps)).toEqual(expected)
  })

  it('says so where no schedule exists', () => {
    expect(() => quadCentreSteps(50, 5, 15, 0.9)).toThrow(EngineError)
    expect(() => quadCentreSteps(50, 5, 15, 0.9)).toThrow(/10 steps .* around step 15 of 50 at power 0\.9/)
  })
})

import { describe, expect, it } from 'vitest'
import { cachedCostRatio, countPasses } from './cacheCost.ts'
import { createDominanceRun, dominanceSteps, type DominanceMode, type DominanceSettings } from './dominance.ts'
import { decayedCoefficient, dominanceWeights, firstCoefficient } from './dominanceWeights.ts'
import { scheduleOfInterval } from './refreshSteps.ts'

const plan = (
  mode: DominanceMode,
  highCount: number,
  lowCount: number,
  interval: number,
  others: Partial<DominanceSettings> = {},
) =>
  dominanceSteps({
    mode,
    highCount,
    lowCount,
    numInferenceSteps: 220,
    schedule: scheduleOfInterval(interval),
    ...others,
  })
const dominants = (...given: Parameters<typeof plan>) => plan(...given).map(({ dominant }) => dominant)
const modes = ['paper', 'released', 'repaired', 'released-async'] as const

describe('dominanceWeights', () => {
  const shares = (count: number, coefficient: number) => {
    const { dominant, other } = dominanceWeights(count, coefficient)
    return [dominant / count, other / count].map((share) => share.toFixed(4))
  }

  it('cache invariant 4: has the shares of the table, and weights that add up to N', () => {
    expect([2, 3, 4, 5].map((count) => shares(count, firstCoefficient(count)))).toEqual([
      ['0.6000', '0.4000'],
      ['0.5556', '0.2222'],
      ['0.5385', '0.1538'],
      ['0.5294', '0.1176'],
    ])
    for (const count of [1, 2, 3, 4, 5]) {
      const { dominant, other } = dominanceWeights(count, firstCoefficient(count))
      expect(dominant + (count - 1) * other).toBeCloseTo(count, 12)
    }
  })

  it('cache invariant 1: one adapter has weight 1', () => {
    expect(dominanceWeights(1, firstCoefficient(1)).dominant).toBe(1)
    for (const mode of modes) {
      expect(plan(mode, 1, 0, 0, { numInferenceSteps: 20 }).every(({ shares: [share] }) => share === 1)).toBe(true)
    }
  })

  it('cache invariant 3: equal weights are those of a plain mean', () => {
    expect(dominanceWeights(4, 1)).toEqual({ dominant: 1, other: 1 })
  })

  it('has the shares of the table with decay', () => {
    const decayed = (count: number, changes: number[]) =>
      changes.map((change) => shares(count, decayedCoefficient(count, change, 'async')))
    expect(decayed(2, [0, 1, 2, 3, 4]).map(([share]) => Number(share).toFixed(3))).toEqual([
      '0.600',
      '0.500',
      '0.429',
      '0.385',
      '0.360',
    ])
    expect(decayed(3, [0, 1, 2, 3])).toEqual([
      ['0.5556', '0.2222'],
      ['0.5000', '0.2500'],
      ['0.4667', '0.2667'],
      ['0.4483', '0.2759'],
    ])
    expect(decayed(5, [0, 1, 2, 3])).toEqual([
      ['0.5294', '0.1176'],
      ['0.5000', '0.1250'],
      ['0.4839', '0.1290'],
      ['0.4754', '0.1311'],
    ])
  })

  it('decays towards N - 1.5 from 1, and N - 2.5 from 0, unless a floor stops it', () => {
    expect(decayedCoefficient(4, 60, 'async')).toBeCloseTo(2.5, 12)
    expect(decayedCoefficient(4, 60, 'offline')).toBeCloseTo(1.5, 12)
    expect(decayedCoefficient(2, 60, 'async', 1)).toBe(1)
  })
})

describe('dominance as released', () => {
  it('cache invariant 10: has the reference sequences', () => {
    const sequence = dominants('released', 2, 1, 0)
    expect(sequence.slice(0, 8)).toEqual([0, 0, 1, 1, 0, 0, 1, 1])
    expect(sequence.slice(118, 130)).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1])
  })

  it.each([
    ['a character on a background', 1, 1, [0.55, 0.45]],
    ['two of high frequency', 2, 0, [0.5, 0.5]],
    ['three with a background', 2, 1, [0.273, 0.505, 0.223]],
    ['four with a background', 3, 1, [0.182, 0.336, 0.341, 0.141]],
    ['five with a background', 4, 1, [0.141, 0.255, 0.236, 0.25, 0.118]],
  ])('cache invariant 10: the parts of the run in which each dominates, %s', (_, high, low, expected) => {
    const sequence = dominants('released', high, low, 0)
    for (const [place, part] of expected.entries()) {
      expect(Math.abs(sequence.filter((dominant) => dominant === place).length / 220 - part)).toBeLessThan(0.0006)
    }
  })

  it('cache invariant 10: the phase ends in proportion, or where it is told to', () => {
    const late = (numInferenceSteps: number, others = {}) =>
      dominants('released', 2, 1, 1, { numInferenceSteps, ...others }).indexOf(2)
    expect(late(220)).toBeGreaterThan(120)
    expect(late(220)).toBeLessThanOrEqual(122)
    expect(late(22)).toBeGreaterThan(12)
    expect(late(22)).toBeLessThanOrEqual(14)
    expect(late(100, { lastEarlyStep: 120 })).toBe(-1)
  })

  it('cache invariant 11: any mixture of kinds, also none, has a dominant adapter without dividing by zero', () => {
    for (const mode of modes) {
      for (const [high, low] of [
        [0, 1],
        [0, 3],
        [1, 3],
        [3, 0],
        [1, 0],
      ] as const) {
        for (const step of plan(mode, high, low, 0)) {
          expect(step.dominant).toBeGreaterThanOrEqual(0)
          expect(step.dominant).toBeLessThan(high + low)
          expect(step.shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12)
        }
      }
      expect(plan(mode, 0, 0, 0)[7]).toEqual({ dominant: -1, shares: [], computed: [], cacheAges: [] })
    }
    expect(new Set(dominants('paper', 0, 2, 0))).toEqual(new Set([0, 1]))
  })

  it('never lets a second background dominate, nor the first adapter late; paper lets every background', () => {
    const released = dominants('released', 2, 2, 0)
    expect(released.includes(3)).toBe(false)
    expect(released.slice(121).includes(0)).toBe(false)
    const paper = dominants('paper', 2, 2, 0)
    expect(new Set(paper.slice(0, 121))).toEqual(new Set([0, 1]))
    expect(new Set(paper.slice(121))).toEqual(new Set([2, 3]))
  })

  it('asynchronously goes round every 20 of 220 steps, and begins with the last', () => {
    const sequence = dominants('released-async', 2, 1, 2)
    expect([0, 19, 20, 39, 40, 60, 80, 200, 219].map((step) => sequence[step])).toEqual([2, 2, 0, 0, 1, 2, 0, 0, 0])
    const steps = plan('released-async', 2, 1, 2)
    expect(steps[0]!.computed).toEqual([true, true, true])
    expect(steps[2]!.computed).toEqual([true, false, false])
    expect(steps[22]!.computed).toEqual([false, true, false])
  })

  it('online follows the phase that it is told', () => {
    const run = createDominanceRun({
      mode: 'released-online',
      highCount: 2,
      lowCount: 1,
      numInferenceSteps: 6,
      schedule: scheduleOfInterval(1),
    })
    expect([true, true, false, false, true, false].map((isEarly) => run.next(isEarly).dominant)).toEqual([
      0, 1, 1, 2, 0, 2,
    ])
    expect(() => run.next(true)).toThrow(/no more steps/)
  })

  it('has constant weights; paper lets them decay, but never below equal ones', () => {
    const released = plan('released', 2, 1, 0)
    expect(new Set(released.map(({ shares, dominant }) => shares[dominant]!.toFixed(6)))).toEqual(new Set(['0.555556']))
    const paper = plan('paper', 2, 1, 0)
    expect([0, 2, 4, 6].map((step) => paper[step]!.shares[paper[step]!.dominant]!.toFixed(4))).toEqual([
      '0.5556',
      '0.5000',
      '0.4667',
      '0.4483',
    ])
    for (const { shares, dominant } of plan('paper', 1, 1, 0)) expect(shares[dominant]).toBe(Math.max(...shares))
  })
})

describe('caches', () => {
  const lastAges = (...given: Parameters<typeof plan>) => plan(...given).at(-1)!.cacheAges

  it('cache invariant 19: everything is computed in the first step, and at interval 1 in every step', () => {
    for (const mode of modes) {
      expect(plan(mode, 2, 1, 2)[0]!.computed).toEqual([true, true, true])
      expect(countPasses(plan(mode, 2, 1, 1)).cached).toBe(0)
    }
  })

  it('cache invariant 23: as released, intervals 0 and 1 never read a cache; only the paper and the repair do', () => {
    expect(countPasses(plan('released', 2, 1, 0))).toEqual({ computed: 660, cached: 0 })
    expect(countPasses(plan('released', 2, 1, 1))).toEqual({ computed: 660, cached: 0 })
    expect(countPasses(plan('paper', 2, 1, 0)).cached).toBeGreaterThan(0)
    expect(countPasses(plan('repaired', 2, 1, 0)).cached).toBeGreaterThan(0)
  })

  it('cache invariant 23: as released, caches are 99, 101 and 219 steps old at the end', () => {
    expect(lastAges('released', 2, 1, 2)).toEqual([99, 101, 219])
    expect(lastAges('released', 2, 1, 5)).toEqual([99, 104, 219])
  })

  it('repaired, no cache grows older than it may', () => {
    for (const interval of [0, 2, 5]) {
      for (const mostCacheSteps of [10, 4]) {
        const ages = plan('repaired', 2, 1, interval, { mostCacheSteps }).flatMap(({ cacheAges }) => cacheAges)
        expect(Math.max(...ages)).toBe(mostCacheSteps)
      }
    }
    expect(dominants('repaired', 2, 1, 2)).toEqual(dominants('released', 2, 1, 2))
  })

  it.each([0, 2, 3])(
    'cache invariant 24: by the paper the dominant adapter is computed in every step, interval %d',
    (interval) => {
      const longestGap = interval === 0 ? 3 : interval
      for (const { dominant, cacheAges } of plan('paper', 2, 1, interval)) {
        expect(cacheAges[dominant]).toBe(0)
        expect(Math.max(...cacheAges)).toBeLessThanOrEqual(longestGap - 1)
      }
    },
  )

  it('cache invariant 26: a run that was left in the middle leaves nothing behind for the next', () => {
    const settings: DominanceSettings = {
      mode: 'paper',
      highCount: 2,
      lowCount: 1,
      numInferenceSteps: 220,
      schedule: { type: 'cmlora' },
    }
    const left = createDominanceRun(settings)
    for (let step = 0; step < 100; step++) left.next()
    expect(dominanceSteps(settings)).toEqual(plan('paper', 2, 1, 0))
  })
})

describe('cost', () => {
  /** SD 1.5 at 512 x 512, in billions of multiply-accumulates: whole, and from the last up block on. */
  const costs = { computed: 401.6, cached: 152.7 }
  const ratio = (...given: Parameters<typeof plan>) => cachedCostRatio(countPasses(plan(...given)), costs)
  const near = (actual: number, expected: number) => expect(Math.abs(actual - expected)).toBeLessThan(0.005)

  it.each([
    [2, [0.537, 0.486, 0.444]],
    [3, [0.485, 0.452, 0.423]],
    [4, [0.46, 0.434, 0.413]],
  ])('cache invariant 25: released, %d adapters without background', (count, expected) => {
    for (const [index, interval] of [2, 3, 5].entries()) near(ratio('released', count, 0, interval), expected[index]!)
  })

  it.each([
    [2, [0.467, 0.439, 0.417]],
    [3, [0.439, 0.42, 0.405]],
    [4, [0.425, 0.411, 0.4]],
    [5, [0.417, 0.405, 0.396]],
  ])('cache invariant 25: released, %d adapters with a background', (count, expected) => {
    for (const [index, interval] of [2, 3, 5].entries()) {
      near(ratio('released', count - 1, 1, interval), expected[index]!)
    }
  })

  it.each([
    [2, 0.82, 0.826],
    [3, 0.76, 0.769],
    [4, 0.729, 0.74],
    [5, 0.711, 0.722],
  ])('cache invariant 25: by the paper, %d adapters', (count, at220, at50) => {
    near(ratio('paper', count - 1, 1, 0), at220)
    near(ratio('paper', count - 1, 1, 0, { numInferenceSteps: 50 }), at50)
  })

  it('cache invariant 25: intervals 0 and 1 cost as much as no cache, as released', () => {
    expect(ratio('released', 3, 1, 0)).toBe(1)
    expect(ratio('released', 3, 1, 1)).toBe(1)
  })
})

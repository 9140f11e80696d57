import { describe, expect, it } from 'vitest'
import { defaultSwitchInterval, switchIndex, type SwitchIndexing } from './switchIndex.ts'

const sequence = (steps: number, count: number, interval: number, indexing: SwitchIndexing) =>
  Array.from({ length: steps }, (_, stepIndex) => switchIndex(stepIndex, count, interval, indexing))
const runs = (places: number[]) => {
  const lengths: [number, number][] = []
  for (const place of places) {
    const last = lengths.at(-1)
    if (last?.[0] === place) last[1]++
    else lengths.push([place, 1])
  }
  return lengths
}

describe('switchIndex', () => {
  it('cache invariant 8: paper gives each concept τ steps, released gives the first one more', () => {
    expect(runs(sequence(20, 3, 5, 'paper'))).toEqual([
      [0, 5],
      [1, 5],
      [2, 5],
      [0, 5],
    ])
    expect(runs(sequence(21, 3, 5, 'released'))).toEqual([
      [0, 6],
      [1, 5],
      [2, 5],
      [0, 5],
    ])
  })

  it.each(['paper', 'released'] as const)(
    'cache invariant 8: %s stays with the first where τ fills the run',
    (mode) => {
      expect(new Set(sequence(30, 4, 30, mode))).toEqual(new Set([0]))
      expect(new Set(sequence(30, 4, 50, mode))).toEqual(new Set([0]))
      expect(new Set(sequence(30, 1, 2, mode))).toEqual(new Set([0]))
    },
  )

  it('cache invariant 8: repeats after N · τ steps', () => {
    const paper = sequence(200, 4, 3, 'paper')
    expect(paper.slice(12)).toEqual(paper.slice(0, -12))
    const released = sequence(200, 4, 3, 'released').slice(1)
    expect(released.slice(12)).toEqual(released.slice(0, -12))
  })

  it('chooses τ so that each concept gets two turns in a short run', () => {
    expect(
      [
        [100, 2],
        [20, 2],
        [20, 3],
        [20, 5],
        [10, 5],
        [4, 5],
        [1, 1],
      ].map(([steps, count]) => defaultSwitchInterval(steps!, count!)),
    ).toEqual([5, 5, 3, 2, 1, 1, 1])
    for (const [steps, count] of [
      [20, 2],
      [30, 4],
      [10, 5],
    ] as const) {
      const turns = runs(sequence(steps, count, defaultSwitchInterval(steps, count), 'paper'))
      for (let place = 0; place < count; place++) {
        expect(turns.filter(([other]) => other === place).length).toBeGreaterThanOrEqual(2)
      }
    }
  })
})

import { describe, expect, it } from 'vitest'
import { conceptEvidence, errorMap, meanErrors, presenceOf, type ConceptEvidence } from './evidence.ts'

const map = (...values: number[]) => Float64Array.from(values)

describe('errorMap', () => {
  it('sums squared errors over channels and averages them over the cells of the grid', () => {
    const noise = new Float32Array(2 * 2 * 4)
    const predicted = noise.map((_, index) => (index === 0 || index === 8 ? 3 : 0)) // the first cell of both channels
    const whole = errorMap(predicted, noise, [2, 2, 4], { height: 1, width: 1 })
    expect([...whole]).toEqual([expect.closeTo(18 / 8, 6)])
    const halves = errorMap(predicted, noise, [2, 2, 4], { height: 1, width: 2 })
    expect(halves[0]! + halves[1]!).toBeCloseTo(18 / 4, 6)
    expect(halves[0]).toBeGreaterThan(halves[1]!)
  })

  it('smooths an even error into itself', () => {
    const noise = new Float32Array(16)
    const even = errorMap(noise.map(() => 2) as Float32Array, noise, [1, 4, 4], { height: 4, width: 4 })
    for (const error of even) expect(error).toBeCloseTo(4, 6)
  })
})

describe('meanErrors', () => {
  it('counts every level in units of the mean error of its first row', () => {
    const low = [map(1, 3), map(2, 2)]
    const high = [map(10, 30), map(0, 40)]
    const [plain, other] = meanErrors([low, high])
    expect([...plain!]).toEqual([0.5, 1.5])
    expect([...other!]).toEqual([0.5, 1.5])
  })
})

describe('conceptEvidence', () => {
  const errors = [map(4, 4, 4), map(1, 5, 2), map(3, 4, 1)]
  const rows = { conceptId: 'fox', own: 1, alternatives: [0], rivals: [2] }

  it('leads where neither alternatives nor rivals explain the picture as well', () => {
    const { lead, gain, unexplained } = conceptEvidence(errors, rows)
    expect([...lead]).toEqual([2, 0, 0])
    expect([...gain]).toEqual([3, 0, 2])
    expect([...unexplained]).toEqual([3, 4, 1])
  })

  it('two rivals never lead at the same cell', () => {
    const { lead } = conceptEvidence(errors, rows)
    const rival = conceptEvidence(errors, { conceptId: 'owl', own: 2, alternatives: [0], rivals: [1] })
    for (const [cell, value] of lead.entries()) expect(Math.min(value, rival.lead[cell]!)).toBe(0)
  })
})

describe('presenceOf', () => {
  const cells = 64
  const evidence = (lead: (cell: number) => number): ConceptEvidence => ({
    conceptId: 'fox',
    lead: Float64Array.from({ length: cells }, (_, cell) => lead(cell)),
    gain: new Float64Array(cells),
    unexplained: new Float64Array(cells).fill(2),
  })

  it('is the part explained of the sixteenth of the cells where most is explained', () => {
    expect(presenceOf(evidence((cell) => (cell < 4 ? 1 : 0)))).toBe(0.5)
    expect(presenceOf(evidence((cell) => (cell < 2 ? 1 : 0)))).toBe(0.25)
    expect(presenceOf(evidence((cell) => (cell < 40 ? 1 : 0)))).toBe(0.5)
  })

  it('sees in a region what lies there, and asks of a small region no more than it can hold', () => {
    const left = evidence((cell) => (cell < 4 ? 1 : 0))
    const share = (holds: (cell: number) => boolean) => Float32Array.from({ length: cells }, (_, cell) => +holds(cell))
    expect(
      presenceOf(
        left,
        share((cell) => cell >= 4),
      ),
    ).toBe(0)
    expect(
      presenceOf(
        left,
        share((cell) => cell < 32),
      ),
    ).toBe(0.5)
    expect(
      presenceOf(
        left,
        share((cell) => cell === 0),
      ),
    ).toBe(0.5)
  })

  it('is 0 where there is nothing to explain', () => {
    expect(presenceOf({ ...evidence(() => 0), unexplained: new Float64Array(cells) })).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import type { TextConditioning } from '../conditioning/textConditioning.ts'
import type { ConceptTokens, PlanRow, RowWeight } from './plan.ts'
import { stepMaps } from './stepMaps.ts'

const text: TextConditioning = { embeddings: new Float32Array(0), tokens: 4, width: 0 }
const grids = { guidance: { height: 1, width: 2 }, latents: { height: 2, width: 4 } }

const row = (...conceptTokens: ConceptTokens[]): PlanRow => ({
  conditional: text,
  unconditional: text,
  gate: [],
  conceptTokens,
})
const tokensOf = (conceptId: string, ...tokens: number[]) => ({ conceptId, tokens })

/** Attention of a row whose unconditional half looks at nothing that counts. */
const looks = (...cross: number[]) => ({
  conditional: { cross: Float32Array.from(cross) },
  unconditional: { cross: new Float32Array(cross.length).fill(9) },
})

/** Maps as plain numbers that float32 holds. */
function mapsOf(
  ...[plan, attention, weights]: [Parameters<typeof stepMaps>[0], ReturnType<typeof looks>[], RowWeight[]]
) {
  return Object.fromEntries([...stepMaps(plan, { attention, weights }, grids)].map(([id, map]) => [id, [...map]]))
}

describe('stepMaps', () => {
  // two cells, four tokens
  const left = looks(0.5, 0.25, 0.25, 0, 0.125, 0.125, 0.25, 0.5)
  const right = looks(0, 0, 0, 1, 1, 0, 0, 0)

  it('are the mean attention to the words of each concept', () => {
    const plan = { rows: [row(tokensOf('kiki', 0, 1), tokensOf('bruno', 3))] }
    expect(mapsOf(plan, [left], [1])).toEqual({ kiki: [0.375, 0.125], bruno: [0, 0.5] })
  })

  it('add up over rows by their weights', () => {
    const plan = { rows: [row(tokensOf('kiki', 0)), row(tokensOf('kiki', 0), tokensOf('bruno', 3))] }
    expect(mapsOf(plan, [left, right], [0.5, 0.25])).toEqual({ kiki: [0.25, 0.3125], bruno: [0.25, 0] })
  })

  it('average weights by place over the cells', () => {
    const weight = Float32Array.of(1, 0, 1, 1, 0, 0, 1, 0)
    expect(mapsOf({ rows: [row(tokensOf('kiki', 0))] }, [left], [weight])).toEqual({ kiki: [0.125, 0.09375] })
  })

  it('take the words of a concept that stand in several parts of a text together, each once', () => {
    const plan = { rows: [row(tokensOf('kiki', 0), tokensOf('kiki', 0, 3))] }
    expect(mapsOf(plan, [left], [1])).toEqual({ kiki: [0.25, 0.3125] })
  })

  it('count words with the share of their segment', () => {
    // two segments of two tokens: [segments, cells, tokens]
    const attention = looks(0.5, 0.5, 0.25, 0.75, 0.125, 0.875, 1, 0)
    const segments = { tokens: 2, shares: () => Float32Array.of(1, 0.5, 0, 0.5) }
    const plan = { rows: [row(tokensOf('kiki', 1), tokensOf('bruno', 2))], segments }
    expect(mapsOf(plan, [attention], [1])).toEqual({ kiki: [0.5, 0.375], bruno: [0, 0.5] })
  })

  it('are none for concepts without words in a row, and for rows that do not say where words stand', () => {
    const bare = { conditional: text, unconditional: text, gate: [] }
    expect(mapsOf({ rows: [bare, row()] }, [left, right], [0.5, 0.5])).toEqual({})
  })

  it('need attention', () => {
    expect(() => stepMaps({ rows: [row()] }, { weights: [1] }, grids)).toThrow('Bug')
  })
})

import { expect, it } from 'vitest'
import type { RowAttention } from '../plan.ts'
import type { Branch } from './branches.ts'
import { conceptMap, placedMaps } from './placeMaps.ts'

const grid = { height: 4, width: 4 }
const text = { embeddings: new Float32Array(), tokens: 3, width: 0 }

/** A branch that reads tokens 1 and 2 as concept 0. */
const branch: Branch = {
  conditional: text,
  unconditional: text,
  acts: () => true,
  ownTokens: [],
  conceptTokens: [],
  labelledTokens: [
    { token: 1, label: 0 },
    { token: 2, label: 0 },
  ],
}

/** Attention in which each of three tokens has a map. */
function attention(maps: readonly ((cell: number) => number)[]): RowAttention {
  return { cross: Float32Array.from({ length: 16 * 3 }, (_, index) => maps[index % 3]!(Math.floor(index / 3))) }
}

const nothing = () => 0
const shownAt = (place: number) => (cell: number) => (cell === place ? 0.8 : 0.01)
const hiddenAt = (place: number) => (cell: number) => (cell === place ? 0.2 : 0.5)

it('a token that is looked at from everywhere but the concept says nothing beside one that shows it', () => {
  const placed = placedMaps([attention([nothing, hiddenAt(5), shownAt(5)])], [branch], grid)
  expect(placed.map(({ token }) => token)).toEqual([2])
  const map = conceptMap(placed, 0, grid)
  expect([...map].map((value) => Number(value.toFixed(6)))).toEqual(
    Array.from({ length: 16 }, (_, cell) => (cell === 5 ? 1 : 0)),
  )
})

it('all tokens count where none shows the concept', () => {
  const placed = placedMaps([attention([nothing, hiddenAt(5), hiddenAt(6)])], [branch], grid)
  expect(placed.map(({ token, weight }) => [token, weight])).toEqual([
    [1, 1],
    [2, 1],
  ])
})

it('maps of several branches are averaged', () => {
  const rows = [attention([nothing, nothing, shownAt(3)]), attention([nothing, shownAt(9), nothing])]
  const map = conceptMap(placedMaps(rows, [branch, branch], grid), 0, grid)
  expect([map[3], map[9], map[0]]).toEqual([0.5, 0.5, 0])
})

it('a map without any attention has no place, and breaks nothing', () => {
  const placed = placedMaps([attention([nothing, nothing, nothing])], [branch], grid)
  expect([...conceptMap(placed, 0, grid)]).toEqual(Array(16).fill(0))
})

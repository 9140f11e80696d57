import { expect, it } from 'vitest'
import type { ComparedMethod } from '../../engine/protocol/compareEvents.ts'
import { isBest, sheetRows } from './sheetRows.ts'

const reading = (found: boolean, presence: number, bleed: number) => ({
  conceptId: 'a',
  name: 'A',
  found,
  presence,
  bleed,
})
const picture = (seed: number, milliseconds: number, concepts: ReturnType<typeof reading>[]) => {
  return { seed, path: '', milliseconds, losses: [], concepts }
}

const methods: ComparedMethod[] = [
  { label: 'merge', method: { name: 'merge' }, pictures: [picture(1, 4000, [reading(true, 0.4, 0.3)])] },
  {
    label: 'regional',
    method: { name: 'regional' },
    pictures: [picture(1, 9000, [reading(true, 0.6, 0.1)]), picture(2, 5000, [reading(false, 0.2, 0.9)])],
  },
  { label: 'clora', method: { name: 'clora' }, pictures: [], failure: { code: 'x', message: 'no', remedy: '' } },
]

it('takes the middle time, all concepts for presence, and those that were found for bleed', () => {
  const { rows, seeds } = sheetRows(methods, undefined)
  expect(seeds).toEqual([1, 2])
  expect(rows[1]).toMatchObject({ label: 'regional', seconds: 9, found: 1, looked: 2, presence: 0.4, bleed: 0.1 })
  expect(rows[2]).toMatchObject({ label: 'clora', seconds: undefined, presence: undefined, failure: 'no' })
})

it.each([
  ['time', ['merge', 'regional', 'clora']],
  ['bleed', ['regional', 'merge', 'clora']],
] as const)('puts the best of %s first', (column, labels) => {
  expect(sheetRows(methods, column).rows.map(({ label }) => label)).toEqual(labels)
})

it('lets the best of a column stand out, unless all are alike', () => {
  const { rows } = sheetRows(methods, undefined)
  const best = (column: 'time' | 'found' | 'bleed', some = rows) =>
    some.filter((row) => isBest(row, column, some)).map(({ label }) => label)
  expect([best('time'), best('bleed')]).toEqual([['merge'], ['regional']])
  expect(best('found')).toEqual(['merge', 'regional'])
  expect(best('time', rows.slice(0, 1))).toEqual([])
  expect(best('bleed', rows.slice(2))).toEqual([])
})

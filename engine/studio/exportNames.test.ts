import { expect, it } from 'vitest'
import { itemForTest } from '../testing/galleryPictures.ts'
import { exportNames } from './exportNames.ts'

it('tell pictures of one seed apart by project and method', () => {
  const names = exportNames([
    itemForTest('a'),
    itemForTest('b', { method: 'regional' }),
    itemForTest('c', { name: 'Trio' }),
    itemForTest('d', { type: 'sheet', method: 'compare' }),
  ])
  expect([...names].sort()).toEqual([
    ['a', 'Duo-merge-3'],
    ['b', 'Duo-regional-3'],
    ['c', 'Trio-merge-3'],
    ['d', 'Duo-comparison-3'],
  ])
})

it('number what is still the same, the oldest first, whatever is exported with it', () => {
  const at = (minute: number) => ({ createdAt: `2026-01-01T00:0${minute}:00.000Z` })
  const names = exportNames([
    itemForTest('new', at(2)),
    itemForTest('other', { ...at(1), name: 'DUO' }),
    itemForTest('old', at(0)),
  ])
  expect(Object.fromEntries(names)).toEqual({ old: 'Duo-merge-3', other: 'DUO-merge-3 (2)', new: 'Duo-merge-3 (3)' })
})

it('keep method and seed of projects with long names', () => {
  const [name] = exportNames([itemForTest('a', { name: 'long '.repeat(30), seed: Number.MAX_SAFE_INTEGER })]).values()
  expect(name).toMatch(/^long .*long-merge-9007199254740991$/)
})

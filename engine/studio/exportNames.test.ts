import { expect, it } from 'vitest'
import { exportNames } from './exportNames.ts'
import type { KeptItem } from './galleryItem.ts'

const made = (id: string, changes: Partial<KeptItem> = {}): KeptItem => ({
  id,
  type: 'picture',
  width: 8,
  height: 8,
  name: 'Duo',
  seed: 3,
  prompt: 'a cat',
  method: 'merge',
  model: 'starter',
  sampler: 'Euler',
  steps: 2,
  guidance: 5,
  provider: 'cpu',
  createdAt: '2026-01-01T00:00:00.000Z',
  milliseconds: 12,
  cast: [],
  hasAttention: false,
  ...changes,
})

it('tell pictures of one seed apart by project and method', () => {
  const names = exportNames([
    made('a'),
    made('b', { method: 'regional' }),
    made('c', { name: 'Trio' }),
    made('d', { type: 'sheet', method: 'compare' }),
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
  const names = exportNames([made('new', at(2)), made('other', { ...at(1), name: 'DUO' }), made('old', at(0))])
  expect(Object.fromEntries(names)).toEqual({ old: 'Duo-merge-3', other: 'DUO-merge-3 (2)', new: 'Duo-merge-3 (3)' })
})

it('keep method and seed of projects with long names', () => {
  const [name] = exportNames([made('a', { name: 'long '.repeat(30), seed: Number.MAX_SAFE_INTEGER })]).values()
  expect(name).toMatch(/^long .*long-merge-9007199254740991$/)
})

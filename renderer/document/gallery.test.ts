import { describe, expect, it } from 'vitest'
import type { GalleryItem } from '../../engine/protocol/window/index.ts'
import { filterGallery } from './galleryFilter.ts'
import { recipeDifferences } from './recipeDifferences.ts'

function item(id: string, change: Partial<GalleryItem> = {}): GalleryItem {
  const texts = {
    name: 'Scene',
    prompt: 'a cat',
    method: 'regional',
    model: 'starter',
    sampler: 'Euler',
    provider: 'cpu',
  }
  const numbers = { width: 64, height: 64, seed: 1, steps: 4, guidance: 5, milliseconds: 1 }
  const rest = { url: '', thumbnail: '', createdAt: '', cast: [], hasAttention: false }
  return { id, type: 'picture', ...texts, ...numbers, ...rest, ...change }
}

const items = [
  item('c', { documentId: 'x', prompt: 'a dog', seed: 42 }),
  item('b', { method: 'merge', documentId: 'x' }),
  item('a'),
]
const all = { search: '', documentId: undefined, method: undefined, order: 'newest' } as const
const idsOf = (found: readonly GalleryItem[]) => found.map(({ id }) => id).join('')

describe('filterGallery', () => {
  it('finds words, documents and methods, in either order', () => {
    expect(idsOf(filterGallery(items, all))).toBe('cba')
    expect(idsOf(filterGallery(items, { ...all, order: 'oldest' }))).toBe('abc')
    expect(idsOf(filterGallery(items, { ...all, search: 'DOG 42' }))).toBe('c')
    expect(idsOf(filterGallery(items, { ...all, documentId: 'x', method: 'merge' }))).toBe('b')
  })
})

describe('recipeDifferences', () => {
  it('names what differs and nothing else', () => {
    expect(recipeDifferences(items[0]!, items[1]!)).toEqual([
      { field: 'seed', a: '42', b: '1' },
      { field: 'method', a: 'regional', b: 'merge' },
      { field: 'prompt', a: 'a dog', b: 'a cat' },
    ])
    expect(recipeDifferences(items[2]!, items[2]!)).toEqual([])
  })
})

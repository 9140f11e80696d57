import { describe, expect, it } from 'vitest'
import type { GalleryItem } from '../../engine/protocol/window/index.ts'
import { everyPicture, filterGallery, timesOfMaking, type GalleryWish } from './galleryFilter.ts'
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
const context = { documentId: 'x', now: new Date(2026, 2, 31, 15) }
const filtered = (change: Partial<GalleryWish>) => filterGallery(items, { ...everyPicture, ...change }, context)
const idsOf = (found: readonly GalleryItem[]) => found.map(({ id }) => id).join('')

describe('filterGallery', () => {
  it('finds words, documents and methods, in either order', () => {
    expect(idsOf(filtered({}))).toBe('cba')
    expect(idsOf(filtered({ order: 'oldest' }))).toBe('abc')
    expect(idsOf(filtered({ search: 'DOG 42' }))).toBe('c')
    expect(idsOf(filtered({ isOwn: true, method: 'merge' }))).toBe('b')
  })

  it('counts days from the midnight of the artist', () => {
    const made = (id: string, ...moment: [day: number, hour: number]) =>
      item(id, { createdAt: new Date(2026, 2, ...moment).toISOString() })
    const dated = [made('d', 31, 0), made('c', 30, 23), made('b', 25, 0), made('a', 2, 0), made('0', 1, 23)]
    const since = (time: GalleryWish['made']) => idsOf(filterGallery(dated, { ...everyPicture, made: time }, context))
    expect(timesOfMaking.map(since)).toEqual(['dcba0', 'd', 'dcb', 'dcba'])
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

import { describe, expect, it } from 'vitest'
import type { GalleryItem } from '../../engine/protocol/window/index.ts'
import { galleryRows, galleryTiles, keyOfTile, placeOfTile, tileBeside, type GalleryRow } from './galleryRows.ts'

let clock = 0
/** Each a second older than the one before, from noon of a day. */
const item = (id: string, day: number, more: Partial<GalleryItem> = {}) => {
  const createdAt = new Date(2026, 2, day, 12, 0, -clock++).toISOString()
  return { id, type: 'picture', createdAt, ...more } as GalleryItem
}

const items = [
  item('e', 2),
  item('s', 2, { type: 'sheet', jobId: 'compared' }),
  item('d', 2, { jobId: 'compared' }),
  item('c3', 1, { jobId: 'seeds' }),
  item('c2', 1, { jobId: 'seeds' }),
  item('b', 1, { jobId: 'alone' }),
  item('c1', 1, { jobId: 'seeds' }),
  item('a', 1),
]

const tiles = galleryTiles(items)
const shown = (rows: readonly GalleryRow[]) =>
  rows.map((row) =>
    row.type === 'tiles' ? row.tiles.map(keyOfTile).join() : row.type === 'day' ? row.day : `${row.stack.jobId}:`,
  )

describe('galleryTiles', () => {
  it('lays what one render made on a stack, where its newest was', () => {
    expect(tiles.map(keyOfTile)).toEqual(['e', 'stack compared', 'stack seeds', 'b', 'a'])
    const inside = tiles.map((tile) => (tile.type === 'stack' ? tile.items.map(({ id }) => id).join() : ''))
    expect(inside).toEqual(['', 's,d', 'c1,c2,c3', '', ''])
  })
})

describe('galleryRows', () => {
  it('has a head for each day, and rows of as many as fit', () => {
    const rows = shown(galleryRows(tiles, 2, new Set()))
    expect(rows).toEqual(['2026-03-02', 'e,stack compared', '2026-03-01', 'stack seeds,b', 'a'])
  })

  it('shows the pictures of an opened stack by themselves', () => {
    const rows = shown(galleryRows(tiles, 2, new Set(['seeds'])))
    expect(rows.slice(2)).toEqual(['2026-03-01', 'seeds:', 'c1,c2', 'c3', 'b,a'])
  })
})

describe('tileBeside', () => {
  const rows = galleryRows(tiles, 2, new Set(['seeds']))
  const from = (key: string | undefined, ...steps: Parameters<typeof tileBeside>[2][]) =>
    steps.reduce((at, step) => keyOfTile(tileBeside(rows, at, step)!), key)

  it('walks through rows, over heads, and stays at the ends', () => {
    expect(from('e', 'ArrowRight', 'ArrowRight')).toBe('c1')
    expect(from('c2', 'ArrowDown')).toBe('c3')
    expect(from('c2', 'ArrowUp')).toBe('stack compared')
    expect(from('c3', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight')).toBe('a')
    expect(from('e', 'ArrowLeft')).toBe('e')
    expect([from('c2', 'Home'), from('c2', 'End'), from('gone', 'ArrowDown')]).toEqual(['e', 'a', 'e'])
  })

  it('finds the row of a tile', () => {
    expect(placeOfTile(rows, 'c3')).toEqual({ row: 5, column: 0 })
    expect(placeOfTile(rows, 'gone')).toBeUndefined()
  })
})

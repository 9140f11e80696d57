import { describe, expect, it } from 'vitest'
import type { LibraryEntry } from '../../engine/protocol/window/index.ts'
import { filterLibrary, wholeLibrary } from './libraryFilter.ts'

function entry(id: string, change: Partial<LibraryEntry> = {}): LibraryEntry {
  return {
    id,
    file: 'file:0123456789abcdef',
    folderId: 'a',
    name: id,
    fileName: `${id}.safetensors`,
    triggerWords: [],
    tags: [],
    bytes: 1,
    changedAt: '2026-01-01T00:00:00Z',
    favourite: false,
    ...change,
  }
}

const entries = [
  entry('Zoë', { triggerWords: ['zoe girl'], bytes: 3 }),
  entry('ink 10', { favourite: true, tags: ['drawing'] }),
  entry('ink 9', { folderId: 'b', changedAt: '2026-02-01T00:00:00Z' }),
  entry('broken', { problem: { code: 'file-invalid', message: 'x', remedy: 'y' } }),
]
const unknown = () => undefined
const idsOf = (found: readonly LibraryEntry[]) => found.map(({ id }) => id)

describe('filterLibrary', () => {
  it('puts favourites first and sorts numbers as numbers', () => {
    expect(idsOf(filterLibrary(entries, wholeLibrary, unknown))).toEqual(['ink 10', 'broken', 'ink 9', 'Zoë'])
    expect(idsOf(filterLibrary(entries, { ...wholeLibrary, sort: 'newest' }, unknown))[1]).toBe('ink 9')
    expect(idsOf(filterLibrary(entries, { ...wholeLibrary, sort: 'size' }, unknown))[1]).toBe('Zoë')
  })

  it('finds every word anywhere, whatever its case and accents', () => {
    expect(idsOf(filterLibrary(entries, { ...wholeLibrary, search: 'ZOE Girl' }, unknown))).toEqual(['Zoë'])
    expect(idsOf(filterLibrary(entries, { ...wholeLibrary, search: 'ink drawing' }, unknown))).toEqual(['ink 10'])
    expect(filterLibrary(entries, { ...wholeLibrary, search: 'nothing' }, unknown)).toEqual([])
  })

  it('shows favourites, a folder, or what fits', () => {
    expect(idsOf(filterLibrary(entries, { ...wholeLibrary, onlyFavourites: true }, unknown))).toEqual(['ink 10'])
    expect(idsOf(filterLibrary(entries, { ...wholeLibrary, folderId: 'b' }, unknown))).toEqual(['ink 9'])
    const error = { code: 'adapter-mismatch', message: '', remedy: '' }
    const matchOf = (id: string) => (id === 'Zoë' ? { type: 'refused' as const, id, error } : undefined)
    expect(idsOf(filterLibrary(entries, { ...wholeLibrary, onlyFitting: true }, matchOf))).toEqual(['ink 10', 'ink 9'])
  })

  it('is quick with thousands', () => {
    const many = Array.from({ length: 5000 }, (_, index) => entry(`adapter ${index}`, { tags: ['a', 'b', 'c'] }))
    const started = performance.now()
    expect(filterLibrary(many, { ...wholeLibrary, search: 'adapter 4999' }, unknown)).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(500)
  })
})

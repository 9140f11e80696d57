import { describe, expect, it } from 'vitest'
import { draggedFiles } from './draggedFiles.ts'

const dragged = (...types: string[]) => ({
  types: ['Files'],
  items: types.map((type) => ({ kind: 'file', type })) as unknown as DataTransferItemList,
})

describe('dragged files', () => {
  it.each([
    [['image/png'], 'picture'],
    [['image/png', 'image/webp'], 'picture'],
    [['image/svg+xml'], 'otherPicture'],
    [['image/png', 'image/tiff'], 'otherPicture'],
    [['application/x-polyptych'], 'project'],
    [[''], 'unknown'],
    [['image/png', ''], 'unknown'],
    [[], 'unknown'],
  ] as const)('of the types %j are %s', (types, said) => {
    expect(draggedFiles(dragged(...types))).toBe(said)
  })

  it('are none where a card of the library or words are dragged', () => {
    const items = [{ kind: 'string', type: 'text/plain' }] as unknown as DataTransferItemList
    expect(draggedFiles({ types: ['text/plain'], items })).toBeUndefined()
  })
})

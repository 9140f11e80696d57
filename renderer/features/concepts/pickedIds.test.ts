import { describe, expect, it } from 'vitest'
import { pickedIds } from './pickedIds.ts'

const ids = ['a', 'b', 'c', 'd']
const plain = { shiftKey: false, ctrlKey: false, metaKey: false }
const shift = { ...plain, shiftKey: true }

describe('pickedIds', () => {
  it('takes one alone', () => {
    expect(pickedIds(ids, ['a', 'b'], 'a', 'c', plain)).toEqual(['c'])
  })
  it('adds and takes away with Ctrl or Cmd', () => {
    expect(pickedIds(ids, ['a'], 'a', 'c', { ...plain, ctrlKey: true })).toEqual(['a', 'c'])
    expect(pickedIds(ids, ['a', 'c'], 'a', 'a', { ...plain, metaKey: true })).toEqual(['c'])
  })
  it('takes a range with Shift in both directions, the pressed one last', () => {
    expect(pickedIds(ids, ['b'], 'b', 'd', shift)).toEqual(['b', 'c', 'd'])
    expect(pickedIds(ids, ['c'], 'c', 'a', shift)).toEqual(['c', 'b', 'a'])
  })
  it('starts a range at what is selected where nothing was pressed, and at the row itself where nothing is', () => {
    expect(pickedIds(ids, ['b'], undefined, 'c', shift)).toEqual(['b', 'c'])
    expect(pickedIds(ids, [], undefined, 'c', shift)).toEqual(['c'])
  })
  it('survives an anchor that was deleted', () => {
    expect(pickedIds(ids, [], 'gone', 'b', shift)).toEqual(['a', 'b'])
  })
})

import { describe, expect, it } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { setMask } from '../document/commands/region.ts'
import { fullMask } from '../document/mask.ts'
import { createDocumentStore } from './documentStore.ts'
import { freeMasks } from './freeMasks.ts'
import { createMaskStore, type MaskClient } from './maskStore.ts'

const client = {
  upload: () => Promise.resolve('upload:1'),
  call: () => Promise.resolve({ file: 'file:1' }),
  onConnection: () => () => undefined,
} as unknown as MaskClient

describe('freeMasks', () => {
  it('keeps every mask that undo or redo can find and frees those that a new step cut off', () => {
    const project = createProject({ model: { path: '.' }, concepts: [{ id: 'a', name: 'a' }] })
    const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
    const document = createDocumentStore({ ...opened, project })
    const masks = createMaskStore(client, () => Promise.reject(new Error()))
    freeMasks(document, masks)
    const paint = () => {
      const name = masks.add(fullMask(8, 8))
      document.getState().apply('paintMask', setMask('a', name))
      return name
    }

    const kept = paint()
    const cutOff = paint()
    document.getState().undo()
    const later = Array.from({ length: 40 }, paint)
    expect(masks.get(cutOff)).toBeUndefined()
    expect([kept, ...later].filter((name) => masks.get(name) === undefined)).toEqual([])
  })

  it('frees what a gesture makes on its way, and neither where it began nor where it ends', () => {
    const project = createProject({ model: { path: '.' }, concepts: [{ id: 'a', name: 'a' }] })
    const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
    const document = createDocumentStore({ ...opened, project })
    const masks = createMaskStore(client, () => Promise.reject(new Error()))
    freeMasks(document, masks)
    const paint = () => {
      const name = masks.add(fullMask(8, 8))
      document.getState().apply('paintMask', setMask('a', name))
      return name
    }
    const isThere = (name: string) => masks.get(name) !== undefined

    const first = paint()
    document.getState().beginGesture('resizeRegion')
    const made = Array.from({ length: 5 }, paint)
    expect(made.map(isThere)).toEqual([false, false, false, false, true])
    document.getState().endGesture()
    expect([first, made[4]!].map(isThere)).toEqual([true, true])
    document.getState().beginGesture('resizeRegion')
    const dropped = paint()
    document.getState().cancelGesture()
    expect([first, made[4]!, dropped].map(isThere)).toEqual([true, true, false])
  })
})

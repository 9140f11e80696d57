import { describe, expect, it } from 'vitest'
import { createProject } from '../../../engine/protocol/project.ts'
import type { WindowClient } from '../../clients/windowClient.ts'
import { fullMask } from '../../document/mask.ts'
import { createDocumentStore } from '../documentStore.ts'
import { createMaskStore } from '../maskStore.ts'
import { changeCanvasSize } from './canvasSize.ts'

function openedStores() {
  const client = { onConnection: () => () => undefined } as unknown as WindowClient
  const masks = createMaskStore(client)
  const name = masks.add(fullMask(64, 64))
  const project = createProject({
    canvas: { width: 64, height: 64 },
    model: { path: '.' },
    concepts: [
      { id: 'box', name: 'box', region: { type: 'box', x: 1, y: 1, width: 9, height: 9 } },
      { id: 'mask', name: 'mask', locked: true, region: { type: 'mask', file: { path: name } } },
    ],
  })
  const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
  const document = createDocumentStore({ ...opened, project })
  const maskNow = () => {
    const region = document.getState().project.concepts[1]!.region
    return region.type === 'mask' ? masks.get(region.file.path) : undefined
  }
  return { document, masks, project, maskNow }
}

describe('changing the size of the canvas', () => {
  it('extends painted masks where regions keep their pixels, locked ones too', () => {
    const { document, masks, maskNow } = openedStores()
    changeCanvasSize({ document, masks }, { width: 128, height: 32 }, 'keep')
    expect(maskNow()).toMatchObject({ width: 128, height: 32 })
    document.getState().undo()
    expect(maskNow()).toMatchObject({ width: 64, height: 64 })
  })

  it('leaves masks alone where regions grow: they are stretched over the canvas', () => {
    const { document, masks, maskNow } = openedStores()
    const before = maskNow()
    changeCanvasSize({ document, masks }, { width: 128, height: 32 }, 'scale')
    expect(maskNow()).toBe(before)
  })

  it('loses nothing on the way of a gesture, and is one step', () => {
    const { document, masks, project } = openedStores()
    document.getState().beginGesture('changeSize')
    for (const width of [8, 4096, 64]) changeCanvasSize({ document, masks }, { width, height: 64 }, 'scale')
    expect(document.getState().project).toBe(project)
    changeCanvasSize({ document, masks }, { width: 128, height: 64 }, 'scale')
    document.getState().endGesture()
    expect(document.getState().history.past.length).toBe(1)
    expect(document.getState().project.concepts[0]!.region).toMatchObject({ x: 2, width: 18 })
  })
})

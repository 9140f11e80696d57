import { beforeEach, describe, expect, it } from 'vitest'
import { createProject } from '../../../engine/protocol/project.ts'
import { setMask, setRegion } from '../../document/commands/region.ts'
import { maskOf, pixelsOf, type Mask } from '../../document/mask.ts'
import { createDocumentStore, type DocumentStore } from '../documentStore.ts'
import { createMaskStore, type MaskStore } from '../maskStore.ts'
import { moveRegionTo } from './moveRegionTo.ts'
import { regionBounds } from '../../document/regionShape.ts'

const canvas = { width: 96, height: 64 }
const painted = maskOf(
  canvas.width,
  canvas.height,
  Uint8Array.from({ length: canvas.width * canvas.height }, (_, index) => {
    const [x, y] = [index % canvas.width, Math.floor(index / canvas.width)]
    return x >= 10 && x < 40 && y >= 20 && y < 50 ? 1 + ((13 * x + 29 * y) % 255) : 0
  }),
)

let document: DocumentStore
let masks: MaskStore

beforeEach(() => {
  const client = {
    upload: () => Promise.resolve('upload:1'),
    call: () => Promise.resolve({ file: 'file:1' }),
    onConnection: () => () => undefined,
  }
  masks = createMaskStore(client as unknown as Parameters<typeof createMaskStore>[0], () => Promise.reject(new Error()))
  const project = createProject({ model: { path: '.' }, canvas, concepts: [{ id: 'a', name: 'A' }] })
  const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
  document = createDocumentStore({ ...opened, project })
})

const region = () => document.getState().project.concepts[0]!.region
const bounds = () => regionBounds(region(), canvas, (name) => masks.get(name))
const pixels = () => {
  const now = region()
  return now.type === 'mask' && pixelsOf(masks.get(now.file.path) as Mask)
}
const move = (to: { x?: number; y?: number }) => moveRegionTo({ document, masks }, 'a', to)
const steps = () => document.getState().history.past.map(({ label }) => label)

describe('moveRegionTo', () => {
  it('moves boxes and polygons to whole pixels, and keeps their size', () => {
    document.getState().apply('drawRegion', setRegion('a', { type: 'box', x: 10, y: 20, width: 30.5, height: 8 }))
    move({ x: 15 })
    move({ y: -3 })
    expect(region()).toEqual({ type: 'box', x: 15, y: -3, width: 30.5, height: 8 })
    expect(steps()).toEqual(['drawRegion', 'moveRegion', 'moveRegion'])
  })

  it('moves a mask there and back with every pixel, also where a part of it had left the canvas', () => {
    document.getState().apply('paintMask', setMask('a', masks.add(painted)))
    for (const x of [11, 33, 90, -25, -400, 10]) move({ x })
    for (const y of [0, 63, -29, 20]) move({ y })
    expect(pixels()).toEqual(pixelsOf(painted))
    move({ x: -25 })
    expect(bounds()).toEqual({ x: -25, y: 20, width: 30, height: 30 })
  })

  it('reckons within a gesture from where the region is by then, and makes one step', () => {
    document.getState().apply('paintMask', setMask('a', masks.add(painted)))
    document.getState().beginGesture('moveRegion')
    for (const x of [-2, -25, 70, 12]) move({ x })
    document.getState().endGesture()
    expect(bounds()).toEqual({ x: 12, y: 20, width: 30, height: 30 })
    move({ x: 12 })
    expect(steps()).toEqual(['paintMask', 'moveRegion'])
    move({ x: 10 })
    expect(pixels()).toEqual(pixelsOf(painted))
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import type { GalleryItem } from '../../engine/protocol/window/index.ts'
import { moveRegions, setMask } from '../document/commands/region.ts'
import { fullMask } from '../document/mask.ts'
import { maskOrigin, movedMask } from '../document/movedMask.ts'
import { beginStroke } from '../document/stroke.ts'
import { createMapSource } from '../state/mapSource.ts'
import type { Stores } from '../state/stores.ts'
import { clientForTests, openedForTests, windowForTests } from '../state/windowForTests.ts'
import { createLiveStore, type LiveStore } from './liveStore.ts'
import type { PictureSource } from './painting/pictureSource.ts'
import { markSigns } from './markSigns.ts'
import { createScenes, type Scenes } from './scenes.ts'

const read = { name: 'A', presence: 0.8, bleed: 0, sentence: '' }
const picture = {
  id: 'p',
  type: 'picture',
  url: 'asset/picture/p',
  documentId: 'd',
  createdAt: '2026-01-01',
  concepts: [
    { ...read, conceptId: 'a', found: true, inside: 0.2 },
    { ...read, conceptId: 'b', found: false },
  ],
} as unknown as GalleryItem
const client = clientForTests({ listGallery: { items: [picture], total: 1 } })
/** Nothing is ever decoded here. */
const pictures: PictureSource = { get: () => undefined, latest: () => undefined, askAgain: () => undefined }

let stores: Stores
let live: LiveStore
let scenes: Scenes

beforeEach(async () => {
  const region = { type: 'box' as const, x: 10, y: 20, width: 100, height: 50 }
  const opened = openedForTests({
    concepts: [
      { id: 'a', name: 'A', order: 2, region },
      { id: 'b', name: 'B', order: 1, region },
      { id: 'c', name: 'C', hidden: true, region },
    ],
  })
  stores = await windowForTests(client, opened)
  live = createLiveStore()
  const maps = createMapSource(client, () => undefined)
  scenes = createScenes({
    stores,
    live,
    pictures,
    maps,
    maskVersion: () => 0,
    ratio: () => 1,
    font: '',
    isLight: () => false,
  })
})

describe('scenes', () => {
  it('show regions from the lowest to the uppermost, without hidden ones, with what the picture shows of them', () => {
    const { regions } = scenes.regions()
    expect(regions.map(({ id, mark }) => [id, mark])).toEqual([
      ['b', markSigns.missing],
      ['a', markSigns.outside],
    ])
  })

  it('show one region alone', () => {
    stores.session.setState({ soloId: 'b' })
    expect(scenes.regions().regions.map(({ id }) => id)).toEqual(['b'])
  })

  it('stay the same while nothing in them changes: a moving region leaves the picture and the map alone', () => {
    const before = [scenes.backdrop(), scenes.overlay(), scenes.regions(), scenes.hands()]
    stores.host.setState({ recent: [] })
    expect(
      [scenes.backdrop(), scenes.overlay(), scenes.regions(), scenes.hands()].map((scene, i) => scene === before[i]),
    ).toEqual([true, true, true, true])
    stores.document.getState().apply('moveRegion', moveRegions(['a'], 5, 5))
    expect(
      [scenes.backdrop(), scenes.overlay(), scenes.regions(), scenes.hands()].map((scene, i) => scene === before[i]),
    ).toEqual([true, true, false, false])
  })

  it('show a stroke in the place of the region, and masks where the hand has moved them', () => {
    const stroke = beginStroke(fullMask(512, 512), stores.session.getState().brush, 'erase')
    live.setState({ stroke: { conceptId: 'a', stroke, version: 0 } })
    expect(scenes.regions().regions.at(-1)?.shape).toMatchObject({ type: 'mask', stroke })
    stores.document.getState().apply('paintMask', setMask('b', stores.masks.add(fullMask(512, 512))))
    live.setState({ stroke: undefined, maskPlace: { ids: ['b'], by: { dx: 7, dy: -3, scaleX: 0.5, scaleY: 2 } } })
    const [moved] = scenes.regions().regions
    expect(moved).toMatchObject({ bounds: { x: 7, y: -3, width: 256, height: 1024 }, shape: { type: 'mask' } })
  })

  it('show a mask in the hand with what it has beside the canvas', () => {
    const moved = movedMask(fullMask(512, 512), -100, 30)
    stores.document.getState().apply('paintMask', setMask('b', stores.masks.add(moved)))
    live.setState({ maskPlace: { ids: ['b'], by: { dx: 10, dy: 5, scaleX: 0.5, scaleY: 1 } } })
    const [held] = scenes.regions().regions
    expect(held?.shape).toEqual({
      type: 'mask',
      mask: maskOrigin(moved).whole,
      placed: { dx: -40, dy: 35, scaleX: 0.5, scaleY: 1 },
    })
    expect(held?.bounds).toEqual({ x: -40, y: 35, width: 256, height: 512 })
  })

  it('draw outlines alone over a map, faint ones between two pictures, and everything while a mask is painted', () => {
    const shown = () => [scenes.regions().shown, scenes.hands().shown]
    expect(shown()).toEqual(['filled', 'filled'])
    stores.session.getState().select(['a'])
    stores.session.setState({ overlay: { type: 'found', step: undefined } })
    expect(shown()).toEqual(['outlined', 'outlined'])
    stores.session.setState(({ backdrop }) => ({ backdrop: { ...backdrop, otherId: 'p' } }))
    expect(shown()).toEqual(['faint', 'faint'])
    expect(scenes.hands().regions.map(({ mark }) => mark)).toEqual([undefined, undefined])
    stores.session.setState({ tool: 'brush' })
    expect(shown()).toEqual(['filled', 'filled'])
    stores.session.setState(({ backdrop }) => ({ tool: 'select', backdrop: { ...backdrop, otherId: 'is gone' } }))
    expect(shown()).toEqual(['outlined', 'outlined'])
  })

  it('give handles to one selected region that can be moved, and to the brush its ring', () => {
    stores.session.getState().select(['a'])
    expect(scenes.hands().grippedId).toBe('a')
    stores.session.getState().select(['a', 'b'])
    expect(scenes.hands().grippedId).toBeUndefined()
    stores.session.getState().set({ tool: 'brush' })
    live.setState({ pointer: { x: 5, y: 6 } })
    expect(scenes.hands().ring).toEqual({ at: { x: 5, y: 6 }, diameter: 48 })
  })
})

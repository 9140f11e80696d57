import { maskBounds, pixelsOf } from '../../document/mask.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LibraryEntry } from '../../../engine/protocol/window/index.ts'
import type { Stores } from '../stores.ts'
import { clientForTests, entryForTests, openedForTests, windowForTests } from '../windowForTests.ts'
import { addAdapterTo, placeAdapter, placedBox } from './placeAdapter.ts'
import {
  bringToFront,
  changeMask,
  clearRegion,
  deleteSelected,
  duplicateSelected,
  growSelected,
  stepDiameter,
  stepHardness,
  toggleHidden,
  toggleLocked,
  toggleSolo,
} from './regions.ts'

const entry: LibraryEntry = { ...entryForTests, triggerWords: ['kiki', 'cat'] }
const broken: LibraryEntry = {
  ...entry,
  id: 'broken',
  problem: { code: 'adapter-invalid', message: 'It is cut off.', remedy: 'Copy it again.' },
}

const client = clientForTests({ readLibrary: { folders: [], models: [], entries: [entry, broken], pending: 0 } })

let stores: Stores

beforeEach(async () => {
  const opened = openedForTests({
    canvas: { width: 400, height: 200 },
    concepts: [{ id: 'a', name: 'A', order: 3, region: { type: 'box', x: 10, y: 20, width: 100, height: 50 } }],
  })
  stores = await windowForTests(client, opened)
})

const concepts = () => stores.document.getState().project.concepts
const steps = () => stores.document.getState().history.past.map(({ label }) => label)
const select = (...ids: string[]) => stores.session.getState().select(ids)

describe('placeAdapter', () => {
  it('makes a concept around the point, on top, with the words and the colour it can have', () => {
    const id = placeAdapter(stores, 'kiki', { x: 200, y: 100 })
    expect(concepts().at(-1)).toMatchObject({
      id,
      name: 'Kiki',
      words: 'kiki, cat',
      order: 4,
      adapters: [{ file: { path: entry.file }, weight: 0.8 }],
      region: { type: 'box', x: 110, y: 30, width: 180, height: 140 },
    })
    expect(stores.session.getState().selection).toEqual([id])
    expect(steps()).toEqual(['addConcept'])
  })

  it('stays inside the canvas', () => {
    expect(placedBox({ width: 400, height: 200 }, { x: 399, y: -50 })).toMatchObject({ x: 220, y: 0 })
  })

  it('places nothing for a broken file or one that is gone', () => {
    expect([placeAdapter(stores, 'broken'), placeAdapter(stores, 'gone')]).toEqual([undefined, undefined])
    expect(addAdapterTo(stores, 'a', 'broken')).toBe(false)
    expect(steps()).toEqual([])
  })

  it('gives a concept one more adapter', () => {
    expect(addAdapterTo(stores, 'a', 'kiki')).toBe(true)
    expect(concepts()[0]?.adapters).toMatchObject([{ file: { path: entry.file } }])
  })
})

describe('actions on regions', () => {
  it('grows, one step for each', () => {
    select('a')
    growSelected(stores, 5, -60)
    expect(concepts()[0]?.region).toEqual({ type: 'box', x: 10, y: 20, width: 105, height: 1 })
    expect(steps()).toEqual(['resizeRegion'])
  })

  it('grows a mask from what it was when the gesture began, so that many steps do not wear it out', () => {
    select('a')
    changeMask(stores, 'convert')
    const maskOfA = () => {
      const region = concepts()[0]?.region
      return region?.type === 'mask' ? stores.masks.get(region.file.path) : undefined
    }
    const before = maskOfA()!
    const { beginGesture, endGesture } = stores.document.getState()
    beginGesture('resizeRegion')
    for (const dx of [7, -4, 3, -6]) growSelected(stores, dx, 0)
    endGesture()
    expect(maskBounds(maskOfA()!)).toEqual(maskBounds(before))
    expect(pixelsOf(maskOfA()!)).toEqual(pixelsOf(before))
    expect(steps()).toEqual(['paintMask', 'resizeRegion'])
  })

  it('duplicates, selects the copy, and deletes it', () => {
    select('a')
    duplicateSelected(stores)
    expect(concepts().map(({ name }) => name)).toEqual(['A', 'A 2'])
    expect(stores.session.getState().selection).toEqual([concepts()[1]?.id])
    deleteSelected(stores)
    expect(concepts().map(({ id }) => id)).toEqual(['a'])
    deleteSelected(stores)
    expect(steps()).toEqual(['duplicateConcepts', 'removeConcepts'])
  })

  it('moves the pixels of a copied mask aside, so that both can be seen', () => {
    select('a')
    changeMask(stores, 'convert')
    duplicateSelected(stores)
    const [original, copy] = concepts().map(({ region }) => {
      const mask = region.type === 'mask' ? stores.masks.get(region.file.path) : undefined
      return maskBounds(mask!)!
    })
    const { width, height } = stores.document.getState().project.canvas
    const shift = Math.round(Math.max(width, height) / 32)
    expect(copy).toEqual({ ...original, x: original!.x + shift, y: original!.y + shift })
    expect(steps()).toEqual(['paintMask', 'duplicateConcepts'])
  })

  it('hides, locks and shows alone, and back', () => {
    select('a')
    toggleHidden(stores)
    toggleLocked(stores)
    expect(concepts()[0]).toMatchObject({ hidden: true, locked: true })
    toggleHidden(stores)
    toggleSolo(stores)
    expect(concepts()[0]).toMatchObject({ hidden: false, locked: true })
    expect(stores.session.getState().soloId).toBe('a')
    toggleSolo(stores)
    expect(stores.session.getState().soloId).toBeUndefined()
    expect(steps()).toEqual(['hideConcept', 'lockConcept', 'hideConcept'])
  })

  it('shows a hidden concept alone, and hides it from there', () => {
    select('a')
    toggleHidden(stores)
    toggleSolo(stores)
    expect([concepts()[0]?.hidden, stores.session.getState().soloId]).toEqual([false, 'a'])
    toggleHidden(stores)
    expect([concepts()[0]?.hidden, stores.session.getState().soloId]).toEqual([true, undefined])
  })

  it('shows one that another one stands alone for, without a step', () => {
    select('a')
    duplicateSelected(stores)
    toggleSolo(stores, 'a')
    const before = stores.document.getState().project
    toggleHidden(stores)
    expect(stores.session.getState().soloId).toBeUndefined()
    expect(stores.document.getState().project).toBe(before)
  })

  it('turns regions into masks and the masks around', () => {
    select('a')
    changeMask(stores, 'invert')
    const region = concepts()[0]?.region
    const mask = region?.type === 'mask' ? stores.masks.get(region.file.path) : undefined
    const at = (x: number, y: number) => mask?.tiles[0]?.[y * 128 + x]
    expect([at(5, 5), at(50, 40)]).toEqual([255, 0])
    clearRegion(stores)
    expect(concepts()[0]?.region).toEqual({ type: 'canvas' })
    expect(steps()).toEqual(['paintMask', 'clearMask'])
  })

  it('changes nothing where nothing is selected', () => {
    for (const action of [bringToFront, duplicateSelected, toggleHidden, clearRegion]) action(stores)
    growSelected(stores, 1, 1)
    expect(steps()).toEqual([])
  })

  it('steps the brush within its limits', () => {
    for (let step = 0; step < 60; step++) stepDiameter(stores, 1)
    for (let step = 0; step < 20; step++) stepHardness(stores, -1)
    expect(stores.session.getState().brush).toMatchObject({ diameter: 1024, hardness: 0 })
    for (let step = 0; step < 99; step++) stepDiameter(stores, -1)
    expect(stores.session.getState().brush.diameter).toBe(1)
  })
})

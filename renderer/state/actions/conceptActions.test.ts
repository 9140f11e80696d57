import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LibraryEntry } from '../../../engine/protocol/window/index.ts'
import { setFlag } from '../../document/commands/arrange.ts'
import { findAdapterTags } from '../../document/adapterTags.ts'
import { speak } from '../../i18n/language.ts'
import type { Stores } from '../stores.ts'
import { clientForTests, entryForTests, openedForTests, windowForTests } from '../windowForTests.ts'
import { addConcept } from './addConcept.ts'
import { replaceAdapterBy, turnTag } from './conceptAdapters.ts'
import { selectAll } from './regions.ts'
import { changeRegionType } from './regionType.ts'

const entry: LibraryEntry = { ...entryForTests, name: 'Kiki the cat' }
const problem = { code: 'adapter-invalid', message: 'It is cut off.', remedy: 'Copy it again.' } as const
const broken: LibraryEntry = { ...entry, id: 'broken', name: 'Broken', fileName: 'broken.safetensors', problem }
const client = clientForTests({ readLibrary: { folders: [], models: [], entries: [entry, broken], pending: 0 } })

let stores: Stores

beforeAll(() => speak('en'))

beforeEach(async () => {
  const box = { type: 'box' as const, x: 10.4, y: 20, width: 100, height: 50 }
  const opened = openedForTests({
    canvas: { width: 400, height: 200 },
    concepts: [
      { id: 'a', name: 'A', words: 'a cat, <lora:Kiki:0.5:0.8>, red', region: box },
      { id: 'b', name: 'B', adapters: [{ file: { path: 'file:other' }, weight: 0.3, rankLimit: 4 }] },
    ],
  })
  stores = await windowForTests(client, opened)
})

const concepts = () => stores.document.getState().project.concepts
const ids = () => concepts().map(({ id }) => id)
const steps = () => stores.document.getState().history.past.map(({ label }) => label)

describe('turnTag', () => {
  it('makes the tag an adapter and takes it out of the words in one step', () => {
    const [tag] = findAdapterTags(concepts()[0]!.words)
    turnTag(stores, 'a', tag!)
    expect(concepts()[0]).toMatchObject({
      words: 'a cat, red',
      adapters: [{ file: { path: entry.file, name: 'Kiki the cat' }, weight: 0.8, textEncoderWeight: 0.5 }],
    })
    expect(steps()).toEqual(['addAdapter'])
  })

  it.each(['<lora:broken:1>', '<lora:nowhere:1>'])('leaves %s alone', (text) => {
    turnTag(stores, 'a', findAdapterTags(text)[0]!)
    expect(steps()).toEqual([])
  })
})

describe('replaceAdapterBy', () => {
  it('keeps the weight, and forgets what was set for the ranks of the other file', () => {
    replaceAdapterBy(stores, { conceptId: 'b', index: 0 }, 'kiki')
    const [adapter] = concepts()[1]!.adapters
    expect(adapter).toMatchObject({ file: { path: entry.file }, weight: 0.3 })
    expect(adapter).not.toHaveProperty('rankLimit')
  })

  it('takes no broken file', () => {
    replaceAdapterBy(stores, { conceptId: 'b', index: 0 }, 'broken')
    expect(steps()).toEqual([])
  })
})

describe('changeRegionType', () => {
  it('makes polygons in the place of boxes, whole pixels, several concepts in one step', () => {
    changeRegionType(stores, ids(), 'polygon')
    expect(concepts()[0]?.region).toEqual({
      type: 'polygon',
      points: [
        { x: 10, y: 20 },
        { x: 110, y: 20 },
        { x: 110, y: 70 },
        { x: 10, y: 70 },
      ],
    })
    expect(concepts()[1]?.region.type).toBe('polygon')
    expect(steps()).toEqual(['drawRegion'])
  })

  it('paints masks that cover what the region covered', () => {
    changeRegionType(stores, ids().slice(0, 1), 'mask')
    const { region } = concepts()[0]!
    const mask = region.type === 'mask' ? stores.masks.get(region.file.path) : undefined
    expect(mask).toMatchObject({ width: 400, height: 200 })
    changeRegionType(stores, ids().slice(0, 1), 'box')
    expect(concepts()[0]?.region).toEqual({ type: 'box', x: 10, y: 20, width: 100, height: 50 })
  })

  it('changes no region that is of the type already, and no locked one', () => {
    changeRegionType(stores, ids().slice(0, 1), 'box')
    stores.document.setState(({ project }) => ({
      project: { ...project, concepts: project.concepts.map((concept) => ({ ...concept, locked: true })) },
    }))
    changeRegionType(stores, ids(), 'canvas')
    expect(steps()).toEqual([])
  })
})

describe('addConcept', () => {
  it('places a concept in the middle, and a style on the whole canvas', () => {
    addConcept(stores)
    addConcept(stores, { type: 'canvas' })
    expect(concepts().map(({ region }) => region.type)).toEqual(['box', 'canvas', 'box', 'canvas'])
  })
})

describe('selecting all', () => {
  it('leaves out what is hidden, locked, or not drawn as another concept is shown alone', () => {
    selectAll(stores)
    expect(stores.session.getState().selection).toEqual(['a', 'b'])
    stores.session.getState().set({ soloId: 'b' })
    selectAll(stores)
    expect(stores.session.getState().selection).toEqual(['b'])
    stores.session.getState().set({ soloId: undefined })
    for (const flag of ['hidden', 'locked'] as const) {
      stores.document.getState().apply('toggleHidden', setFlag(['b'], flag, true))
      selectAll(stores)
      expect(stores.session.getState().selection).toEqual(['a'])
      stores.document.getState().undo()
    }
  })
})

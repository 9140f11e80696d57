import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { OpenedDocument } from '../../../engine/protocol/window/index.ts'
import type { WindowClient } from '../../clients/windowClient.ts'
import { readMoreGallery } from '../hostStores.ts'
import type { Stores } from '../stores.ts'
import { clientForTests, openedForTests, windowForTests } from '../windowForTests.ts'
import { backdropPicture } from './backdrop.ts'
import { openDocument, saveTo } from './documents.ts'

const documentOf = (documentId: string): OpenedDocument => ({
  ...openedForTests({ prompt: documentId }),
  ...{ documentId, name: documentId, hasFile: true },
})
const quiet = clientForTests({ dropRecovery: {} })

/** Of the gallery, the newest first. */
let pictureIds: string[]
/** Pages of the gallery have one picture each. */
function pageBehind(before: string | undefined) {
  const items = pictureIds.map((id, index) => ({ id, type: 'picture', createdAt: `2026-01-01T00:00:0${9 - index}Z` }))
  const start = pictureIds.findIndex((id) => id === before) + 1
  return { items: items.slice(start, start + 1), total: items.length }
}
let calls: [method: string, request: unknown][]
let answers: Map<string, (answer: unknown) => void>
let endSave: () => void
let stores: Stores
beforeEach(async () => {
  calls = []
  pictureIds = []
  answers = new Map()
  /** The other end of the line: documents come when the test says so. */
  const client = {
    ...quiet,
    call(method: 'openDocument' | 'saveDocument' | 'listGallery', request: { before?: string }) {
      calls.push([method, request])
      if (method === 'saveDocument') return new Promise((resolve) => (endSave = () => resolve({ name: 'saved' })))
      if (method === 'listGallery') return Promise.resolve(pageBehind(request.before))
      if (method !== 'openDocument') return quiet.call(method, request as never)
      const { source } = request as { source: { id: string } }
      return new Promise((resolve) => answers.set(source.id, resolve))
    },
  } as unknown as WindowClient
  stores = await windowForTests(client, documentOf('first'))
})

const open = (id: string) => openDocument(stores, { type: 'example', id })
const comes = async (id: string) => {
  await vi.waitFor(() => expect(answers.has(id)).toBe(true))
  answers.get(id)!({ document: documentOf(id) })
}
const edit = (prompt: string) => stores.document.getState().apply('changePrompt', (project) => ({ ...project, prompt }))
const shown = () => stores.document.getState().documentId
const question = () => stores.session.getState().question
const dropped = () => calls.filter(([method]) => method === 'dropRecovery')
const asked = () => vi.waitFor(() => expect(question()).toBeDefined())

describe('opening a document', () => {
  it('shows the one that was asked for last, whichever comes first', async () => {
    const opened = [open('a'), open('b')]
    await comes('b')
    await comes('a')
    expect(await Promise.all(opened)).toEqual([false, true])
    expect(shown()).toBe('b')
  })

  it('lays the picture below the regions whose recipe it is, wherever in the gallery it lies', async () => {
    pictureIds = ['new', 'older', 'oldest', 'first']
    await readMoreGallery(stores.client, stores.host)
    expect(stores.host.getState().gallery.items).toHaveLength(1)
    const opened = open('a')
    await vi.waitFor(() => expect(answers.has('a')).toBe(true))
    answers.get('a')!({ document: { ...documentOf('a'), pictureId: 'oldest' } })
    expect(await opened).toBe(true)
    const picture = () => backdropPicture(stores.host.getState(), stores.session.getState(), 'a')?.id
    await vi.waitFor(() => expect(picture()).toBe('oldest'))
    expect(stores.host.getState().gallery.items).toHaveLength(3)
    const next = open('b')
    await comes('b')
    expect(await next).toBe(true)
    expect(picture()).toBeUndefined()
  })

  it('asks about what was edited while it was read', async () => {
    const opened = open('a')
    await vi.waitFor(() => expect(answers.has('a')).toBe(true))
    edit('a cat')
    await comes('a')
    await asked()
    question()!.answer('cancel')
    expect(await opened).toBe(false)
    expect(stores.document.getState().project.prompt).toBe('a cat')
  })

  it('gives changes up once the other one is there, and not before', async () => {
    edit('a cat')
    const opened = open('a')
    await asked()
    question()!.answer('discard')
    await vi.waitFor(() => expect(answers.has('a')).toBe(true))
    expect(dropped()).toEqual([])
    await comes('a')
    expect(await opened).toBe(true)
    expect(dropped()).toEqual([['dropRecovery', { documentId: 'first' }]])
  })

  it('asks nothing about what is being saved', async () => {
    edit('a cat')
    const saved = saveTo(stores, { type: 'own' })
    const opened = open('a')
    await vi.waitFor(() => expect(calls.map(([method]) => method)).toContain('saveDocument'))
    expect([question(), answers.has('a')]).toEqual([undefined, false])
    endSave()
    await comes('a')
    expect(await Promise.all([saved, opened])).toEqual([true, true])
    expect(shown()).toBe('a')
  })

  it('lets a save end that was begun while it was read, and writes nothing of the other one for it', async () => {
    const opened = open('a')
    await vi.waitFor(() => expect(answers.has('a')).toBe(true))
    const saved = [saveTo(stores, { type: 'own' }), saveTo(stores, { type: 'named', name: 'Copy', replace: true })]
    await comes('a')
    for (const count of [1, 2]) {
      await vi.waitFor(() => expect(calls.filter(([method]) => method === 'saveDocument')).toHaveLength(count))
      endSave()
    }
    expect(await Promise.all([...saved, opened])).toEqual([true, true, true])
    const written = calls.filter(([method]) => method === 'saveDocument').map(([, request]) => request)
    expect(written).toMatchObject([{ documentId: 'first' }, { documentId: 'first', to: { name: 'Copy' } }])
  })

  it('answers the first question when it asks a second time', async () => {
    edit('a cat')
    const first = open('a')
    await asked()
    const second = open('b')
    expect(await first).toBe(false)
    await asked()
    question()!.answer('discard')
    await comes('b')
    expect(await second).toBe(true)
  })
})

import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { OpenedDocument } from '../../../engine/protocol/window/index.ts'
import type { WindowClient } from '../../clients/windowClient.ts'
import type { Stores } from '../stores.ts'
import { clientForTests, openedForTests, windowForTests } from '../windowForTests.ts'
import { openDocument, saveTo } from './documents.ts'

const documentOf = (documentId: string): OpenedDocument => ({
  ...openedForTests({ prompt: documentId }),
  ...{ documentId, name: documentId, hasFile: true },
})
const quiet = clientForTests({ dropRecovery: {} })

let calls: [method: string, request: unknown][]
let answers: Map<string, (answer: unknown) => void>
let endSave: () => void
let stores: Stores
beforeEach(async () => {
  calls = []
  answers = new Map()
  /** The other end of the line: documents come when the test says so. */
  const client = {
    ...quiet,
    call(method: 'openDocument' | 'saveDocument', request: never) {
      calls.push([method, request])
      if (method === 'saveDocument') return new Promise((resolve) => (endSave = () => resolve({ name: 'saved' })))
      if (method !== 'openDocument') return quiet.call(method, request)
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

import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { createProject } from '../../../engine/protocol/project.ts'
import type { FileProblem, ImportedFile } from '../../../engine/protocol/window/index.ts'
import { createDocumentStore } from '../documentStore.ts'
import { createNoticeStore } from '../noticeStore.ts'
import type { Stores } from '../stores.ts'
import { relinkFile, relinkWithFile, watchLostFiles } from './relink.ts'

const lost: FileProblem = { handle: 'file:lost', kind: 'adapter', problem: 'missing', name: 'ink.safetensors' }
const adapter = { file: { path: 'file:lost', name: 'ink', size: 12, sha256: 'a'.repeat(64) }, weight: 0.7 }
const mask = { type: 'mask' as const, file: { path: 'file:lost' } }
const project = createProject({
  model: { path: 'file:model' },
  concepts: [
    { id: 'a', name: 'A', adapters: [adapter] },
    { id: 'b', name: 'B', adapters: [adapter], region: mask },
  ],
})
const document = { documentId: 'd', name: 'd', hasFile: true, isChanged: false, warnings: [], problems: [lost] }
const chosen = { name: 'other.safetensors' } as File

let stores: Stores
let answers: Record<string, unknown>
let asked: string[]

beforeEach(() => {
  answers = {}
  asked = []
  stores = {
    document: createDocumentStore({ ...document, project }),
    notices: createNoticeStore(),
    host: createStore(() => ({ jobs: [] })),
    cost: createStore(() => ({ error: undefined })),
    masks: { withHandles: (sent: unknown) => Promise.resolve(sent) },
    client: {
      give: () => Promise.resolve({ token: 'token:1' }),
      upload: () => Promise.resolve('upload:1'),
      call(method: string) {
        asked.push(method)
        return Promise.resolve(answers[method])
      },
    },
  } as unknown as Stores
})

const state = () => stores.document.getState()
const imports = (...imported: ImportedFile[]) => (answers.importFiles = { imported })
const notices = () => stores.notices.getState().notices

describe('a lost file', () => {
  it('is replaced everywhere in one step, without the size and the digest of the other file', () => {
    relinkFile(stores, lost, 'file:found')
    const [a, b] = state().project.concepts
    expect([a!.adapters[0]!.file, b!.adapters[0]!.file]).toEqual(Array(2).fill({ path: 'file:found', name: 'ink' }))
    expect(b!.region).toEqual({ type: 'mask', file: { path: 'file:found' } })
    expect(state().problems).toEqual([])
    state().undo()
    expect(state().project).toBe(project)
  })

  it('is replaced by one that the artist chooses', async () => {
    imports({ type: 'adapters', entryIds: ['e'], files: ['file:other'] })
    await relinkWithFile(stores, lost, chosen)
    expect(state().project.concepts[0]!.adapters[0]!.file.path).toBe('file:other')
  })

  it('is replaced by a mask, whose bytes are kept', async () => {
    answers.keepMask = { file: 'file:mask' }
    await relinkWithFile(stores, { ...lost, kind: 'mask' }, chosen)
    expect(state().project.concepts[1]!.region).toEqual({ type: 'mask', file: { path: 'file:mask' } })
  })

  it('stays where the chosen one is of another kind or refused, which is told', async () => {
    imports({ type: 'model', modelId: 'm', file: 'file:m' })
    await relinkWithFile(stores, lost, chosen)
    const error = { code: 'file-refused', message: 'It is a pickle.', remedy: '' }
    imports({ type: 'refused', name: 'x.ckpt', error })
    await relinkWithFile(stores, lost, chosen)
    expect(state().project).toBe(project)
    expect(notices()).toMatchObject([{ kind: 'warning' }, { kind: 'error', error }])
  })

  it('is looked for when a render of the document fails for want of it, and not for other reasons', async () => {
    const end = watchLostFiles(stores)
    answers.findProblems = { problems: [{ ...lost, handle: 'file:new' }] }
    const fail = (jobId: string, code: string, documentId = 'd') =>
      stores.host.setState({ jobs: [{ jobId, documentId, error: { code } }] } as unknown as Parameters<
        typeof stores.host.setState
      >[0])
    fail('1', 'out-of-memory')
    fail('2', 'file-missing', 'another')
    expect(asked).toEqual([])
    fail('3', 'file-missing')
    await vi.waitFor(() => expect(state().problems).toMatchObject([{ handle: 'file:new' }]))
    fail('3', 'file-missing')
    expect(asked).toEqual(['findProblems'])
    end()
  })
})

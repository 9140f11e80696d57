import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { createDocumentStore } from '../state/documentStore.ts'
import { createMaskStore } from '../state/maskStore.ts'
import { recoveryDelay, startAutosave, type AutosaveParts } from './autosave.ts'

function start() {
  const calls: [string, unknown][] = []
  const call = ((method: string, request: unknown) => {
    calls.push([method, request])
    return Promise.resolve({})
  }) as AutosaveParts['client']['call']
  const connectionListeners = new Set<(connection: 'open' | 'lost') => void>()
  const onConnection = (listener: (connection: 'open' | 'lost') => void) => {
    connectionListeners.add(listener)
    return () => void connectionListeners.delete(listener)
  }
  const client = { call, onConnection } as AutosaveParts['client']
  const document = createDocumentStore({
    documentId: 'd',
    name: 'Duo',
    hasFile: true,
    isChanged: false,
    project: createProject({ model: { path: 'file:0123456789abcdef' } }),
    warnings: [],
    problems: [],
  })
  const masks = createMaskStore({ call, upload: () => Promise.resolve(''), onConnection })
  const autosave = startAutosave({ client, document, masks })
  const type = (prompt: string) => document.getState().apply('changePrompt', (project) => ({ ...project, prompt }))
  const of = (name: string) => calls.filter(([method]) => method === name).map(([, request]) => request)
  const setLine = (connection: 'open' | 'lost') => {
    for (const listener of connectionListeners) listener(connection)
  }
  return { document, autosave, type, of, setLine }
}

describe('autosave', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('keeps the work once, two seconds after the last change', async () => {
    const { type, of } = start()
    type('a cat')
    await vi.advanceTimersByTimeAsync(recoveryDelay - 1)
    type('a cat on a wall')
    await vi.advanceTimersByTimeAsync(recoveryDelay - 1)
    expect(of('keepRecovery')).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(of('keepRecovery')).toMatchObject([{ documentId: 'd', project: { prompt: 'a cat on a wall' } }])
  })

  it('keeps it at once when the window goes, and nothing where nothing is changed', async () => {
    const { autosave, type, of } = start()
    autosave.keep()
    await vi.advanceTimersByTimeAsync(0)
    expect(of('keepRecovery')).toEqual([])
    type('a cat')
    autosave.keep()
    await vi.advanceTimersByTimeAsync(recoveryDelay * 2)
    expect(of('keepRecovery')).toHaveLength(1)
  })

  it('drops what was kept once the document is saved', async () => {
    const { document, type, of } = start()
    type('a cat')
    await vi.advanceTimersByTimeAsync(recoveryDelay)
    document.getState().markSaved('Duo', document.getState().project)
    await vi.advanceTimersByTimeAsync(recoveryDelay)
    expect(of('dropRecovery')).toEqual([{ documentId: 'd' }])
    expect(of('keepRecovery')).toHaveLength(1)
  })

  it('tells the title when it changes and not with every stroke', () => {
    const { type, of } = start()
    type('a cat')
    type('a dog')
    expect(of('tellTitle')).toEqual([
      { documentId: 'd', name: 'Duo', isChanged: false },
      { documentId: 'd', name: 'Duo', isChanged: true },
    ])
  })

  it('tells it again when the line to the host is back, for this is another window to it', () => {
    const { of, setLine } = start()
    setLine('lost')
    expect(of('tellTitle')).toHaveLength(1)
    setLine('open')
    expect(of('tellTitle')).toHaveLength(2)
  })
})

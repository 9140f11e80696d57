import { beforeEach, describe, expect, it } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { createDocumentStore, type DocumentStore } from '../state/documentStore.ts'
import { holdGesture, type HeldGesture } from '../state/heldGesture.ts'
import { createEditing, type EditedBy } from './useEditing.ts'

let document: DocumentStore
let editing: ReturnType<typeof createEditing>

beforeEach(() => {
  const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
  document = createDocumentStore({ ...opened, project: createProject({ model: { path: '.' }, steps: 20 }) })
  let gesture: HeldGesture | undefined
  editing = createEditing(() => ({
    onBegin: () => void (gesture = holdGesture(document, 'changeSampling')),
    onEnd: () => gesture?.end(),
    onCancel: () => gesture?.cancel(),
    isHeld: () => gesture?.isHeld() ?? false,
  }))
})

function change(steps: number, by: EditedBy) {
  if (editing.begin(by)) document.getState().apply('changeSampling', (project) => ({ ...project, steps }))
}
const steps = () => document.getState().project.steps
const history = () => document.getState().history

describe('a control that is pulled', () => {
  it('makes one step', () => {
    for (const to of [21, 22, 23]) change(to, 'pull')
    editing.end()
    expect([steps(), history().past.length]).toEqual([23, 1])
  })

  it('goes back with undo and stays there until it is let go; redo brings the pull back whole', () => {
    for (const to of [21, 22]) change(to, 'pull')
    document.getState().undo()
    for (const to of [23, 24]) change(to, 'pull')
    editing.end()
    expect([steps(), history().past.length]).toEqual([20, 0])
    document.getState().redo()
    expect(steps()).toBe(22)
    change(30, 'pull')
    editing.end()
    expect([steps(), history().past.length]).toEqual([30, 2])
  })

  it('stays as it was saved', () => {
    change(21, 'pull')
    document.getState().endGesture()
    change(22, 'pull')
    editing.end()
    expect([steps(), history().past.length]).toEqual([21, 1])
  })

  it('stays where Escape took it back to', () => {
    change(21, 'pull')
    editing.cancel()
    change(22, 'pull')
    editing.end()
    expect([steps(), history().past.length, document.getState().gesture]).toEqual([20, 0, undefined])
  })

  it('ends no gesture but its own', () => {
    change(21, 'pull')
    document.getState().beginGesture('changePrompt')
    editing.cancel()
    editing.end()
    expect(document.getState().gesture?.label).toBe('changePrompt')
  })
})

describe('a control that keys change', () => {
  it('begins anew after undo or a save', () => {
    change(21, 'keys')
    change(22, 'keys')
    document.getState().undo()
    change(23, 'keys')
    document.getState().endGesture()
    change(24, 'keys')
    editing.end()
    expect(steps()).toBe(24)
    expect(history().past.map(({ document: { steps: before } }) => before)).toEqual([20, 23])
  })
})

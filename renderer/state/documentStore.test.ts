import { describe, expect, it } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { createDocumentStore, isChanged, type Command } from './documentStore.ts'

const prompt =
  (text: string): Command =>
  (project) => ({ ...project, prompt: text })

function openedStore() {
  const project = createProject({ model: { path: 'file:0123456789abcdef' } })
  const document = {
    documentId: 'a',
    name: 'scene',
    hasFile: true,
    isChanged: false,
    project,
    warnings: [],
    problems: [],
  }
  return createDocumentStore(document)
}

describe('the document store', () => {
  it('undoes and redoes named steps', () => {
    const store = openedStore()
    const { apply, undo, redo } = store.getState()
    apply('changePrompt', prompt('a'))
    apply('changePrompt', prompt('b'))
    undo()
    expect([store.getState().project.prompt, store.getState().history.future.at(-1)?.label]).toEqual([
      'a',
      'changePrompt',
    ])
    redo()
    expect(store.getState().project.prompt).toBe('b')
    undo()
    apply('changePrompt', prompt('c'))
    expect(store.getState().history.future).toEqual([])
  })

  it('makes one step of a gesture, and none of one that is cancelled', () => {
    const store = openedStore()
    const { beginGesture, changeGesture, endGesture, cancelGesture, undo } = store.getState()
    beginGesture('changePrompt')
    for (const text of ['a', 'ab', 'abc']) changeGesture(prompt(text))
    endGesture()
    beginGesture('changePrompt')
    changeGesture(prompt('x'))
    cancelGesture()
    expect([store.getState().project.prompt, store.getState().history.past.length]).toEqual(['abc', 1])
    undo()
    expect(store.getState().project.prompt).toBe('')
  })

  it('has no step for a gesture or a command that changes nothing', () => {
    const store = openedStore()
    const { beginGesture, endGesture, apply } = store.getState()
    beginGesture('moveRegion')
    endGesture()
    apply('changePrompt', (project) => project)
    expect(store.getState().history.past).toEqual([])
  })

  it('has no step for a hand that has come back to where it began, and is not changed by it', () => {
    const store = openedStore()
    const { beginGesture, changeGesture, endGesture } = store.getState()
    beginGesture('changePrompt')
    for (const text of ['a', 'ab', '']) changeGesture(prompt(text))
    endGesture()
    expect(store.getState().history.past).toEqual([])
    expect(isChanged(store.getState())).toBe(false)
  })

  it('is changed until it is saved, and unchanged again after undoing back to what was saved', () => {
    const store = openedStore()
    const { apply, markSaved, undo } = store.getState()
    expect(isChanged(store.getState())).toBe(false)
    apply('changePrompt', prompt('a'))
    markSaved('scene', store.getState().project)
    expect(isChanged(store.getState())).toBe(false)
    apply('changePrompt', prompt('b'))
    expect(isChanged(store.getState())).toBe(true)
    undo()
    expect(isChanged(store.getState())).toBe(false)
  })
})

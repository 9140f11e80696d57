import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { calmDocument } from './calmDocument.ts'
import { createDocumentStore } from './documentStore.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function opened() {
  const project = createProject({ model: { path: 'file:0123456789abcdef' } })
  const document = createDocumentStore({
    ...{ documentId: 'a', name: 'a', hasFile: true, isChanged: false, project, warnings: [], problems: [] },
  })
  const prompts: string[] = []
  const end = calmDocument(document).subscribe((state) => void prompts.push(state.project.prompt))
  const type = (prompt: string) => document.getState().changeGesture((current) => ({ ...current, prompt }))
  return { document: document.getState(), prompts, type, end }
}

it('tells of the hand on the canvas a few times a second, and of its last place at the end', () => {
  const { document, prompts, type } = opened()
  document.beginGesture('moveRegion')
  for (const text of ['a', 'ab', 'abc']) type(text)
  expect(prompts).toEqual([])
  vi.advanceTimersByTime(250)
  expect(prompts).toEqual(['abc'])
  type('abcd')
  document.endGesture()
  expect(prompts).toEqual(['abc', 'abcd'])
  vi.advanceTimersByTime(1000)
  expect(prompts).toEqual(['abc', 'abcd'])
})

it('tells of everything else at once', () => {
  const { document, prompts, type } = opened()
  document.beginGesture('changePrompt')
  type('a')
  type('ab')
  expect(prompts.slice(-2)).toEqual(['a', 'ab'])
})

it('tells nobody who has left', () => {
  const { document, prompts, type, end } = opened()
  document.beginGesture('paintMask')
  type('a')
  end()
  vi.advanceTimersByTime(1000)
  expect(prompts).toEqual([])
})

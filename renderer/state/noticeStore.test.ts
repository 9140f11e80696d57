import { expect, it } from 'vitest'
import { createNoticeStore, patienceOf } from './noticeStore.ts'

it('shows what is told again only once, as long as it is there', () => {
  const notices = createNoticeStore()
  const { tell, dismiss } = notices.getState()
  for (let stroke = 0; stroke < 5; stroke++) tell({ kind: 'info', title: 'A is locked' })
  tell({ kind: 'info', title: 'B is locked' })
  const shown = () => notices.getState().notices.map(({ title, times }) => [title, times])
  expect(shown()).toEqual([
    ['A is locked', 5],
    ['B is locked', 1],
  ])
  dismiss(notices.getState().notices[0]!.id)
  tell({ kind: 'info', title: 'A is locked' })
  expect(shown()).toEqual([
    ['B is locked', 1],
    ['A is locked', 1],
  ])
})

it('brings what is told again to the front, where it does what was told last', () => {
  const notices = createNoticeStore()
  const done: string[] = []
  const action = (what: string) => ({ label: 'Replace', run: () => void done.push(what) })
  const { tell } = notices.getState()
  tell({ kind: 'warning', title: 'Written by another program', action: action('first') })
  tell({ kind: 'info', title: 'A is locked' })
  tell({ kind: 'warning', title: 'Written by another program', action: action('second') })
  const [locked, written] = notices.getState().notices
  expect([locked?.title, written?.title, written?.times]).toEqual(['A is locked', 'Written by another program', 2])
  written!.action!.run()
  expect(done).toEqual(['second'])
})

it('lets errors stay, and all others for longer where they warn or can be answered', () => {
  const action = { label: 'Show', run: () => undefined }
  const patience = (kind: 'info' | 'success' | 'warning' | 'error') => patienceOf({ kind }) ?? Infinity
  expect(patience('error')).toBe(Infinity)
  expect(patience('warning')).toBeGreaterThan(patienceOf({ kind: 'info', action })!)
  expect(patienceOf({ kind: 'success', action })).toBeGreaterThan(patience('success'))
})

it('shows each that is about pictures, for each takes back others', () => {
  const notices = createNoticeStore()
  const action = { label: 'Take back', run: () => undefined }
  for (let deleted = 0; deleted < 2; deleted++)
    notices.getState().tell({ kind: 'info', title: '1 deleted', pictureIds: [`${deleted}`], action })
  expect(notices.getState().notices).toHaveLength(2)
})

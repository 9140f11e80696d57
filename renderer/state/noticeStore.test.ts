import { expect, it } from 'vitest'
import { createNoticeStore } from './noticeStore.ts'

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

it('shows each that can be answered, for each acts on something else', () => {
  const notices = createNoticeStore()
  const action = { label: 'Take back', run: () => undefined }
  for (let deleted = 0; deleted < 2; deleted++) notices.getState().tell({ kind: 'info', title: '1 deleted', action })
  expect(notices.getState().notices).toHaveLength(2)
})

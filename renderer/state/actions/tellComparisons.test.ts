import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { GalleryItem, Job } from '../../../engine/protocol/window/index.ts'
import { speak } from '../../i18n/language.ts'
import type { Stores } from '../stores.ts'
import { clientForTests, windowForTests } from '../windowForTests.ts'
import { tellComparisons } from './tellComparisons.ts'

let stores: Stores

beforeAll(() => speak('en'))
beforeEach(async () => {
  stores = await windowForTests(clientForTests())
  tellComparisons(stores)
})

function turn(state: Job['state'], type: Job['type'] = 'compare') {
  const job = { jobId: `${type} job`, type, state, name: 'two cats', done: Math.random() } as Job
  stores.host.setState({ jobs: [job] })
}
const told = () => stores.notices.getState().notices.map(({ title, text }) => [title, text])

it('tells once that a comparison is ready, and leads to its sheet, with which it goes', () => {
  for (const state of ['queued', 'running', 'finished', 'finished'] as const) turn(state)
  expect(told()).toEqual([['The comparison is ready', 'two cats']])
  const sheet = { id: 'sheet', type: 'sheet', jobId: 'compare job' } as GalleryItem
  stores.host.setState(({ gallery }) => ({ gallery: { ...gallery, items: [sheet] } }))
  stores.session.getState().set({ dialog: 'settings' })
  stores.notices.getState().notices[0]!.action!.run()
  expect(stores.session.getState()).toMatchObject({ viewedId: 'sheet', dialog: undefined })
  expect(told()).toEqual([]) // it is looked at
})

it('says nothing of other renders, of one that was cancelled, and of what was ready before', () => {
  for (const state of ['running', 'finished'] as const) turn(state, 'pictures')
  for (const state of ['running', 'cancelled'] as const) turn(state)
  stores.host.setState({ jobs: [] })
  turn('finished')
  expect(told()).toEqual([])
})

import { beforeAll, beforeEach, expect, it } from 'vitest'
import { createProject } from '../../../engine/protocol/project.ts'
import type { GalleryItem, Job } from '../../../engine/protocol/window/index.ts'
import type { WindowClient } from '../../clients/windowClient.ts'
import { speak } from '../../i18n/language.ts'
import { startForTests } from '../startForTests.ts'
import { createStores, type Stores } from '../stores.ts'
import { tellComparisons } from './tellComparisons.ts'

const answers: Readonly<Record<string, unknown>> = {
  readLibrary: { folders: [], models: [], entries: [], pending: 0 },
  listGallery: { items: [], total: 0 },
}
const client = {
  call: (method: string) => Promise.resolve(answers[method]),
  on: () => () => undefined,
  connection: () => 'open',
  onConnection: () => () => undefined,
} as unknown as WindowClient

let stores: Stores

beforeAll(() => speak('en'))
beforeEach(async () => {
  const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
  stores = createStores(client, startForTests, { ...opened, project: createProject({ model: { path: 'file:model' } }) })
  await new Promise((resolve) => setTimeout(resolve))
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

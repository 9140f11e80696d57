import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { EngineError } from '../../../engine/errors/engineError.ts'
import { seedsOf } from '../../../engine/protocol/project.ts'
import type { WindowMethod } from '../../../engine/protocol/window/index.ts'
import { engineInHand } from '../../../engine/testing/engineInHand.ts'
import { studioForTest, type TestStudio } from '../../../engine/testing/studioForTest.ts'
import type { WindowClient } from '../../clients/windowClient.ts'
import { speak } from '../../i18n/language.ts'
import { createStores, type Stores } from '../stores.ts'
import { moveJobToFront, repeatJob } from './jobs.ts'
import { renderPictures } from './render.ts'

const noLibrary = { folders: [], models: [], entries: [], pending: 0 }

let studio: TestStudio
let stores: Stores
let engine: ReturnType<typeof engineInHand>

beforeAll(() => speak('en'))
/** A window over a studio of its own, whose engine is in the hands of the test. */
beforeEach(async () => {
  engine = engineInHand()
  studio = await studioForTest({ engine: engine.host })
  const client = {
    call: (method: WindowMethod, request: never) =>
      method === 'readLibrary' ? Promise.resolve(noLibrary) : studio.call(method, request),
    on(event: string, listener: (data: unknown) => void) {
      return studio.studio.onEvent((told, data) => told === event && listener(data))
    },
    connection: () => 'open',
    onConnection: () => () => undefined,
  } as unknown as WindowClient
  const { document } = await studio.call('openDocument', { source: { type: 'new' } })
  stores = createStores(client, await studio.call('start', {}), document!)
})
afterEach(() => studio.end())

const jobs = () => stores.host.getState().jobs
const until = async (check: () => boolean) => {
  for (let i = 0; i < 400 && !check(); i++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(check()).toBe(true)
}
const errors = () => stores.notices.getState().notices.filter(({ kind }) => kind === 'error')

async function failedComparison() {
  stores.session.getState().set({ keepsSeed: false })
  await renderPictures(stores, { compare: [{ name: 'merge' }, { name: 'clora' }] })
  await until(() => engine.renders.length === 1)
  engine.renders[0]!.end(new EngineError('out-of-memory', 'The memory was too little.', 'Choose a smaller size.'))
  await until(() => jobs()[0]?.state === 'failed')
  return jobs()[0]!
}

it('renders what has failed again as it was, also while another document is shown', async () => {
  const failed = await failedComparison()
  const [first] = engine.renders
  const { document } = await studio.call('openDocument', { source: { type: 'new' } })
  stores.document.getState().open(document!)
  const shown = stores.document.getState()
  expect(await repeatJob(stores, failed)).toBe(true)
  await until(() => engine.renders.length === 2)
  const again = engine.renders[1]!.request
  expect(again.compare?.methods).toEqual(first!.request.compare?.methods)
  expect(seedsOf(again.project)).toEqual(seedsOf(first!.request.project))
  await until(() => jobs().length === 1 && jobs()[0]!.state === 'running')
  expect(jobs()[0]).toMatchObject({ documentId: failed.documentId, type: 'compare' })
  expect(stores.document.getState().project).toBe(shown.project)
})

it('knows what is rendered again as the same picture, which is not queued twice', async () => {
  await renderPictures(stores)
  await until(() => engine.renders.length === 1)
  engine.renders[0]!.end(new EngineError('render-failed', 'A number overflowed.', 'Lower the guidance.'))
  await until(() => jobs()[0]?.state === 'failed')
  await repeatJob(stores, jobs()[0]!)
  await until(() => jobs()[0]?.state === 'running')
  await renderPictures(stores)
  expect(stores.notices.getState().notices).toHaveLength(1)
  expect(jobs()).toHaveLength(1)
})

it('keeps a failure in the list where it could not be queued again', async () => {
  const failed = await failedComparison()
  const gone = { ...failed, jobId: 'gone' }
  expect(await repeatJob(stores, gone)).toBe(false)
  expect(errors()).toHaveLength(1)
  expect(jobs().map(({ state }) => state)).toEqual(['failed'])
})

it('puts a render that waits in front of the others, and says so', async () => {
  for (const count of [1, 2, 3]) await renderPictures(stores, { seeds: { first: 7, count } })
  await until(() => jobs().length === 3)
  await moveJobToFront(stores, jobs()[2]!)
  await until(() => jobs()[1]?.pictures === 3)
  expect(jobs().map(({ pictures, state }) => [pictures, state])).toEqual([
    [1, 'running'],
    [3, 'queued'],
    [2, 'queued'],
  ])
  expect(stores.session.getState().announcement).toContain('7–9')
})

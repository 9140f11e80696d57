import { beforeEach, describe, expect, it } from 'vitest'
import { seedsOf } from '../../../engine/protocol/project.ts'
import type { GalleryItem, Job, JobRequest } from '../../../engine/protocol/window/index.ts'
import type { WindowClient } from '../../clients/windowClient.ts'
import type { Stores } from '../stores.ts'
import { clientForTests, openedForTests, windowForTests } from '../windowForTests.ts'
import { renderPictures, renderSeedsGrid } from './render.ts'

let stores: Stores
let started: JobRequest[]
let jobs: Job[]
let tell: (jobs: Job[]) => void
let movedToFront: string[]

/** A host that queues what it is asked for, and tells of it when the test says so. */
const quiet = clientForTests()
const client = {
  ...quiet,
  call(method: 'startJob', request: JobRequest & { jobId: string }) {
    if (method === 'startJob') {
      started.push(request)
      const jobId = `job ${started.length}`
      const { documentId } = request
      const seeds = { count: 1, first: [7], areInRow: true }
      const told = { jobId, documentId, state: 'queued', methods: ['merge'], seeds, results: [] as string[] }
      jobs.push(told as unknown as Job)
      return Promise.resolve({ jobId })
    }
    if (method === 'moveJobToFront') movedToFront.push(request.jobId)
    return quiet.call(method, request as never)
  },
  on(event: string, listener: (payload: { jobs: Job[] }) => void) {
    if (event === 'jobs') tell = (told) => listener({ jobs: told })
    return () => undefined
  },
} as unknown as WindowClient

function change(jobId: string, changed: Partial<Job>) {
  jobs = jobs.map((job) => (job.jobId === jobId ? { ...job, ...changed } : job))
  tell(jobs)
}

function finish(jobId: string) {
  change(jobId, { state: 'finished', results: [`picture of ${jobId}`] })
  const items = [...stores.host.getState().gallery.items, { id: `picture of ${jobId}` } as GalleryItem]
  stores.host.setState({ gallery: { items, total: items.length, isRead: true } })
}

beforeEach(async () => {
  started = []
  movedToFront = []
  jobs = []
  stores = await windowForTests(client, openedForTests({ seeds: { first: 7, count: 1 } }))
})

const notices = () => stores.notices.getState().notices
const answer = async (which: 'action' | 'otherAction') => {
  notices().at(-1)![which]!.run()
  await new Promise((resolve) => setTimeout(resolve))
}
const seeds = () => started.map(({ project }) => seedsOf(project)[0])
const changePrompt = (prompt: string) =>
  stores.document.getState().apply('changePrompt', (project) => ({ ...project, prompt }))

describe('the same picture', () => {
  it('is queued once, however often it is asked for, and one notice says so', async () => {
    await Promise.all([renderPictures(stores), renderPictures(stores), renderPictures(stores)])
    tell(jobs)
    await renderPictures(stores)
    change('job 1', { state: 'running' })
    await renderPictures(stores)
    finish('job 1')
    await renderPictures(stores)
    expect(started).toHaveLength(1)
    expect(notices()).toHaveLength(1)
  })

  it('comes with a new seed from the notice, which is a step of the document', async () => {
    await renderPictures(stores)
    await renderPictures(stores)
    await answer('action')
    expect(started).toHaveLength(2)
    expect(seeds()[1]).not.toBe(7)
    expect(seedsOf(stores.document.getState().project)).toEqual([seeds()[1]])
    expect(stores.document.getState().history.past.at(-1)?.label).toBe('changeSeed')
  })

  it('is told of where it is the last one and there, and rendered again only from the notice', async () => {
    await renderPictures(stores)
    finish('job 1')
    await renderPictures(stores)
    expect(started).toHaveLength(1)
    await answer('otherAction')
    expect(seeds()).toEqual([7, 7])
  })

  it('comes in front of all where it waits and is asked for there', async () => {
    await renderPictures(stores)
    tell(jobs)
    await renderPictures(stores, { next: true })
    expect(started).toHaveLength(1)
    expect(movedToFront).toEqual(['job 1'])
    expect(notices()).toEqual([])
  })

  it('of a list of seeds comes with as many new ones, and the list stays', async () => {
    stores.document.getState().apply('changeSeed', (project) => ({ ...project, seeds: [7, 42, 99] }))
    stores.session.getState().set({ keepsSeed: false })
    await renderPictures(stores)
    await renderPictures(stores)
    await answer('action')
    expect(started.map(({ project }) => seedsOf(project).length)).toEqual([3, 3])
    expect(started[0]!.project.seeds).toEqual([7, 42, 99])
    expect(seeds()[1]).not.toBe(7)
    expect(stores.document.getState().project.seeds).toEqual([7, 42, 99])
  })

  it('of several seeds comes with as many new ones', async () => {
    await renderSeedsGrid(stores, 4)
    await renderSeedsGrid(stores, 4)
    await answer('action')
    expect(started.map(({ project }) => seedsOf(project).length)).toEqual([4, 4])
    expect(seeds()[1]).toBe(seedsOf(stores.document.getState().project)[0])
  })
})

describe('another picture', () => {
  it('is one after each change, and the first one again after others', async () => {
    await renderPictures(stores)
    finish('job 1')
    changePrompt('a meadow')
    await renderPictures(stores)
    finish('job 2')
    stores.document.getState().undo()
    await renderPictures(stores)
    expect(started.map(({ project }) => project.prompt)).toEqual(['', 'a meadow', ''])
    expect(notices()).toEqual([])
  })

  it('is what failed, was cancelled, or is deleted', async () => {
    await renderPictures(stores)
    change('job 1', { state: 'failed' })
    await renderPictures(stores)
    change('job 2', { state: 'cancelled' })
    await renderPictures(stores)
    finish('job 3')
    stores.host.setState({ gallery: { items: [], total: 0, isRead: true } })
    await renderPictures(stores)
    expect(started).toHaveLength(4)
  })

  it('is one whose job was taken out of the list', async () => {
    await renderPictures(stores)
    finish('job 1')
    jobs = []
    tell(jobs)
    await renderPictures(stores)
    expect(started).toHaveLength(2)
  })

  it('is each where seeds are not kept', async () => {
    stores.session.getState().set({ keepsSeed: false })
    await renderPictures(stores)
    await renderPictures(stores)
    expect(new Set(seeds()).size).toBe(2)
  })
})

import { expect, it } from 'vitest'
import type { Job } from '../../../engine/protocol/window/index.ts'
import { isSameJobs, partDone, renderQueue } from './live.ts'

function job(jobId: string, state: Job['state'], change: Partial<Job> = {}): Job {
  const lists = { adapters: [], warnings: [], results: [] }
  return {
    jobId,
    state,
    documentId: 'd',
    name: jobId,
    type: 'pictures',
    queuedAt: '',
    pictures: 2,
    methods: ['merge'],
    seeds: { count: 2, first: [4, 5], areInRow: true },
    done: 0,
    ...lists,
    ...change,
  }
}

it('tells apart what runs, waits and failed', () => {
  const jobs = [job('a', 'failed'), job('b', 'finished'), job('c', 'running'), job('d', 'queued'), job('e', 'failed')]
  const { running, queued, failed } = renderQueue({ jobs })
  expect([running?.jobId, queued.map(({ jobId }) => jobId), failed.map(({ jobId }) => jobId)]).toEqual([
    'c',
    ['d'],
    ['e', 'a'],
  ])
})

it('counts steps of the picture at hand and pictures that are saved', () => {
  expect(partDone(job('a', 'running'))).toBeUndefined()
  expect(partDone(job('a', 'running', { step: 5, steps: 10 }))).toBe(0.25)
  expect(partDone(job('a', 'running', { done: 1, step: 5, steps: 10 }))).toBe(0.75)
  expect(partDone(job('a', 'running', { done: 1 }))).toBe(0.5)
})

it('sees the same jobs in events of progress, and others as soon as one changes its state', () => {
  const jobs = [job('a', 'running'), job('b', 'queued')]
  expect(isSameJobs(jobs, [job('a', 'running', { step: 3 }), job('b', 'queued')])).toBe(true)
  expect(isSameJobs(jobs, [job('a', 'finished'), job('b', 'running')])).toBe(false)
  expect(isSameJobs(jobs, jobs.slice(1))).toBe(false)
  expect(isSameJobs(jobs, jobs.toReversed())).toBe(false)
})

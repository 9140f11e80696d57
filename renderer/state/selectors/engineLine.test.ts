import { beforeAll, expect, it } from 'vitest'
import type { Job } from '../../../engine/protocol/window/index.ts'
import { speak, t } from '../../i18n/language.ts'
import { engineLine } from './engineLine.ts'

beforeAll(() => speak('en'))

const job = (state: Job['state'], change: Partial<Job> = {}): Job => ({
  jobId: `${state} job`,
  state,
  documentId: 'd',
  name: 'two cats',
  type: 'pictures',
  queuedAt: '',
  pictures: 1,
  methods: ['merge'],
  seeds: { count: 1, first: [4], areInRow: true },
  done: 0,
  adapters: [],
  warnings: [],
  results: [],
  ...change,
})
const line = (status: 'ready' | 'restarting', ...jobs: Job[]) => engineLine(t, { engine: { status }, jobs })

it('is ready only where nothing is to be rendered', () => {
  expect(line('ready', job('finished'), job('failed'))).toMatch(/^Ready/)
  expect(line('ready', job('running'))).toBe('Rendering · preparing')
  expect(line('ready', job('queued'))).toBe('Rendering · 1 waiting')
})

it('says which picture and step it is at, and how many renders wait', () => {
  const running = job('running', { pictures: 4, done: 1, step: 5, steps: 20 })
  expect(line('ready', running)).toBe('Rendering · picture 2 of 4 · step 5 of 20')
  expect(line('ready', running, job('queued'), job('queued'))).toMatch(/ · 2 waiting$/)
  expect(line('ready', job('running', { step: 20, steps: 20 }))).toBe('Rendering · finishing')
})

it('says first that the engine starts again, and what waits for it', () => {
  expect(line('restarting', job('queued'))).toBe('Engine restarts · 1 waiting')
})

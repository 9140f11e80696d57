import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { EngineRender, EngineRenderEvent } from '../protocol/engineMethods.ts'
import { createProject } from '../protocol/project.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { oneCore } from '../testing/oneCore.ts'
import { bundleCommand } from '../testing/polyptychCommand.ts'
import { createEngineHost } from './createEngineHost.ts'
import type { EngineHost } from './engineHost.ts'

/** The engine process as it is installed, below everything that stands between it and a window. */
let folder: string
let host: EngineHost

beforeAll(async () => {
  bundleCommand()
  folder = await mkdtemp(join(tmpdir(), 'polyptych-process-'))
})

afterAll(() => rm(folder, { recursive: true }))

beforeEach(async () => {
  host = createEngineHost(oneCore)
  await until('ready')
})

afterEach(async () => {
  await host.close()
  expect(enginePids()).toEqual([])
})

const until = (status: EngineHost['state']['status']) =>
  vi.waitFor(() => expect(host.state.status).toBe(status), { timeout: 30_000, interval: 20 })

/** Of the engines that this process has started. */
function enginePids(): number[] {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  return processes.split('\n').flatMap((line) => {
    const [pid, parent, ...words] = line.trim().split(/\s+/)
    return Number(parent) === process.pid && words.join(' ').includes('engine.js') ? [Number(pid)] : []
  })
}

function render(steps: number, fileName: string, signal = new AbortController().signal) {
  const request: EngineRender = {
    project: createProject({ model: { path: starterPath() }, canvas: { width: 64, height: 64 }, steps, seeds: [1] }),
    name: 'tiny',
    outFolder: folder,
    fileNames: [fileName],
    recordsAttention: false,
    readsPictures: false,
  }
  return host.render(request, signal)
}

async function typesOf(events: AsyncIterable<EngineRenderEvent>): Promise<string[]> {
  const types: string[] = []
  for await (const { type } of events) types.push(type)
  return types
}

/** Begins a render that would take long. */
async function begin(fileName: string, signal?: AbortSignal): Promise<AsyncGenerator<EngineRenderEvent, void>> {
  const rendering = render(1000, fileName, signal)
  for (;;) {
    const { value, done } = await rendering.next()
    if (done) throw new Error('it ended before its first step')
    if (value.type === 'step') return rendering
  }
}

it('says what it computes with, renders, and goes on in the same process after a render was cancelled', async () => {
  expect(host.state.hardware).toMatchObject({ provider: 'cpu', cores: expect.any(Number) as number })
  const before = enginePids()
  expect(before).toHaveLength(1)
  const controller = new AbortController()
  const rendering = await begin('cancelled.png', controller.signal)
  controller.abort()
  await expect(typesOf(rendering)).rejects.toMatchObject({ code: 'cancelled' })
  expect(await typesOf(render(2, 'next.png'))).toContain('finished')
  expect(enginePids()).toEqual(before)
  expect(await readdir(folder)).toEqual(['next.png'])
})

it('that is killed while it renders leaves no half a picture, and another renders after it', async () => {
  const [pid] = enginePids()
  const rendering = await begin('killed.png')
  const refused = expect(typesOf(rendering)).rejects.toMatchObject({ code: 'engine-gone' })
  process.kill(pid!, 'SIGKILL')
  await refused
  expect(host.state).toMatchObject({ status: 'restarting', crash: { exit: 'signal SIGKILL' } })
  expect(await typesOf(render(2, 'after.png'))).toContain('finished')
  expect(enginePids()).not.toContain(pid)
  expect((await readdir(folder)).filter((name) => name.includes('killed'))).toEqual([])
})

it('is started anew with other settings while it renders', async () => {
  const [pid] = enginePids()
  const rendering = await begin('restarted.png')
  const refused = expect(typesOf(rendering)).rejects.toMatchObject({ code: 'engine-gone' })
  host.restart({ threads: 2 })
  await refused
  await until('ready')
  expect(enginePids()).not.toContain(pid)
  expect(await typesOf(render(2, 'anew.png'))).toContain('finished')
})

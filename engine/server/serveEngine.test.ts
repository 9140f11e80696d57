import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fromEngineSchema, type FromEngine } from '../client/messages.ts'
import { createClosing, createListeners, type Port } from '../client/port.ts'
import { portOfStream } from '../client/socketPort.ts'
import type { EngineRender, EngineRenderEvent } from '../protocol/engineMethods.ts'
import { frameLimits } from '../protocol/frames.ts'
import { createProject } from '../protocol/project.ts'
import { oneCore } from '../testing/oneCore.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { streamPair } from '../testing/streamPair.ts'
import { serveEngine } from './serveEngine.ts'
import { createWorkshop, type Workshop } from './workshop.ts'

const workshop = createWorkshop()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-serve-'))
  await workshop.hello(oneCore)
})

afterAll(() => rm(folder, { recursive: true }))

/** The host's end of a line, which may listen slowly. */
function startLine(served: Workshop = workshop) {
  const messages = createListeners<[unknown]>()
  const drains = createListeners<[]>()
  const closing = createClosing()
  const received: FromEngine[] = []
  let isCongested = false
  const port: Port = {
    post(message) {
      received.push(fromEngineSchema.parse(message))
      return !isCongested
    },
    onMessage: messages.add,
    onDrain: drains.add,
    onClose: (listener) => closing.onClose(listener),
    close: () => closing.close(),
  }
  serveEngine(port, served)
  return {
    received,
    get isClosed() {
      return closing.isClosed
    },
    say: (message: unknown) => messages.tell(message),
    congest: () => void (isCongested = true),
    drain() {
      isCongested = false
      drains.tell()
    },
    close: () => closing.close(),
    /** What ended a call or a stream. */
    async endOf(id: number): Promise<FromEngine> {
      const find = () => received.find((message) => 'id' in message && message.id === id && message.type !== 'event')
      await vi.waitUntil(find, { timeout: 20_000, interval: 10 })
      return find()!
    },
    events: (id: number) =>
      received.flatMap((message) =>
        message.type === 'event' && message.id === id ? [message.event as EngineRenderEvent] : [],
      ),
  }
}

function renderRequest(steps: number, fileName: string): EngineRender {
  return {
    project: createProject({ model: { path: starterPath() }, canvas: { width: 64, height: 64 }, steps, seeds: [1] }),
    name: 'tiny',
    outFolder: folder,
    fileNames: [fileName],
    recordsAttention: false,
    readsPictures: false,
  }
}

describe('what is not of the protocol', () => {
  it.each([
    ['no message', undefined],
    ['text', 'ping'],
    ['an unknown type', { type: 'shout', id: 1 }],
    ['no number', { type: 'ping' }],
    ['a number below zero', { type: 'ping', id: -1 }],
    ['a call of nothing', { type: 'call', id: 1, request: {} }],
  ])('closes the line: %s', (_, message) => {
    const line = startLine()
    line.say(message)
    expect(line.isClosed).toBe(true)
    expect(line.received).toEqual([{ type: 'ready' }])
  })

  it.each(['melt', 'constructor', '__proto__', 'render'])('is refused as a call: %s', async (method) => {
    const line = startLine()
    line.say({ type: 'call', id: 4, method, request: {} })
    const message = `The engine cannot do '${method}'.`
    expect(await line.endOf(4)).toMatchObject({ type: 'error', error: { code: 'setting-invalid', message } })
    expect(line.isClosed).toBe(false)
  })

  it('is refused as a stream', async () => {
    const line = startLine()
    line.say({ type: 'stream', id: 5, method: 'hello', request: {} })
    expect(await line.endOf(5)).toMatchObject({ type: 'error', error: { code: 'setting-invalid' } })
  })

  it('is refused with the place of what is wrong in a request', async () => {
    const line = startLine()
    line.say({ type: 'call', id: 6, method: 'hello', request: { provider: 'abacus', threads: 2 } })
    const end = await line.endOf(6)
    expect(end).toMatchObject({ type: 'error', error: { code: 'setting-invalid' } })
    expect(JSON.stringify(end)).toContain('provider')
  })

  it('closes the line where a frame is larger than any may be', async () => {
    const [host, engine] = streamPair()
    serveEngine(portOfStream(engine), workshop)
    const closed = vi.fn()
    engine.on('close', closed)
    const head = Buffer.alloc(8)
    head.writeUInt32LE(frameLimits.jsonBytes + 1, 0)
    host.write(head)
    await vi.waitUntil(() => closed.mock.calls.length > 0)
  })
})

it('answers a ping while it renders, and stops a render when it is told to', async () => {
  const line = startLine()
  line.say({ type: 'stream', id: 1, method: 'render', request: renderRequest(200, 'never.png') })
  await vi.waitUntil(() => line.events(1).some(({ type }) => type === 'step'), { timeout: 20_000 })
  line.say({ type: 'ping', id: 2 })
  line.say({ type: 'cancel', id: 1 })
  expect(await line.endOf(1)).toMatchObject({ type: 'error', error: { code: 'cancelled' } })
  expect(line.received).toContainEqual({ type: 'pong', id: 2 })
  expect(line.events(1).filter(({ type }) => type === 'step').length).toBeLessThan(100)
})

it('stops what it does when the line closes', async () => {
  const line = startLine()
  line.say({ type: 'stream', id: 1, method: 'render', request: renderRequest(200, 'never.png') })
  await vi.waitUntil(() => line.events(1).some(({ type }) => type === 'step'), { timeout: 20_000 })
  line.close()
  expect(await line.endOf(1)).toMatchObject({ type: 'error', error: { code: 'cancelled' } })
})

it('tells a slow listener the newest step and preview alone, and all that is more than progress', async () => {
  const line = startLine()
  line.congest()
  line.say({ type: 'stream', id: 1, method: 'render', request: renderRequest(6, 'slow.png') })
  expect(await line.endOf(1)).toMatchObject({ type: 'end' })
  const types = line.events(1).map(({ type }) => type)
  expect(types).not.toContain('preview')
  expect(types).not.toContain('step')
  expect(types.filter((type) => type !== 'warning')).toEqual(['opened', 'picture', 'saved', 'finished'])
})

it('tells of the newest step as soon as the listener has caught up', async () => {
  const line = startLine()
  line.say({ type: 'stream', id: 1, method: 'render', request: renderRequest(200, 'never.png') })
  const steps = () => line.events(1).flatMap((event) => (event.type === 'step' ? [event.step] : []))
  await vi.waitUntil(() => steps().length > 0, { timeout: 20_000, interval: 1 })
  line.congest()
  line.say({ type: 'ping', id: 2 }) // the first that is posted meets the congestion
  const before = steps().length
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(steps()).toHaveLength(before)
  line.drain()
  const newest = steps().at(-1)!
  expect(steps()).toHaveLength(before + 1)
  expect(newest).toBeGreaterThan(before + 1)
  line.say({ type: 'cancel', id: 1 })
  await line.endOf(1)
  expect(steps()).toEqual(steps().toSorted((a, b) => a - b))
})

import { expect, it } from 'vitest'
import { EngineError } from '../errors/engineError.ts'
import type { EngineRender, EngineRenderEvent } from '../protocol/engineMethods.ts'
import { connectEngine } from './connectEngine.ts'
import type { FromEngine, ToEngine } from './messages.ts'
import { createPortPair } from './port.ts'

const hardware = { processor: 'p', cores: 1, memoryBytes: 1, graphics: [], provider: 'cpu', candidates: [] }
const request = {} as EngineRender
const preview = (step: number) => {
  const bytes = Uint8Array.of(step)
  return { type: 'preview', seed: 1, step, width: 8, height: 8, mime: 'image/webp', bytes } as const
}

/** A client, and the other end with what came in there. */
function connected() {
  const [own, other] = createPortPair()
  const received: ToEngine[] = []
  other.onMessage((message) => received.push(message as ToEngine))
  const post = (...messages: FromEngine[]) => messages.forEach((message) => other.post(message))
  return { line: connectEngine(own), other, received, post }
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

it('gives each call its own answer, in whatever order they come', async () => {
  const { line, received, post } = connected()
  const hello = line.call('hello', { provider: 'cpu', threads: 0 })
  const chart = line.call('measureAdapter', { adapter: 'a', model: 'm' })
  await settled()
  expect(received).toEqual([
    { type: 'call', id: 1, method: 'hello', request: { provider: 'cpu', threads: 0 } },
    { type: 'call', id: 2, method: 'measureAdapter', request: { adapter: 'a', model: 'm' } },
  ])
  expect(line.isBusy).toBe(true)
  post(
    { type: 'error', id: 2, error: { code: 'file-missing', message: 'No file.', remedy: 'Look.' } },
    { type: 'answer', id: 1, response: { hardware } },
  )
  expect(await hello).toEqual({ hardware })
  await expect(chart).rejects.toEqual(new EngineError('file-missing', 'No file.', 'Look.'))
  expect(line.isBusy).toBe(false)
})

it('yields the events of a render, bytes and all, until it ends', async () => {
  const { line, post } = connected()
  const events: EngineRenderEvent[] = []
  const rendering = (async () => {
    for await (const event of line.render(request, new AbortController().signal)) events.push(event)
  })()
  await settled()
  post({ type: 'event', id: 1, event: preview(1) }, { type: 'event', id: 1, event: preview(2) }, { type: 'end', id: 1 })
  await rendering
  expect(events).toEqual([preview(1), preview(2)])
})

it('asks the engine to cancel, and goes on until it has', async () => {
  const { line, received, post } = connected()
  const abort = new AbortController()
  const next = line.render(request, abort.signal).next()
  await settled()
  expect(line.cancelledFor()).toBe(0)
  abort.abort()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(received.at(-1)).toEqual({ type: 'cancel', id: 1 })
  expect(line.cancelledFor()).toBeGreaterThan(0)
  post({ type: 'error', id: 1, error: { code: 'cancelled', message: 'Cancelled.', remedy: '' } })
  await expect(next).rejects.toMatchObject({ code: 'cancelled' })
  expect(line.cancelledFor()).toBe(0)
})

it('cancels a render that nobody listens to any more, and is busy until it ends', async () => {
  const { line, received, post } = connected()
  const events = line.render(request, new AbortController().signal)
  const first = events.next()
  await settled()
  post({ type: 'event', id: 1, event: preview(1) })
  await first
  await events.return()
  await settled()
  expect(received.map(({ type }) => type)).toEqual(['stream', 'cancel'])
  expect(line.isBusy).toBe(true)
  post({ type: 'event', id: 1, event: preview(2) }, { type: 'end', id: 1 })
  await settled()
  expect(line.isBusy).toBe(false)
})

it('lets go of a call at once when its signal says so', async () => {
  const { line, received, post } = connected()
  const reason = new Error('enough')
  const abort = new AbortController()
  const call = line.call('measureAdapter', { adapter: 'a', model: 'm' }, abort.signal)
  abort.abort(reason)
  await expect(call).rejects.toBe(reason)
  await settled()
  expect(received.map(({ type }) => type)).toEqual(['call', 'cancel'])
  await expect(line.call('hello', { provider: 'cpu', threads: 0 }, abort.signal)).rejects.toBe(reason)
  post({ type: 'error', id: 1, error: { code: 'cancelled', message: 'Cancelled.', remedy: '' } })
  await settled()
  expect(line.isBusy).toBe(false)
})

it('fails everything that waits when the line closes, and whatever comes after', async () => {
  const { line, other } = connected()
  const waiting = [
    line.call('measureAdapter', { adapter: 'a', model: 'm' }),
    line.render(request, new AbortController().signal).next(),
    line.ping(),
    line.ready(),
  ]
  const failures = waiting.map((one) => expect(one).rejects.toMatchObject({ code: 'engine-gone' }))
  await settled()
  other.close()
  await Promise.all(failures)
  await expect(line.ping()).rejects.toMatchObject({ code: 'engine-gone' })
})

it('hears when the engine listens, and its pulse, which is no work', async () => {
  const { line, received, post } = connected()
  const pulse = line.ping()
  await settled()
  expect(received).toEqual([{ type: 'ping', id: 1 }])
  expect(line.isBusy).toBe(false)
  post({ type: 'ready' }, { type: 'pong', id: 1 })
  await Promise.all([line.ready(), pulse])
})

it('closes a line that speaks another language', async () => {
  const { line, other } = connected()
  const call = expect(line.call('measureAdapter', { adapter: 'a', model: 'm' })).rejects.toMatchObject({
    code: 'engine-gone',
  })
  other.post({ type: 'greeting' })
  await call
})

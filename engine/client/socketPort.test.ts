import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { portOfStream } from './socketPort.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Both ends of a socket of the system. */
async function socketPair(): Promise<[Socket, Socket]> {
  const folder = await mkdtemp(join(tmpdir(), 'polyptych-socket-'))
  ends.push(() => rm(folder, { recursive: true }))
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${folder}` : join(folder, 'socket')
  const server = createServer().listen(address)
  ends.push(() => server.close())
  await once(server, 'listening')
  const own = connect(address)
  const [other] = (await once(server, 'connection')) as [Socket]
  ends.push(
    () => own.destroy(),
    () => other.destroy(),
  )
  return [own, other]
}

it('carries messages with bytes both ways', async () => {
  const [own, other] = (await socketPair()).map(portOfStream)
  const answer = new Promise((resolve) => own?.onMessage(resolve))
  other?.onMessage((message) => other.post({ back: message }))
  const picture = new Uint8Array(3_000_000).fill(5)
  own?.post({ id: 1, picture })
  const { back } = (await answer) as { back: { id: number; picture: Uint8Array } }
  expect(back.id).toBe(1)
  expect(Buffer.compare(back.picture, picture)).toBe(0)
})

it('says when the line is congested, and when it is so no longer', async () => {
  const [stream, other] = await socketPair()
  const port = portOfStream(stream)
  expect(port.post('little')).toBe(true)
  const drained = new Promise<void>((resolve) => port.onDrain(resolve))
  expect(port.post(new Uint8Array(8_000_000))).toBe(false)
  other.resume()
  await drained
  expect(port.post('little')).toBe(true)
})

it('closes when the other end does, also for who listens later', async () => {
  const [own, other] = (await socketPair()).map(portOfStream)
  const closed = new Promise<void>((resolve) => own?.onClose(() => resolve()))
  other?.close()
  await closed
  await new Promise<void>((resolve) => own?.onClose(() => resolve()))
  expect(own?.post('nobody is there')).toBe(false)
})

it('closes with an error on what is no frame', async () => {
  const [stream, other] = await socketPair()
  const port = portOfStream(stream)
  const closed = new Promise((resolve) => port.onClose(resolve))
  other.write(new Uint8Array(16).fill(255))
  expect(await closed).toBeInstanceOf(RangeError)
})

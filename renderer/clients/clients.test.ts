import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BridgeAnswer } from '../../electron/bridge/desktopBridge.ts'
import { createBridgeClient } from './bridgeClient.ts'
import type { LineTools } from './line.ts'
import { createSocketClient, type LineSocket } from './socketClient.ts'
import { WindowError } from './windowClient.ts'

/** The host's end of a socket in memory. */
class FarEnd extends EventTarget implements LineSocket {
  readonly received: { id: number; method: string; request: unknown }[] = []
  send(text: string) {
    this.received.push(JSON.parse(text))
  }
  tell(message: unknown) {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }))
  }
  open() {
    this.dispatchEvent(new Event('open'))
  }
  close() {
    this.dispatchEvent(new Event('close'))
  }
  declare addEventListener: LineSocket['addEventListener']
}

function connect() {
  const ends: FarEnd[] = []
  const addresses: string[] = []
  const bugs: string[] = []
  const tools: LineTools = {
    post: () => Promise.resolve(Response.json({ upload: 'upload:0123456789abcdef' })),
    reportBug: (what) => bugs.push(what),
  }
  const open = (address: string) => {
    addresses.push(address)
    ends.push(new FarEnd())
    return ends.at(-1)!
  }
  const client = createSocketClient({ href: 'https://host.test/deep/index.html?x' }, { open, tools })
  return { client, ends, addresses, bugs }
}

describe('socket client', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('opens the socket beside the page and holds calls until it is open', async () => {
    const { client, ends, addresses } = connect()
    const answer = client.call('startJob', {} as never)
    expect(addresses).toEqual(['wss://host.test/deep/socket'])
    expect(ends[0]!.received).toEqual([])
    ends[0]!.open()
    const [message] = ends[0]!.received
    expect(message).toMatchObject({ method: 'startJob' })
    ends[0]!.tell({ id: message!.id, response: { jobId: 'a' } })
    expect(await answer).toEqual({ jobId: 'a' })
  })

  it('gives answers to the calls that they belong to, and errors with all that they say', async () => {
    const { client, ends } = connect()
    ends[0]!.open()
    const [first, second] = [client.call('keepMask', { upload: 'x' }), client.call('addModel', {})]
    const error = { code: 'file-missing', message: 'It is gone.', remedy: 'Look for it.' }
    ends[0]!.tell({ id: 2, response: { modelId: 'm' } })
    ends[0]!.tell({ id: 1, error })
    expect(await second).toEqual({ modelId: 'm' })
    await expect(first).rejects.toMatchObject(error)
    await expect(first).rejects.toBeInstanceOf(WindowError)
  })

  it('fails pending calls when the line is lost, tells of it, and comes back with growing pauses', async () => {
    const { client, ends } = connect()
    const told: string[] = []
    client.onConnection((connection) => told.push(connection))
    ends[0]!.open()
    const call = client.call('addModel', {})
    const failed = expect(call).rejects.toMatchObject({ code: 'connection-lost' })
    ends[0]!.close()
    await failed
    await expect(client.call('addModel', {})).rejects.toMatchObject({ code: 'connection-lost' })
    vi.advanceTimersByTime(250)
    ends[1]!.close()
    vi.advanceTimersByTime(499)
    expect(ends).toHaveLength(2)
    vi.advanceTimersByTime(1)
    ends[2]!.open()
    expect(told).toEqual(['lost', 'open'])
    expect(client.connection()).toBe('open')
  })

  it('reports events and answers that break their schema, and goes on', async () => {
    const { client, ends, bugs } = connect()
    ends[0]!.open()
    const ids: string[] = []
    client.on('command', ({ id }) => ids.push(id))
    ends[0]!.tell({ event: 'command', data: { id: 7 } })
    ends[0]!.tell({ event: 'command', data: { id: 'save' } })
    const call = client.call('startJob', {} as never)
    ends[0]!.tell({ id: 1, response: { jobId: 7 } })
    await expect(call).rejects.toMatchObject({ code: 'bug' })
    expect(ids).toEqual(['save'])
    expect(bugs).toEqual(["The event 'command' breaks its schema", "The answer to 'startJob' breaks its schema"])
  })

  it('sends the bytes of files that are given', async () => {
    const { client } = connect()
    const file = new File(['abc'], 'kiki.safetensors')
    expect(await client.give(file)).toEqual({ upload: 'upload:0123456789abcdef', name: 'kiki.safetensors' })
  })
})

describe('bridge client', () => {
  const tools: LineTools = {
    post: () => Promise.resolve(new Response('too large', { status: 413 })),
    reportBug: () => undefined,
  }
  const bridge = (answer: BridgeAnswer, token?: string) =>
    createBridgeClient(
      { call: () => Promise.resolve(answer), on: () => () => undefined, tokenOf: () => Promise.resolve(token) },
      tools,
    )

  it('turns errors that travelled as data into errors', async () => {
    const error = { code: 'disk-full', message: 'Full.', remedy: 'Make room.' }
    await expect(bridge({ error }).call('addModel', {})).rejects.toMatchObject(error)
  })

  it('gives files by token, and says so when bytes are refused', async () => {
    const file = new File(['abc'], 'a.png')
    expect(await bridge({ response: {} }, 'token:0123456789abcdef').give(file)).toEqual({
      token: 'token:0123456789abcdef',
    })
    await expect(bridge({ response: {} }).give(file)).rejects.toMatchObject({ code: 'file-refused' })
  })
})

import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { EngineError } from '../errors/engineError.ts'
import { largestUpload, longestMessage } from '../protocol/window/messages.ts'
import type { Studio } from '../studio/studio.ts'
import { createWebHost, type WebHost } from './webHost.ts'
import { sendEvent, type EventLine } from './windowSocket.ts'

let folder: string
let host: WebHost
let cookie: string
let emit: (jobs: number) => void
const addresses: string[] = []
const asked: string[] = []

const circle: unknown[] = []
circle.push(circle)
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** A studio that answers by the rules of the interface and remembers what was asked. */
function smallStudio(): Studio {
  const listeners = new Set<Parameters<Studio['onEvent']>[0]>()
  emit = (count) => {
    for (const listener of listeners) listener('jobs', { jobs: [], count } as never)
  }
  return {
    async call(method, request) {
      if (method === 'echo') return request
      if (method === 'circle') return circle
      if (method === 'locked') throw new EngineError('output-unwritable', `'${folder}/x' cannot be written.`, 'Go.')
      if (method === 'bug') throw new Error(`secret ${folder}`)
      throw new EngineError('setting-invalid', `There is no method ${method}.`, 'Reload the window.')
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async asset(path) {
      asked.push(path)
      if (path !== 'picture/1') return { status: 404, headers: {} }
      return { status: 200, headers: { 'content-type': 'image/png' }, body: Buffer.from('PNG') }
    },
    async upload(bytes) {
      let length = 0
      for await (const part of bytes) length += part.length
      return `upload:${String(length).padStart(16, '0')}`
    },
    tokenOf: (path) => path,
    close: async () => undefined,
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-web-'))
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true })
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Window</title>')
  await writeFile(join(folder, 'renderer', 'assets', 'main-abc.js'), 'export {}')
  await writeFile(join(folder, 'renderer', 'notes.txt'), 'not a part of the window')
  await writeFile(join(folder, 'secret.json'), '{}')
  host = await createWebHost({
    studio: Promise.resolve(smallStudio()),
    rendererFolder: join(folder, 'renderer'),
    host: '127.0.0.1',
    port: 0,
    onAddress: (address) => addresses.push(address),
  })
  const entered = await raw({ path: new URL(host.address()).pathname + new URL(host.address()).search })
  cookie = /set-cookie: ([^;]+)/i.exec(entered)![1]!
})
afterAll(async () => {
  await host.close()
  await rm(folder, { recursive: true })
})

interface RawRequest {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A request byte for byte, since clients repair addresses and refuse to forge headers. */
function raw({ method = 'GET', path, headers = {}, body = '' }: RawRequest): Promise<string> {
  const all = { host: `127.0.0.1:${host.port}`, connection: 'close', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return new Promise((resolve, reject) => {
    let answer = ''
    const line = connect(host.port, '127.0.0.1', () =>
      line.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`),
    )
    line.setEncoding('latin1').on('data', (part: string) => (answer += part))
    line.on('error', reject)
    line.on('close', () => resolve(answer))
  })
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
const origin = () => `http://127.0.0.1:${host.port}`
const inside = (more: Readonly<Record<string, string>> = {}) => ({ cookie, ...more })

describe('who is let in', () => {
  it('sends everyone without the cookie away with words that say how to get in', async () => {
    for (const path of ['/', '/assets/main-abc.js', '/asset/picture/1']) {
      const answer = await raw({ path })
      expect(statusOf(answer)).toBe(403)
      expect(answer).toContain('Open the address that "polyptych serve" printed')
    }
  })

  it('takes a token once, hides the cookie from scripts and other sites, and cleans the address', async () => {
    const { pathname, search } = new URL(host.address())
    const first = await raw({ path: pathname + search })
    expect(statusOf(first)).toBe(303)
    expect(first).toMatch(/location: \/\r\n/)
    expect(first).toMatch(/set-cookie: polyptych-\d+=[\w-]{32}; HttpOnly; SameSite=Strict; Path=\/\r\n/)
    expect(statusOf(await raw({ path: pathname + search }))).toBe(403)
    expect(addresses.at(-1)).toBe(host.address())
    expect(host.address()).not.toContain(search)
  })

  const from = (site: string, mode = 'navigate', destination = 'document') => ({
    ...{ 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': destination },
  })

  it.each([
    ['a link of another site', from('cross-site'), 'press Enter'],
    ['a link of another page on this machine', from('same-site'), 'press Enter'],
    ['a frame of another site', from('cross-site', 'navigate', 'iframe'), 'another page'],
    ['a picture in another site', from('cross-site', 'no-cors', 'image'), 'another page'],
    ['a call of another page on this machine', from('same-site', 'cors', 'empty'), 'another page'],
  ])('takes no token by %s, and keeps it', async (_, headers, text) => {
    const address = host.address()
    const { pathname, search } = new URL(address)
    for (const more of [{}, { cookie }]) {
      const answer = await raw({ path: pathname + search, headers: { ...headers, ...more } })
      expect(statusOf(answer)).toBe(403)
      expect(answer).toContain(text)
      expect(answer).not.toMatch(/set-cookie/i)
      expect(answer).toMatch(/cache-control: no-store/)
      expect(answer).toMatch(/referrer-policy: no-referrer/)
    }
    expect(host.address()).toBe(address)
  })

  it.each([
    ['typed or opened by the system', from('none')],
    ['of its own page', from('same-origin')],
    ['of a browser that says nothing', {}],
  ])('takes a token that is %s, and keeps the answer nowhere', async (_, headers) => {
    const { pathname, search } = new URL(host.address())
    const answer = await raw({ path: pathname + search, headers })
    expect(statusOf(answer)).toBe(303)
    expect(answer).toMatch(/cache-control: no-store/)
    expect(answer).toMatch(/referrer-policy: no-referrer/)
  })

  it.each([
    ['a visit from another page', from('same-site'), 200],
    ['its own call', from('same-origin', 'cors', 'empty'), 200],
    ['a call of another page', from('same-site', 'no-cors', 'empty'), 403],
    ['a frame in another page', from('same-site', 'navigate', 'iframe'), 403],
    ['a script for another site', from('cross-site', 'no-cors', 'script'), 403],
  ])('answers a browser that is inside: %s', async (_, headers, status) => {
    expect(statusOf(await raw({ path: '/', headers: inside(headers) }))).toBe(status)
  })

  it('leads a browser that is inside past an address that was used', async () => {
    expect(statusOf(await raw({ path: '/?token=used', headers: inside() }))).toBe(303)
  })

  it.each([
    ['the address', () => `127.0.0.1:${host.port}`, 200],
    ['localhost', () => `localhost:${host.port}`, 200],
    ['localhost at the port of a tunnel', () => 'localhost:9999', 200],
    ['the sixth version of it', () => `[::1]:${host.port}`, 200],
    ['a name that points here', () => `attacker.example:${host.port}`, 403],
    ['a name that begins well', () => `127.0.0.1.attacker.example`, 403],
    ['a name that ends well', () => `evil-localhost`, 403],
    ['another address', () => '192.168.0.7', 403],
    ['nothing', () => '', 403],
  ])('Host: %s', async (_name, name, status) => {
    expect(statusOf(await raw({ path: '/', headers: inside({ host: name() }) }))).toBe(status)
  })

  it.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])('refuses %s', async (method) => {
    expect(statusOf(await raw({ method, path: '/', headers: inside() }))).toBe(405)
  })

  it.each([
    ['its own page', () => origin(), 200],
    ['another page on this machine', () => 'http://127.0.0.1:1', 403],
    ['another site', () => 'http://attacker.example', 403],
    ['a page without origin', () => 'null', 403],
  ])('takes an upload of %s', async (_name, from, status) => {
    const headers = inside({ origin: from(), 'content-length': '5' })
    expect(statusOf(await raw({ method: 'POST', path: '/upload', headers, body: 'bytes' }))).toBe(status)
  })

  it('takes no upload that does not say where it comes from', async () => {
    const answer = await raw({
      method: 'POST',
      path: '/upload',
      headers: inside({ 'content-length': '5' }),
      body: 'bytes',
    })
    expect(statusOf(answer)).toBe(403)
  })

  it.each([
    ['its own page', () => origin(), () => cookie, 101],
    ['another page', () => 'http://attacker.example', () => cookie, 403],
    ['a browser without the cookie', () => origin(), () => 'polyptych=1', 403],
  ])('opens a socket for %s', async (_name, from, ofBrowser, status) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/socket`, {
      headers: { origin: from(), cookie: ofBrowser() },
    })
    const found = await new Promise<number>((resolve) => {
      socket.on('upgrade', ({ statusCode }) => resolve(statusCode!))
      socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode!))
      socket.on('error', () => undefined)
    })
    expect(found).toBe(status)
    socket.terminate()
  })
})

describe('what is served', () => {
  it('serves the page with every header that keeps foreign code out', async () => {
    const answer = await raw({ path: '/', headers: inside() })
    expect(statusOf(answer)).toBe(200)
    expect(answer).toContain('<title>Window</title>')
    expect(answer).toMatch(/content-type: text\/html; charset=utf-8/)
    expect(answer).toMatch(/content-security-policy: default-src 'none'; script-src 'self';.*frame-ancestors 'none'/)
    expect(answer).toMatch(/x-content-type-options: nosniff/)
    expect(answer).toMatch(/referrer-policy: no-referrer/)
    for (const name of [
      'opener-policy: same-origin',
      'embedder-policy: require-corp',
      'resource-policy: same-origin',
    ]) {
      expect(answer).toContain(`cross-origin-${name}`)
    }
  })

  it('names the type of a script and lets browsers keep it', async () => {
    const answer = await raw({ path: '/assets/main-abc.js', headers: inside() })
    expect(answer).toMatch(/content-type: text\/javascript/)
    expect(answer).toMatch(/cache-control: private, max-age=31536000, immutable/)
  })

  it('answers HEAD without a body', async () => {
    const answer = await raw({ method: 'HEAD', path: '/', headers: inside() })
    expect(statusOf(answer)).toBe(200)
    expect(answer.endsWith('\r\n\r\n')).toBe(true)
  })

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/..\\secret.json',
    '//secret.json',
    '/assets//main-abc.js',
    '/./index.html',
    '/index.html%00.js',
    '/notes.txt',
    '/.env',
    '/assets',
    '/C:/secret.json',
  ])('has nothing at %s, and says nothing of the disk', async (path) => {
    const answer = await raw({ path, headers: inside() })
    expect(statusOf(answer)).toBe(404)
    expect(answer).not.toContain(folder)
  })

  it('hands addresses of pictures to the studio as they were sent', async () => {
    expect(await raw({ path: '/asset/picture/1', headers: inside() })).toMatch(
      /content-type: image\/png[^]*\r\nPNG\r\n/,
    )
    expect(statusOf(await raw({ path: '/asset/..%2f..%2fsecret.json?x', headers: inside() }))).toBe(404)
    expect(asked.slice(-2)).toEqual(['picture/1', '..%2f..%2fsecret.json?x'])
  })

  it('tells of an upload that is too large before it is sent', async () => {
    const headers = inside({ origin: origin(), 'content-length': `${largestUpload + 1}` })
    const answer = await raw({ method: 'POST', path: '/upload', headers })
    expect(statusOf(answer)).toBe(413)
    expect(answer).toContain('file-refused')
  })
})

describe('the line of calls and events', () => {
  const open = async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/socket`, { headers: { origin: origin(), cookie } })
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
    return socket
  }
  const next = (socket: WebSocket) =>
    new Promise<unknown>((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))))
  const closed = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve))

  it('answers calls by their number, errors as data, and bugs without their words', async () => {
    const socket = await open()
    socket.send(JSON.stringify({ id: 1, method: 'echo', request: { a: 1 } }))
    expect(await next(socket)).toEqual({ id: 1, response: { a: 1 } })
    socket.send(JSON.stringify({ id: 2, method: 'unknown', request: {} }))
    expect(await next(socket)).toMatchObject({
      id: 2,
      error: { code: 'setting-invalid', remedy: 'Reload the window.' },
    })
    socket.send(JSON.stringify({ id: 3, method: 'bug', request: {} }))
    const bug = await next(socket)
    expect(bug).toMatchObject({ id: 3, error: { code: 'bug' } })
    expect(JSON.stringify(bug)).not.toContain(folder)
    socket.send(JSON.stringify({ id: 5, method: 'locked', request: {} }))
    expect(await next(socket)).toMatchObject({ id: 5, error: { message: "'x' cannot be written." } })
    socket.send(JSON.stringify({ id: 4, method: 'circle', request: {} }))
    expect(await next(socket)).toMatchObject({ id: 4, error: { code: 'bug' } })
    socket.terminate()
  })

  it.each([
    ['no JSON', 'nonsense', 1008],
    ['another shape', '{"id":"1"}', 1008],
    ['a method whose name is too long', JSON.stringify({ id: 1, method: 'm'.repeat(65), request: {} }), 1008],
    ['lists that lie too deep', `{"id":1,"method":"echo","request":${nested(100)}}`, 1008],
    ['lists that would overflow the stack', `{"id":1,"method":"echo","request":${nested(1_000_000)}}`, 1008],
    ['bytes', Buffer.from('{}'), 1003],
    ['more than the longest message', 'x'.repeat(longestMessage + 1), 1009],
  ])('closes the line on %s and goes on for others', async (_name, message, code) => {
    const [bad, good] = [await open(), await open()]
    bad.send(message)
    expect(await closed(bad)).toBe(code)
    good.send(JSON.stringify({ id: 7, method: 'echo', request: 'still here' }))
    expect(await next(good)).toEqual({ id: 7, response: 'still here' })
    good.terminate()
  })

  it('tells every window of events', async () => {
    const sockets = [await open(), await open()]
    const told = Promise.all(sockets.map(next))
    emit(1)
    expect(await told).toEqual([1, 2].map(() => ({ event: 'jobs', data: { jobs: [], count: 1 } })))
    for (const socket of sockets) socket.terminate()
  })

  it('leaves out what will be superseded while a line is slow, and nothing else', () => {
    const sent: string[] = []
    const line = (bufferedAmount: number): EventLine => ({
      bufferedAmount,
      readyState: 1,
      OPEN: 1,
      send: (text: unknown) => void sent.push(String(text)),
    })
    sendEvent(line(8 * 1024 * 1024 + 1), 'jobs', { jobs: [] })
    expect(sent).toEqual([])
    sendEvent(line(8 * 1024 * 1024 + 1), 'saveAndClose', {})
    sendEvent(line(0), 'jobs', { jobs: [] })
    expect(sent.map((text) => JSON.parse(text).event)).toEqual(['saveAndClose', 'jobs'])
  })
})

describe('where it listens', () => {
  it('says what to do when the port is taken', async () => {
    const settings = { studio: Promise.resolve(smallStudio()), rendererFolder: folder, host: '127.0.0.1' }
    await expect(createWebHost({ ...settings, port: host.port })).rejects.toMatchObject({
      code: 'setting-invalid',
      message: expect.stringContaining(`127.0.0.1:${host.port}: another program`),
      remedy: expect.stringContaining('--port 0'),
    })
  })
})

import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostname } from 'node:os'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { EngineError } from '../errors/engineError.ts'
import { largestUpload, longestMessage } from '../protocol/window/messages.ts'
import type { Studio } from '../studio/studio.ts'
import { isLoopback, isSame, refusalBeforeToken, refusalOf, refusalOfToken, tokenOf } from './admission.ts'
import type { Admission, RequestFacts } from './admission.ts'
import { describeError } from './answerCall.ts'
import { answerPage, plainAnswer, securityHeaders, type PageAnswer } from './windowPage.ts'
import { serveSocket } from './windowSocket.ts'

export interface WebHostSettings {
  /** May still be starting: the page is sent before it is ready. */
  readonly studio: Promise<Studio>
  /** Folder of the built window: absolute. */
  readonly rendererFolder: string
  /** Address to listen at. */
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** The first token; random unless given. */
  readonly token?: string
  /** Told whenever a token was used up, with the address for another browser. */
  readonly onAddress?: (address: string) => void
}

export interface WebHost {
  /** The address that lets one browser in. */
  address(): string
  readonly port: number
  close(): Promise<void>
}

/**
 * Serves the window to browsers: the page, its pictures, uploads and the line of calls and events.
 * @throws EngineError `setting-invalid` where the address cannot be listened at.
 */
export async function createWebHost(settings: WebHostSettings): Promise<WebHost> {
  const { studio, rendererFolder, host, onAddress } = settings
  const server = createServer({ requestTimeout: 600_000, maxHeaderSize: 16_384 })
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: longestMessage })
  await listen(server, host, settings.port)
  const { port } = server.address() as AddressInfo
  const admission: Admission = {
    boundHost: host,
    names: isLoopback(host) ? [] : [hostname().toLowerCase()],
    cookieName: `polyptych-${port}`, // cookies do not know ports: two hosts on one machine must not share theirs
    secret: randomSecret(),
  }
  let token = settings.token ?? randomSecret()
  const address = () => `http://${hostOfAddress(host)}:${port}/?token=${token}`

  async function answer(request: IncomingMessage): Promise<PageAnswer> {
    const facts = factsOf(request, false)
    const given = tokenOf(facts.url)
    if (given !== undefined && facts.method === 'GET' && !refusalBeforeToken(facts, admission)) {
      if (isSame(given, token)) {
        const foreign = refusalOfToken(facts)
        if (foreign) return plainAnswer(foreign.status, foreign.text)
        token = randomSecret()
        onAddress?.(address())
        return redirectInside(admission)
      }
      if (!refusalOf(facts, admission)) return redirectInside(admission) // the address was opened again
    }
    const refusal = refusalOf(facts, admission)
    if (refusal) return plainAnswer(refusal.status, refusal.text)
    if (facts.method === 'POST') return takeUpload(request, studio)
    return answerPage(facts.url, { rendererFolder, studio })
  }

  server.on('request', (request, response) => {
    void answer(request)
      .catch((error: unknown) => plainAnswer(500, describeError(error).message))
      .then((page) => send(request, response, page))
  })
  server.on('upgrade', (request, line, head) => {
    line.on('error', () => line.destroy())
    const refusal = refusalOf(factsOf(request, true), admission)
    if (refusal) return refuseUpgrade(line, refusal.status)
    sockets.handleUpgrade(request, line, head, (socket) => serveSocket(socket, studio))
  })

  return {
    address,
    port,
    async close() {
      for (const socket of sockets.clients) socket.close(1001, 'the host ends')
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
        server.closeAllConnections()
      }, 200).unref()
      server.closeIdleConnections()
      await closed
    },
  }
}

const randomSecret = () => randomBytes(24).toString('base64url')

/** How an address is written so that a browser on this machine opens it. */
function hostOfAddress(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function factsOf(request: IncomingMessage, isSocket: boolean): RequestFacts {
  const { method = '', url = '', headers } = request
  const { host, origin, cookie } = headers
  const [site, mode, destination] = (['site', 'mode', 'dest'] as const).map((name) =>
    only(headers[`sec-fetch-${name}`]),
  )
  return { method, url, host, origin, cookie, site, mode, destination, isSocket }
}

const only = (header: string | string[] | undefined) => (Array.isArray(header) ? header.join() : header)

function redirectInside({ cookieName, secret }: Admission): PageAnswer {
  const cookie = `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/`
  return {
    status: 303,
    headers: { location: '/', 'set-cookie': cookie, 'cache-control': 'no-store', ...securityHeaders },
  }
}

async function takeUpload(request: IncomingMessage, studio: Promise<Studio>): Promise<PageAnswer> {
  try {
    if (Number(request.headers['content-length'] ?? 0) > largestUpload) throw tooLarge()
    return json(200, { upload: await (await studio).upload(request) })
  } catch (error) {
    if (request.destroyed && !request.complete) return json(400, { error: describeError(tooShort()) })
    const report = describeError(error)
    return json(report.code === 'file-refused' ? 413 : 500, { error: report })
  }
}

const tooLarge = () =>
  new EngineError(
    'file-refused',
    `The file is larger than ${largestUpload / 1_000_000} MB.`,
    'Choose a smaller file, or put it in a folder of the library.',
  )
const tooShort = () => new EngineError('file-unreadable', 'The file did not arrive whole.', 'Send it again.')

function json(status: number, value: unknown): PageAnswer {
  const body = Buffer.from(JSON.stringify(value))
  const headers = { 'content-type': 'application/json', 'content-length': `${body.length}` }
  return { status, headers: { ...headers, 'cache-control': 'no-store', ...securityHeaders }, body }
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: PageAnswer): void {
  if (response.destroyed) return
  // A body that was not read would otherwise be taken for the next request.
  const ending = request.complete || request.method === 'GET' ? {} : { connection: 'close' }
  response.writeHead(status, { ...headers, ...ending })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function refuseUpgrade(line: Duplex, status: number): void {
  line.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFailure(error, host, port)))
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })
}

const reasons: Readonly<Record<string, { readonly reason: string; readonly remedy: string }>> = {
  EADDRINUSE: {
    reason: 'another program, perhaps another polyptych, uses the port',
    remedy: 'End it, choose another port with --port, or let polyptych choose one with --port 0.',
  },
  EACCES: { reason: 'the system does not allow it', remedy: 'Choose a port above 1024 with --port.' },
  EADDRNOTAVAIL: {
    reason: 'this machine does not have the address',
    remedy: 'Leave --host out to serve this machine alone.',
  },
  ENOTFOUND: { reason: 'the name is not known', remedy: 'Leave --host out to serve this machine alone.' },
}

function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): EngineError {
  const { reason, remedy } = reasons[error.code ?? ''] ?? {
    reason: `the system reports ${error.code ?? error.message}`,
    remedy: 'Choose another address with --host, or another port with --port.',
  }
  return new EngineError('setting-invalid', `The window cannot be served at ${host}:${port}: ${reason}.`, remedy, {
    cause: error,
  })
}

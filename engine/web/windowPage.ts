import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Studio } from '../studio/studio.ts'
import { addresses } from '../protocol/window/messages.ts'

/** What a host answers to a window, whichever way it travels. */
export interface PageAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

export interface PageSource {
  /** Folder of the built window: absolute. */
  readonly rendererFolder: string
  /** May still be starting: the page itself does not wait for it. */
  readonly studio: Promise<Pick<Studio, 'asset'>>
}

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'", // positions of regions and panels are styles of elements
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** On every answer of every host: nothing foreign runs in the page, and no foreign page reads an answer. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
}

/** The kinds of files that a built window consists of; others are not there. */
const typeOfExtension: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

const plainPath = /^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*\/)*[A-Za-z0-9_][A-Za-z0-9_.-]*$/
/** Vite names what lies here by its contents. */
const lastingFolder = 'assets/'

/** Answers `GET` of an address below the window's origin; `path` begins with a slash and may have a query. */
export async function answerPage(path: string, { rendererFolder, studio }: PageSource): Promise<PageAnswer> {
  const asset = `/${addresses.asset}`
  if (path.startsWith(asset)) {
    const { status, headers, body } = await (await studio).asset(path.slice(asset.length))
    return { status, headers: { ...headers, ...securityHeaders }, ...(body && { body }) }
  }
  return answerFile(path, rendererFolder)
}

async function answerFile(path: string, rendererFolder: string): Promise<PageAnswer> {
  const [before = ''] = path.split(/[?#]/, 1)
  const name = before === '/' ? 'index.html' : before.slice(1)
  const type = typeOfExtension[extname(name)]
  if (!plainPath.test(name) || type === undefined) return plainAnswer(404, 'There is nothing at this address.')
  try {
    const body = await readFile(join(rendererFolder, ...name.split('/')))
    const cacheControl = name.startsWith(lastingFolder) ? 'private, max-age=31536000, immutable' : 'no-cache'
    return {
      status: 200,
      headers: {
        'content-type': type,
        'content-length': `${body.length}`,
        'cache-control': cacheControl,
        ...securityHeaders,
      },
      body,
    }
  } catch {
    return plainAnswer(404, 'There is nothing at this address.')
  }
}

/** An answer in words. */
export function plainAnswer(status: number, text: string): PageAnswer {
  const body = Buffer.from(`${text}\n`)
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-length': `${body.length}` }
  return { status, headers: { ...headers, 'cache-control': 'no-store', ...securityHeaders }, body }
}

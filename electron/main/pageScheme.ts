import { describeError } from '../../engine/web/answerCall.ts'
import { answerPage, plainAnswer, securityHeaders, type PageAnswer } from '../../engine/web/windowPage.ts'
import { addresses } from '../../engine/protocol/window/index.ts'
import type { Studio } from '../../engine/studio/studio.ts'
import type { ElectronModule } from './electronModule.ts'

/** The window's page has an origin of its own, which no other page can have. */
export const pageScheme = 'app'
export const pageOrigin = 'app://ui'
/** The one page that the window shows. */
export const pageAddress = `${pageOrigin}/`

export interface SchemeSettings {
  readonly rendererFolder: string
  readonly studio: Promise<Studio>
}

export interface SchemeRequest {
  readonly method: string
  readonly url: string
  readonly body: AsyncIterable<Uint8Array> | null
}

/** Must be called before Electron is ready. */
export function registerScheme(protocol: ElectronModule['protocol']): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges }])
}

export function serveScheme(protocol: ElectronModule['protocol'], settings: SchemeSettings): void {
  protocol.handle(pageScheme, async ({ method, url, body }) => {
    const answer = await answerScheme({ method, url, body: body as SchemeRequest['body'] }, settings)
    return new Response(answer.body ? Buffer.from(answer.body) : null, {
      status: answer.status,
      headers: { ...answer.headers },
    })
  })
}

/** Answers an address of the scheme. */
export async function answerScheme(request: SchemeRequest, settings: SchemeSettings): Promise<PageAnswer> {
  const path = request.url.startsWith(`${pageOrigin}/`) ? request.url.slice(pageOrigin.length) : undefined
  if (path === undefined) return plainAnswer(403, 'This is not an address of the window.')
  try {
    if (request.method === 'POST') return await takeUpload(path, request.body, settings)
    if (request.method !== 'GET') return plainAnswer(405, 'Only GET and POST are answered.')
    return await answerPage(path, settings)
  } catch (error) {
    return plainAnswer(500, describeError(error).message)
  }
}

async function takeUpload(path: string, body: SchemeRequest['body'], { studio }: SchemeSettings): Promise<PageAnswer> {
  if (path !== `/${addresses.upload}`) return plainAnswer(404, 'There is nothing at this address.')
  try {
    return json(200, { upload: await (await studio).upload(body ?? nothing()) })
  } catch (error) {
    const report = describeError(error)
    return json(report.code === 'file-refused' ? 413 : 500, { error: report })
  }
}

async function* nothing(): AsyncGenerator<Uint8Array, void> {
  // an upload without a body has no bytes
}

function json(status: number, value: unknown): PageAnswer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', ...securityHeaders }
  return { status, headers, body: Buffer.from(JSON.stringify(value)) }
}

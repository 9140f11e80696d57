import {
  addresses,
  windowEvents,
  windowMethods,
  type GivenFile,
  type WindowEvent,
} from '../../engine/protocol/window/index.ts'
import { z } from 'zod'
import { WindowError, type WindowClient } from './windowClient.ts'

/** What carries the messages of a window: nothing of them is trusted yet. */
export interface Line {
  /** @throws WindowError */
  ask(method: string, request: unknown): Promise<unknown>
  on(event: WindowEvent, listener: (data: unknown) => void): () => void
  readonly connection: WindowClient['connection']
  readonly onConnection: WindowClient['onConnection']
  /** The token of a file that lies on a disk of the host's; undefined where there is none. */
  tokenOf(file: File): Promise<string | undefined>
}

export interface LineTools {
  readonly post: (bytes: Blob) => Promise<Response>
  /** A promise that the host broke: told to developers, while the window goes on. */
  readonly reportBug: (what: string, details: unknown) => void
}

const browserTools: LineTools = {
  post: (bytes) => fetch(addresses.upload, { method: 'POST', body: bytes }),
  reportBug: (what, details) => console.error(what, details),
}

const uploadAnswerSchema = z.object({ upload: z.string() })

/** A client that checks every answer and event against its schema. */
export function createCheckedClient(line: Line, { post, reportBug }: LineTools = browserTools): WindowClient {
  async function upload(bytes: Blob): Promise<string> {
    const answer = await post(bytes).catch(() => undefined)
    if (!answer) throw connectionLost()
    const told = uploadAnswerSchema.safeParse(await answer.json().catch(() => undefined))
    if (answer.ok && told.success) return told.data.upload
    throw new WindowError('file-refused', `The file was not taken (${answer.status}).`, 'Try a smaller file.')
  }

  return {
    call: (async (method: keyof typeof windowMethods, request: unknown) => {
      const answer = windowMethods[method].response.safeParse(await line.ask(method, request))
      if (answer.success) return answer.data
      reportBug(`The answer to '${method}' breaks its schema`, answer.error)
      throw new WindowError('bug', `The answer to '${method}' was not understood.`, 'Please report it.')
    }) as WindowClient['call'],
    on: ((event: WindowEvent, listener: (data: unknown) => void) =>
      line.on(event, (data) => {
        const checked = windowEvents[event].safeParse(data)
        if (checked.success) listener(checked.data)
        else reportBug(`The event '${event}' breaks its schema`, checked.error)
      })) as WindowClient['on'],
    upload,
    async give(file): Promise<GivenFile> {
      const token = await line.tokenOf(file)
      return token === undefined ? { upload: await upload(file), name: file.name } : { token }
    },
    connection: line.connection,
    onConnection: line.onConnection,
  }
}

export function connectionLost(): WindowError {
  return new WindowError(
    'connection-lost',
    'The connection to Polyptych was lost.',
    'It comes back by itself; then try again.',
  )
}

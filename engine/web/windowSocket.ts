import type { RawData, WebSocket } from 'ws'
import { toHostSchema, type FromHost, type ToHost } from '../protocol/window/messages.ts'
import type { WindowEvent } from '../protocol/window/index.ts'
import type { Studio } from '../studio/studio.ts'
import { answerCall, describeError } from './answerCall.ts'

/** Events that the next one of their kind makes superfluous, and that come many times a second. */
const superseded: readonly WindowEvent[] = ['jobs']
/** Bytes that a slow line may have waiting before superseded events are left out. */
const mostWaiting = 8 * 1024 * 1024
/** Codes of RFC 6455. */
const closeCodes = { unsupported: 1003, malformed: 1008 } as const

/** A line that can be watched for how much waits on it. */
export type EventLine = Pick<WebSocket, 'bufferedAmount' | 'send' | 'readyState' | 'OPEN'>

/** Answers the calls of a window and sends it events until its socket closes. */
export function serveSocket(socket: WebSocket, studio: Promise<Studio>): void {
  const answer = async ({ id, method, request }: ToHost) => {
    const answered = { id, ...(await answerCall(studio, method, request, window.signal)) }
    if (socket.readyState === socket.OPEN) socket.send(textOfAnswer(answered))
  }
  const window = new AbortController()
  socket.on('close', () => window.abort())
  socket.on('error', () => undefined) // a line that broke, or a message above the limit: it closes by itself
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? undefined : parseMessage(data)
    if (message === undefined) {
      socket.close(isBinary ? closeCodes.unsupported : closeCodes.malformed, 'not a message of a window')
      return
    }
    void answer(message)
  })
  void studio.then(
    (opened) => {
      if (socket.readyState !== socket.OPEN) return
      const stop = opened.onEvent((event, data) => sendEvent(socket, event, data))
      socket.on('close', stop)
    },
    () => socket.close(),
  )
}

/** An answer that cannot be written is a bug, and must not end the host. */
function textOfAnswer(answer: Extract<FromHost, { id: number }>): string {
  try {
    return JSON.stringify(answer)
  } catch (error) {
    return JSON.stringify({ id: answer.id, error: describeError(error) } satisfies FromHost)
  }
}

/** Sends an event, unless it will be superseded and the line is slow. */
export function sendEvent(line: EventLine, event: WindowEvent, data: unknown): void {
  if (line.readyState !== line.OPEN) return
  if (superseded.includes(event) && line.bufferedAmount > mostWaiting) return
  const message: FromHost = { event, data }
  line.send(JSON.stringify(message))
}

function parseMessage(data: RawData) {
  try {
    return toHostSchema.parse(JSON.parse(String(data)))
  } catch {
    return undefined
  }
}

import { EngineError, errorCodes, type ErrorCode } from '../errors/engineError.ts'
import { engineCalls, engineStreams, type EngineCall } from '../protocol/engineMethods.ts'
import type { ErrorReport } from '../protocol/errorReport.ts'
import { deferred, type Deferred } from './deferred.ts'
import type { EngineClient, EngineResponse } from './engineClient.ts'
import { fromEngineSchema, type FromEngine, type ToEngine } from './messages.ts'
import type { Port } from './port.ts'

/** A client with what whoever watches over the process needs to know of it. */
export interface EngineLine extends EngineClient {
  /** Whether the engine has a call or a render that it has not ended yet, wanted or not. */
  readonly isBusy: boolean
  /** For how many milliseconds the engine has gone on with a cancelled render; 0 if it does not. */
  cancelledFor(): number
  /** Milliseconds of the longest step of a render so far; undefined before the first. */
  longestStep(): number | undefined
  /** The process listens. */
  ready(): Promise<void>
  ping(): Promise<void>
}

interface Failure {
  readonly type: 'failed'
  readonly error: Error
}
type Reply = Exclude<FromEngine, { type: 'ready' | 'error' }> | Failure

/** @param describeEnd What becomes of everything that waits when the line closes. */
export function connectEngine(port: Port, describeEnd: () => EngineError = endedEarly): EngineLine {
  const waiting = new Map<number, (reply: Reply) => void>()
  /** Renders that were cancelled and have not ended, with the time of that. */
  const cancelled = new Map<number, number>()
  let longestStep: number | undefined
  const pings = new Set<number>()
  const listening = deferred<unknown>()
  let end: EngineError | undefined
  let lastId = 0

  port.onMessage((message) => {
    const { data, error } = fromEngineSchema.safeParse(message)
    if (error !== undefined) port.close()
    else receive(data)
  })
  port.onClose(() => {
    end = describeEnd()
    listening.reject(end)
    for (const id of [...waiting.keys()]) settle(id, { type: 'failed', error: end })
  })

  function receive(message: FromEngine): void {
    if (message.type === 'ready') listening.resolve(undefined)
    else if (message.type === 'event') waiting.get(message.id)?.(message)
    else if (message.type === 'error') settle(message.id, { type: 'failed', error: toError(message.error) })
    else settle(message.id, message)
  }

  function settle(id: number, reply: Reply): void {
    const tell = waiting.get(id)
    waiting.delete(id)
    cancelled.delete(id)
    pings.delete(id)
    tell?.(reply)
  }

  /** @throws EngineError if the line is closed. */
  function ask(message: (id: number) => ToEngine, onReply: (reply: Reply) => void): number {
    if (end !== undefined) throw end
    const id = ++lastId
    waiting.set(id, onReply)
    try {
      port.post(message(id))
    } catch (error) {
      waiting.delete(id)
      throw error
    }
    return id
  }

  function cancel(id: number): void {
    if (waiting.has(id)) port.post({ type: 'cancel', id } satisfies ToEngine)
  }

  async function call<Call extends EngineCall>(
    method: Call,
    request: unknown,
    signal?: AbortSignal,
  ): Promise<EngineResponse<Call>> {
    signal?.throwIfAborted()
    const answer = deferred<unknown>()
    const id = ask((id) => ({ type: 'call', id, method, request }), settlerOf(answer))
    const leave = () => {
      cancel(id)
      answer.reject(signal?.reason)
    }
    signal?.addEventListener('abort', leave, { once: true })
    try {
      return engineCalls[method].response.parse(await answer.promise) as EngineResponse<Call>
    } finally {
      signal?.removeEventListener('abort', leave)
    }
  }

  async function* render(...[request, signal]: Parameters<EngineClient['render']>): ReturnType<EngineClient['render']> {
    signal.throwIfAborted()
    const replies = createQueue<Reply>()
    const id = ask((id) => ({ type: 'stream', id, method: 'render', request }), replies.push)
    const leave = () => {
      if (!waiting.has(id) || cancelled.has(id)) return
      cancelled.set(id, performance.now())
      cancel(id)
    }
    signal.addEventListener('abort', leave, { once: true })
    try {
      for (;;) {
        const reply = await replies.next()
        if (reply.type === 'failed') throw reply.error
        if (reply.type !== 'event') return
        const event = engineStreams.render.event.parse(reply.event)
        if (event.type === 'step') longestStep = Math.max(longestStep ?? 0, event.milliseconds)
        yield event
      }
    } finally {
      signal.removeEventListener('abort', leave)
      leave()
      if (waiting.has(id)) waiting.set(id, () => undefined)
    }
  }

  return {
    call,
    render,
    get isBusy() {
      return waiting.size > pings.size
    },
    cancelledFor: () => (cancelled.size === 0 ? 0 : performance.now() - Math.min(...cancelled.values())),
    longestStep: () => longestStep,
    async ready() {
      await listening.promise
    },
    async ping() {
      const answer = deferred<unknown>()
      pings.add(ask((id) => ({ type: 'ping', id }), settlerOf(answer)))
      await answer.promise
    },
  }
}

function settlerOf(answer: Deferred<unknown>): (reply: Reply) => void {
  return (reply) => {
    if (reply.type === 'failed') answer.reject(reply.error)
    else answer.resolve(reply.type === 'answer' ? reply.response : undefined)
  }
}

/** What comes faster than it is taken waits in line. */
function createQueue<Item>() {
  const items: Item[] = []
  let wake: (() => void) | undefined
  return {
    push: (item: Item): void => {
      items.push(item)
      wake?.()
    },
    async next(): Promise<Item> {
      for (;;) {
        const item = items.shift()
        if (item !== undefined) return item
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}

function toError({ code, message, remedy }: ErrorReport): Error {
  return isErrorCode(code) ? new EngineError(code, message, remedy) : new Error(message)
}

function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code)
}

function endedEarly(): EngineError {
  return new EngineError('engine-gone', 'The engine ended before it answered.', 'Try it again.')
}

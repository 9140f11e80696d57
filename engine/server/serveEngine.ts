import { z } from 'zod'
import { toEngineSchema, type FromEngine } from '../client/messages.ts'
import type { Port } from '../client/port.ts'
import { EngineError } from '../errors/engineError.ts'
import { engineCalls, engineStreams, type EngineCall } from '../protocol/engineMethods.ts'
import type { ErrorReport } from '../protocol/errorReport.ts'
import { createEventLine } from './eventLine.ts'
import { measureAdapter } from './measureAdapter.ts'
import { createWorkshop, type Workshop } from './workshop.ts'

type Answers = {
  readonly [Call in EngineCall]: (
    request: z.output<(typeof engineCalls)[Call]['request']>,
    signal: AbortSignal,
  ) => Promise<z.input<(typeof engineCalls)[Call]['response']>>
}

type End = Extract<FromEngine, { type: 'answer' | 'error' | 'end' }>

/** Answers what a host asks over a line, until it closes. Whatever the host sends is checked first. */
export function serveEngine(port: Port, workshop: Workshop = createWorkshop()): void {
  const running = new Map<number, AbortController>()
  const line = createEventLine(port)

  const answers: Answers = {
    hello: (request) => workshop.hello(request),
    estimateCost: ({ project }, signal) => workshop.estimateCost(project, signal),
    measureAdapter: ({ adapter, model }, signal) => measureAdapter(adapter, model, signal),
  }

  const answer = async (id: number, work: (signal: AbortSignal) => Promise<End>) => {
    const controller = new AbortController()
    running.set(id, controller)
    try {
      line.postEnd(await work(controller.signal))
    } catch (error) {
      line.postEnd({ type: 'error', id, error: reportOf(error, controller.signal) })
    } finally {
      running.delete(id)
    }
  }

  const call = (id: number, method: string, request: unknown) =>
    answer(id, async (signal) => {
      const name = requireKnown(engineCalls, method)
      const checked = requireValid(engineCalls[name].request, method, request)
      const work = answers[name] as (request: unknown, signal: AbortSignal) => Promise<unknown>
      return { type: 'answer', id, response: await work(checked, signal) }
    })

  const stream = (id: number, method: string, request: unknown) =>
    answer(id, async (signal) => {
      const name = requireKnown(engineStreams, method)
      const checked = requireValid(engineStreams[name].request, method, request)
      for await (const event of workshop.render(checked, signal)) {
        line.postEvent(id, event)
      }
      return { type: 'end', id }
    })

  port.onMessage((received) => {
    const message = toEngineSchema.safeParse(received)
    if (!message.success) {
      port.close() // whoever talks like this is no host of this version
      return
    }
    const { data } = message
    if (data.type === 'ping') line.post({ type: 'pong', id: data.id })
    else if (data.type === 'cancel') running.get(data.id)?.abort(cancelled())
    else if (data.type === 'call') void call(data.id, data.method, data.request)
    else void stream(data.id, data.method, data.request)
  })
  port.onClose(() => {
    for (const controller of running.values()) controller.abort(cancelled())
  })
  line.post({ type: 'ready' })
}

function cancelled(): EngineError {
  return new EngineError('cancelled', 'The work was cancelled.', '')
}

function requireKnown<Name extends string>(table: Readonly<Record<Name, unknown>>, name: string): Name {
  if (Object.hasOwn(table, name)) return name as Name
  throw new EngineError('setting-invalid', `The engine cannot do '${name}'.`, 'Use a host of the same version.')
}

function requireValid<Schema extends z.ZodType>(schema: Schema, method: string, request: unknown): z.output<Schema> {
  const checked = schema.safeParse(request)
  if (checked.success) return checked.data
  const reason = z.prettifyError(checked.error)
  throw new EngineError(
    'setting-invalid',
    `What '${method}' was asked is not valid.\n${reason}`,
    'Correct what is named.',
  )
}

function reportOf(error: unknown, signal: AbortSignal): ErrorReport {
  const known = signal.aborted ? cancelled() : error
  if (known instanceof EngineError) return { code: known.code, message: known.message, remedy: known.remedy }
  console.error(known) // standard error is kept by the host, for diagnostics
  const message = known instanceof Error ? known.message : String(known)
  return { code: 'bug', message, remedy: 'Restart the engine and try again; if it comes back, report it.' }
}

import type { EngineHost } from '../host/engineHost.ts'
import type { EngineRender, EngineRenderEvent } from '../protocol/engineMethods.ts'
import type { EngineState } from '../protocol/window/machine.ts'

/** The other end of the pipe, in the hands of a test: each render waits for the events that the test gives it. */
export function engineInHand({ heeds = true } = {}) {
  const listeners = new Set<(state: EngineState) => void>()
  const renders: { request: EngineRender; give: (event: EngineRenderEvent) => void; end: (error?: Error) => void }[] =
    []
  let state: EngineState = { status: 'ready' }
  const told: (string | undefined)[] = []
  const host: EngineHost = {
    get state() {
      return state
    },
    onState(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tellJob: (job) => void told.push(job?.jobName),
    restart: () => undefined,
    close: () => Promise.resolve(),
    call: () => Promise.reject(new Error('no call is expected')),
    async *render(request, signal) {
      const events: EngineRenderEvent[] = []
      let ended: { error?: Error } | undefined
      let wake = (): unknown => undefined
      renders.push({
        request,
        give: (event) => (events.push(event), wake()),
        end: (error) => ((ended = { ...(error && { error }) }), wake()),
      })
      signal.addEventListener('abort', () => wake())
      for (;;) {
        if (heeds) signal.throwIfAborted()
        const event = events.shift()
        if (event !== undefined) yield event
        else if (ended !== undefined) break
        else await new Promise<void>((resolve) => (wake = resolve))
      }
      if (ended.error !== undefined) throw ended.error
    },
  }
  return {
    host,
    renders,
    told,
    setState(status: EngineState['status']) {
      state = { status }
      for (const listener of listeners) listener(state)
    },
  }
}

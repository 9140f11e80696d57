import type { FromEngine } from '../client/messages.ts'
import type { Port } from '../client/port.ts'
import type { EngineRenderEvent } from '../protocol/engineMethods.ts'

/** What the engine says, to a host that may listen slowly. */
export interface EventLine {
  post(message: FromEngine): void
  /**
   * As `post`; but while the line is congested, of events that the next of their kind makes worthless the newest waits.
   */
  postEvent(id: number, event: EngineRenderEvent): void
  /** Ends a call or a stream: no event of it comes after. */
  postEnd(message: Extract<FromEngine, { type: 'answer' | 'error' | 'end' }>): void
}

type EventType = EngineRenderEvent['type']

const superseded: ReadonlySet<EventType> = new Set(['preview', 'step'])
/** Events of one evaluation. After any other event its steps and previews are of a picture that is done. */
const ofEvaluation: ReadonlySet<EventType> = new Set(['step', 'attention', 'preview'])

export function createEventLine(port: Port): EventLine {
  const waiting = new Map<number, Map<EventType, EngineRenderEvent>>()
  let isCongested = false

  const post = (message: FromEngine) => {
    isCongested = !port.post(message)
  }
  const wait = (id: number, event: EngineRenderEvent) => {
    const events = waiting.get(id) ?? new Map<EventType, EngineRenderEvent>()
    waiting.set(id, events.set(event.type, event))
  }

  port.onDrain(() => {
    isCongested = false
    for (const [id, events] of waiting) for (const event of events.values()) post({ type: 'event', id, event })
    waiting.clear()
  })

  return {
    post,
    postEvent(id, event) {
      if (isCongested && superseded.has(event.type)) return wait(id, event)
      waiting.get(id)?.delete(event.type)
      if (!ofEvaluation.has(event.type)) waiting.delete(id)
      post({ type: 'event', id, event })
    },
    postEnd(message) {
      waiting.delete(message.id)
      post(message)
    },
  }
}

import type { WindowEvent, WindowEventData } from '../protocol/window/index.ts'

export type EventListener = <Event extends WindowEvent>(event: Event, data: WindowEventData<Event>) => void

/** Tells every listener of everything that happens, in order. */
export interface StudioEvents {
  tell: EventListener
  onEvent(listener: EventListener): () => void
}

export function createStudioEvents(): StudioEvents {
  const listeners = new Set<EventListener>()
  return {
    tell(event, data) {
      for (const listener of listeners) listener(event, data)
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

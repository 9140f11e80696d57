import { idle } from './idle.ts'
import { panning } from './panning.ts'
import type { CanvasPointer, CanvasTools, Next, ToolState } from './toolState.ts'

/** Turns what the pointer and the keys do into what happens on the canvas. */
export interface ToolMachine {
  readonly stateName: () => string
  /** `pans` while Space is held. */
  readonly press: (pointer: CanvasPointer, pans?: boolean) => void
  readonly move: (pointer: CanvasPointer) => void
  readonly release: (pointer: CanvasPointer) => void
  readonly doublePress: (pointer: CanvasPointer) => void
  /** Whether a state has taken the key. */
  readonly key: (key: string) => boolean
  /** Takes back what is under way. Returns false where nothing was. */
  readonly cancel: () => boolean
  readonly end: () => void
}

export function createToolMachine(tools: CanvasTools): ToolMachine {
  let state = idle(tools)
  /** What panning has interrupted: a polygon goes on afterwards. */
  let interrupted: ToolState | undefined
  show(state)

  function show({ cursor = 'default' }: ToolState) {
    if (tools.live.getState().cursor !== cursor) tools.live.setState({ cursor })
  }

  function go(next: Next) {
    if (next === undefined) return
    state = next === 'idle' ? (interrupted ?? idle(tools)) : next
    if (next === 'idle') interrupted = undefined
    show(state)
  }

  function cancel(): boolean {
    const wasBusy = state.name !== 'idle'
    state.cancel?.()
    interrupted?.cancel?.()
    interrupted = undefined
    go('idle')
    return wasBusy
  }

  const endListening = tools.session.subscribe(({ tool }, before) => {
    if (tool === before.tool) return
    tools.live.setState({ hoveredId: undefined, pointer: undefined })
    if (state.name === 'idle' || state.name === 'drawingPolygon') cancel()
  })

  return {
    stateName: () => state.name,
    press(pointer, pans = false) {
      const isFree = state.name === 'idle' || state.name === 'drawingPolygon'
      if (isFree && (pointer.button === 1 || (pans && pointer.button === 0))) {
        if (state.name === 'drawingPolygon') interrupted = state
        go(panning(tools, pointer))
      } else {
        go(state.press?.(pointer))
      }
    },
    move: (pointer) => go(state.move?.(pointer)),
    release: (pointer) => go(state.release?.(pointer)),
    doublePress: (pointer) => go(state.doublePress?.(pointer)),
    key(key) {
      const before = state
      const next = state.key?.(key)
      go(next)
      return before.name === 'drawingPolygon' && (key === 'Enter' || key === 'Backspace')
    },
    cancel,
    end() {
      endListening()
      cancel()
    },
  }
}

import { idle } from './idle.ts'
import { panning } from './panning.ts'
import type { CanvasPointer, CanvasTools, Next, ToolState } from './toolState.ts'

/** Turns what the pointer and the keys do into what happens on the canvas. */
export interface ToolMachine {
  readonly stateName: () => string
  readonly press: (pointer: CanvasPointer) => void
  readonly move: (pointer: CanvasPointer) => void
  readonly release: (pointer: CanvasPointer) => void
  readonly doublePress: (pointer: CanvasPointer) => void
  /** While Space is held every tool moves the view. */
  readonly holdSpace: (isHeld: boolean) => void
  /** Whether a state has taken the key. */
  readonly key: (key: string) => boolean
  /** The pointer is gone without a release: what it has done is kept, and what came to nothing yet is given up. */
  readonly letGo: () => void
  /** Takes back what is under way. Returns false where nothing was. */
  readonly cancel: () => boolean
  readonly end: () => void
}

export function createToolMachine(tools: CanvasTools): ToolMachine {
  let state = idle(tools)
  /** What panning has interrupted: a polygon goes on afterwards. */
  let interrupted: ToolState | undefined
  let isSpaceHeld = false
  show(state)

  function isFree(): boolean {
    return state.name === 'idle' || state.name === 'drawingPolygon'
  }

  function show(shown: ToolState) {
    const cursor = isSpaceHeld && isFree() ? 'grab' : (shown.cursor ?? 'default')
    if (tools.live.getState().cursor !== cursor) tools.live.setState({ cursor })
  }

  /** Commands find out what the hand is at, and how it is taken back: of a polygon the last corner. */
  function tellHand() {
    const isBusy = state.name !== 'idle'
    const { hand, set } = tools.session.getState()
    if (isBusy === (hand !== undefined)) return
    set({ hand: isBusy ? { takeBack: () => (state.key ? go(state.key('Backspace')) : void cancel()) } : undefined })
  }

  function go(next: Next) {
    if (next === undefined) return
    state = next === 'idle' ? (interrupted ?? idle(tools)) : next
    if (next === 'idle') interrupted = undefined
    show(state)
    tellHand()
  }

  function cancel(): boolean {
    const wasBusy = state.name !== 'idle'
    state.cancel?.()
    interrupted?.cancel?.()
    interrupted = undefined
    go('idle')
    return wasBusy
  }

  function letGo() {
    if (isFree()) return
    if (state.letGo) {
      go(state.letGo())
    } else {
      state.cancel?.()
      go('idle')
    }
  }

  const endFollowing = tools.document.subscribe(({ documentId }, before) => {
    const isOver = state.isHeld?.() === false // undo, a save or a render has ended its gesture
    if (isOver || documentId !== before.documentId) cancel()
  })
  const endListening = tools.session.subscribe(({ tool }, before) => {
    if (tool === before.tool) return
    tools.live.setState({ hoveredId: undefined, pointer: undefined })
    if (isFree()) cancel()
  })

  return {
    stateName: () => state.name,
    press(pointer) {
      if (isFree() && (pointer.button === 1 || (isSpaceHeld && pointer.button === 0))) {
        if (state.name === 'drawingPolygon') interrupted = state
        go(panning(tools, pointer))
      } else {
        go(state.press?.(pointer))
      }
    },
    move(pointer) {
      if (!(isSpaceHeld && isFree())) go(state.move?.(pointer))
    },
    release: (pointer) => go(state.release?.(pointer)),
    doublePress: (pointer) => go(state.doublePress?.(pointer)),
    holdSpace(isHeld) {
      isSpaceHeld = isHeld
      show(state)
    },
    key(key) {
      const takes = state.key !== undefined && (key === 'Enter' || key === 'Backspace')
      if (takes) go(state.key?.(key))
      return takes
    },
    letGo,
    cancel,
    end() {
      endListening()
      endFollowing()
      letGo()
      cancel()
    },
  }
}

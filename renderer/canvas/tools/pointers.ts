import type { StagePoint } from '../../geometry/points.ts'
import { createFingers } from './fingers.ts'
import type { ToolMachine } from './toolMachine.ts'
import type { CanvasTools } from './toolState.ts'

/** What of a `PointerEvent` tells whose turn it is. */
export type PointerTurn = Pick<PointerEvent, 'pointerId' | 'pointerType' | 'button' | 'buttons' | 'timeStamp'>

const menuButton = 2

/** The button that a press stands for: on macOS the first one with Ctrl asks for the menu, as the second one does. */
export function pressedButton({ button, ctrlKey }: Pick<PointerEvent, 'button' | 'ctrlKey'>, isMac: boolean): number {
  return isMac && button === 0 && ctrlKey ? menuButton : button
}

/** Whose turn it is of mice, pens and fingers: tools know one pointer, and hear of each press that it ends. */
export interface Pointers {
  /** Whether the tools take the press. */
  readonly down: (turn: PointerTurn, at: StagePoint) => boolean
  /**
   * What the tools take the movement for: buttons are let go in one where others are held, or where nobody heard it.
   */
  readonly move: (turn: PointerTurn, at: StagePoint) => 'move' | 'release' | undefined
  /** Whether the tools take it as their release. */
  readonly up: (turn: PointerTurn) => boolean
  /** The system has taken the pointer away, as for a gesture of its own. */
  readonly lose: (turn: Pick<PointerTurn, 'pointerId' | 'pointerType'>) => void
  readonly isPressed: () => boolean
}

/** Two fingers that come within as many milliseconds are put down together. */
const together = 300
/** `PointerEvent.buttons` of each `PointerEvent.button`. */
const buttonBits = [1, 4, 2, 8, 16, 32]

export function createPointers(
  { document, session }: Pick<CanvasTools, 'document' | 'session'>,
  machine: () => Pick<ToolMachine, 'cancel' | 'letGo'> | undefined,
): Pointers {
  let active: { readonly pointerId: number; readonly buttonBit: number; readonly since: number } | undefined
  let selectionBefore: readonly string[] = []
  /** A hand that rests on the screen while a pen draws is no finger. */
  let isPenDown = false
  let now = 0
  const fingers = createFingers({ document, session }, () => {
    const isSlip = active !== undefined && now - active.since < together
    if (isSlip) {
      machine()?.cancel()
      session.getState().set({ selection: selectionBefore })
    } else {
      machine()?.letGo() // what took longer was meant
    }
    active = undefined
  })
  const isFinger = ({ pointerType }: Pick<PointerTurn, 'pointerType'>) => pointerType === 'touch'
  const isActive = ({ pointerId }: Pick<PointerTurn, 'pointerId'>) => active?.pointerId === pointerId
  const release = () => {
    active = undefined
    isPenDown = false
  }

  return {
    down(turn, at) {
      now = turn.timeStamp
      if (isFinger(turn) && !isPenDown) {
        if (active === undefined) selectionBefore = session.getState().selection
        if (fingers.down(turn.pointerId, at)) return false
      }
      if (active !== undefined && !isActive(turn)) return false
      if (active !== undefined) machine()?.letGo() // the window has not heard of its release
      isPenDown = turn.pointerType === 'pen'
      const isForMenu = turn.button === menuButton
      const { pointerId, timeStamp: since } = turn
      active = isForMenu ? undefined : { pointerId, buttonBit: buttonBits[turn.button] ?? 1, since }
      return true
    },
    move(turn, at) {
      if (isFinger(turn) && fingers.move(turn.pointerId, at)) return undefined
      if (active === undefined) return 'move'
      if (!isActive(turn)) return undefined
      if ((turn.buttons & active.buttonBit) !== 0) return 'move'
      release()
      return 'release'
    },
    up(turn) {
      if ((isFinger(turn) && fingers.up(turn.pointerId)) || !isActive(turn)) return false
      release()
      return true
    },
    lose(turn) {
      if ((isFinger(turn) && fingers.up(turn.pointerId)) || !isActive(turn)) return
      release()
      machine()?.letGo()
    },
    isPressed: () => active !== undefined,
  }
}

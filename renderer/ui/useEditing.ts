import { useEffect, useRef, useState } from 'react'

/** What a control tells of a change that lasts: one gesture of the document, from the first change to the last. */
export interface Editing {
  readonly onBegin?: (() => void) | undefined
  readonly onEnd?: (() => void) | undefined
  readonly onCancel?: (() => void) | undefined
  /** Whether what `onBegin` began still lasts: undo or a save may end it first. */
  readonly isHeld?: (() => boolean) | undefined
}

/** How a control is changed: a pull lasts until the pointer lets go. */
export type EditedBy = 'keys' | 'pull'

export function useEditing(editing: Editing) {
  const latest = useRef(editing)
  const [made] = useState(() => createEditing(() => latest.current))
  useEffect(() => void (latest.current = editing))
  useAtLast(() => made.end())
  return made
}

/**
 * Tells `onBegin` with the first change alone, and the end only of what has begun. A pull that was taken back, or ended
 * by something else, changes nothing more: the value would jump back to the hand. Keys begin anew.
 */
export function createEditing(parts: () => Editing) {
  let state: 'calm' | 'editing' | 'over' = 'calm'
  let changedBy: EditedBy = 'keys'
  return {
    /** Before each change. Returns whether it may be made. */
    begin(by: EditedBy = 'keys'): boolean {
      const isOver = state === 'over' || (state === 'editing' && parts().isHeld?.() === false)
      changedBy = by
      if (isOver && by === 'pull') {
        state = 'over'
        return false
      }
      if (isOver || state === 'calm') parts().onBegin?.()
      state = 'editing'
      return true
    },
    end() {
      const wasEditing = state === 'editing'
      state = 'calm'
      if (wasEditing) parts().onEnd?.()
    },
    cancel() {
      const { onCancel, onEnd } = parts()
      const wasEditing = state === 'editing'
      if (wasEditing) state = changedBy === 'pull' ? 'over' : 'calm'
      if (wasEditing) (onCancel ?? onEnd)?.()
    },
  }
}

/**
 * Runs when the control goes, as it may while the artist is still at it: nobody hears of the focus that it loses then.
 */
export function useAtLast(run: () => void): void {
  const latest = useRef(run)
  useEffect(() => void (latest.current = run))
  useEffect(() => () => latest.current(), [])
}

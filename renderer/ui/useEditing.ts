import { useEffect, useRef } from 'react'

/** What a control tells of a change that lasts: one gesture of the document, from the first change to the last. */
export interface Editing {
  readonly onBegin?: (() => void) | undefined
  readonly onEnd?: (() => void) | undefined
  readonly onCancel?: (() => void) | undefined
}

/** Tells `onBegin` with the first change alone, and the end only of what has begun. */
export function useEditing({ onBegin, onEnd, onCancel }: Editing) {
  const isEditing = useRef(false)
  useAtLast(() => {
    if (isEditing.current) onEnd?.()
    isEditing.current = false
  })
  return {
    begin() {
      if (!isEditing.current) onBegin?.()
      isEditing.current = true
    },
    end() {
      if (isEditing.current) onEnd?.()
      isEditing.current = false
    },
    cancel() {
      if (isEditing.current) (onCancel ?? onEnd)?.()
      isEditing.current = false
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

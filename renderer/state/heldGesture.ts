import type { Command, DocumentStore, DocumentState } from './documentStore.ts'

/**
 * A gesture of the document as long as a hand holds it. Undo, a save or another document may end it before the hand
 * does.
 */
export interface HeldGesture {
  /** As the document was when it began. */
  readonly before: NonNullable<DocumentState['gesture']>['before']
  readonly isHeld: () => boolean
  /** Makes what it changed one step, while it is held. */
  readonly end: () => void
  /** Takes back what it changed, while it is held. */
  readonly cancel: () => void
}

/** Begins a gesture; `finish` as in `beginGesture`. */
export function holdGesture(document: DocumentStore, label: string, finish?: Command): HeldGesture {
  document.getState().beginGesture(label, finish)
  const own = document.getState().gesture!
  const isHeld = () => document.getState().gesture === own
  return {
    before: own.before,
    isHeld,
    end() {
      if (isHeld()) document.getState().endGesture()
    },
    cancel() {
      if (isHeld()) document.getState().cancelGesture()
    },
  }
}

import type { Command, DocumentStore } from '../../state/documentStore.ts'
import { holdGesture, type HeldGesture } from '../../state/heldGesture.ts'
import type { Next, ToolState } from './toolState.ts'

/** What every state has that changes the document for as long as the pointer is down. */
export interface HoldState {
  /** As the document was when it began. */
  readonly before: HeldGesture['before']
  /** Of the state: how its gesture ends, whoever ends it. */
  readonly ends: Pick<ToolState, 'isHeld' | 'release' | 'letGo' | 'cancel'>
}

/**
 * Begins the gesture of a state. `hideHand` takes away what was shown beside the document, however the gesture ends;
 * `finish` is as in `beginGesture`.
 */
export function holdState(
  document: DocumentStore,
  label: string,
  hideHand: () => void,
  finish: Command = (project) => project,
): HoldState {
  const { before, isHeld, end, cancel } = holdGesture(document, label, (project) => {
    hideHand()
    return finish(project)
  })
  function letGo(): Next {
    end()
    return 'idle'
  }
  return {
    before,
    ends: {
      isHeld,
      release: letGo,
      letGo,
      cancel() {
        cancel()
        hideHand()
      },
    },
  }
}

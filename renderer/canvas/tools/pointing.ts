import type { Concept } from '../../../engine/protocol/project.ts'
import { distanceBetween } from '../../geometry/polygon.ts'
import { nextConceptAt } from '../geometry/hitTest.ts'
import { moving } from './moving.ts'
import { hitScene, type CanvasPointer, type CanvasTools, type ToolState } from './toolState.ts'

/** CSS pixels that a press may slip before it moves anything. */
export const slip = 4

/** A region is pressed: a click selects, a pull moves. */
export function pointing(tools: CanvasTools, concept: Concept, start: CanvasPointer): ToolState {
  const { session } = tools
  const wasSelected = session.getState().selection.includes(concept.id)
  if (!wasSelected && !start.alt) {
    session.getState().select(start.shift ? [...session.getState().selection, concept.id] : [concept.id])
  }
  return {
    name: 'pointing',
    move(pointer) {
      if (distanceBetween(pointer.stage, start.stage) < slip) return undefined
      if (!session.getState().selection.includes(concept.id)) session.getState().select([concept.id])
      if (concept.locked) {
        tools.refuse('locked', concept)
        return 'idle'
      }
      const next = moving(tools, start)
      next.move?.(pointer)
      return next
    },
    release(pointer) {
      const below = start.alt ? nextConceptAt(hitScene(tools), pointer.canvas) : undefined
      if (below) session.getState().select([below.id])
      else if (start.shift && wasSelected) session.getState().toggleSelected(concept.id)
      else if (!start.shift) session.getState().select([concept.id])
      return 'idle'
    },
  }
}

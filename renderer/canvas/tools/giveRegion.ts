import type { Region } from '../../../engine/protocol/project.ts'
import { setRegion } from '../../document/commands/region.ts'
import { isMovable } from '../../document/regionShape.ts'
import { selectedConcept, type CanvasTools } from './toolState.ts'

/**
 * A region that was drawn: it becomes the place of the selected concept where that had none, and of a new concept otherwise.
 * Afterwards it can be moved at once.
 */
export function giveRegion(tools: CanvasTools, region: Region): void {
  const { document, session } = tools
  const selected = session.getState().selection.length === 1 ? selectedConcept(tools) : undefined
  if (selected?.region.type === 'canvas' && isMovable(selected)) {
    document.getState().apply('drawRegion', setRegion(selected.id, region))
  } else {
    const concept = tools.createConcept(region)
    document.getState().apply('addConcept', (project) => ({ ...project, concepts: [...project.concepts, concept] }))
    session.getState().select([concept.id])
  }
  session.getState().set({ tool: 'select' })
}

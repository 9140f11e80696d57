import type { Region } from '../../../engine/protocol/project.ts'
import { setRegion } from '../../document/commands/region.ts'
import { drawTarget } from '../../document/drawTarget.ts'
import type { CanvasTools } from './toolState.ts'

/** A region that was drawn: of the selected concept or of a new one (`drawTarget`). It can be moved at once. */
export function giveRegion(tools: CanvasTools, region: Region): void {
  const { document, session } = tools
  const { selection, drawChoice } = session.getState()
  const { concept: selected, isNew } = drawTarget(document.getState().project.concepts, selection, drawChoice)
  if (selected && !isNew) {
    document.getState().apply('drawRegion', setRegion(selected.id, region))
  } else {
    const concept = tools.createConcept(region)
    document.getState().apply('addConcept', (project) => ({ ...project, concepts: [...project.concepts, concept] }))
    session.getState().select([concept.id])
  }
  session.getState().set({ tool: 'select', drawChoice: undefined })
}

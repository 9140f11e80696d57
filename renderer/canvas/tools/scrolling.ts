import { scrolled, type Scroll } from '../../geometry/scrolled.ts'
import { keptInView } from '../../geometry/viewport.ts'
import type { CanvasTools } from './toolState.ts'

/** Zooms at the pointer while Ctrl or Cmd is held or fingers pinch; moves the canvas otherwise. */
export function scroll({ document, session }: Pick<CanvasTools, 'document' | 'session'>, turn: Scroll): void {
  const { viewport, stageSize } = session.getState()
  const next = scrolled(viewport, turn)
  session.getState().set({ viewport: keptInView(next, document.getState().project.canvas, stageSize) })
}

import { keptInView, pannedBy } from '../../geometry/viewport.ts'
import type { CanvasPointer, CanvasTools, ToolState } from './toolState.ts'

/** The canvas follows the hand. */
export function panning({ document, session }: CanvasTools, start: CanvasPointer): ToolState {
  const { viewport, stageSize } = session.getState()
  return {
    name: 'panning',
    cursor: 'grabbing',
    move({ stage }) {
      const moved = pannedBy(viewport, stage.x - start.stage.x, stage.y - start.stage.y)
      session.getState().set({ viewport: keptInView(moved, document.getState().project.canvas, stageSize) })
      return undefined
    },
    release: () => 'idle',
    letGo: () => 'idle',
    cancel: () => session.getState().set({ viewport }),
  }
}

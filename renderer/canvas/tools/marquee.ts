import { spanned } from '../../geometry/box.ts'
import { conceptsInside } from '../geometry/hitTest.ts'
import { hitScene, type CanvasPointer, type CanvasTools, type Next, type ToolState } from './toolState.ts'

/** Selects what a rectangle touches; with Shift, beside what is selected. */
export function marquee(tools: CanvasTools, start: CanvasPointer): ToolState {
  const { live, session } = tools
  const before = session.getState().selection
  const kept = start.shift ? before : []
  if (!start.shift) session.getState().select([])
  function finish(): Next {
    live.setState({ marquee: undefined })
    return 'idle'
  }
  return {
    name: 'marquee',
    move({ canvas }) {
      const box = spanned(start.canvas, canvas)
      const touched = conceptsInside(hitScene(tools), box).map(({ id }) => id)
      live.setState({ marquee: box })
      const next = [...kept, ...touched.filter((id) => !kept.includes(id))]
      if (next.join() !== session.getState().selection.join()) session.getState().select(next)
      return undefined
    },
    release: finish,
    letGo: finish,
    cancel() {
      live.setState({ marquee: undefined })
      session.getState().select(before)
    },
  }
}

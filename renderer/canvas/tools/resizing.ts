import { resizeRegion } from '../../document/commands/region.ts'
import type { Box } from '../../geometry/box.ts'
import type { CanvasPoint } from '../../geometry/points.ts'
import { handles, resizedBox, type HandleName } from '../geometry/handles.ts'
import { snapPlaces } from '../geometry/snapping.ts'
import { linesBeside, reachOf, type CanvasPointer, type CanvasTools, type ToolState } from './toolState.ts'

/** Pulls a handle of a box. Shift keeps its proportions, Alt its centre. */
export function resizing(tools: CanvasTools, conceptId: string, box: Box, handle: HandleName): ToolState {
  const { document, live } = tools
  const sides = handles[handle]
  const before = document.getState().project
  document.getState().beginGesture('resizeRegion')

  function pullTo(pointer: CanvasPointer): CanvasPoint {
    const { x, y } = pointer.canvas
    if (pointer.shift) return { x, y } // a snapped side would break the proportions
    const lines = linesBeside(tools, [conceptId], pointer)
    const across = snapPlaces(lines, 'x', sides.x === 0 ? [] : [x], reachOf(tools))
    const down = snapPlaces(lines, 'y', sides.y === 0 ? [] : [y], reachOf(tools))
    live.setState({ guides: [...across.lines, ...down.lines] })
    return { x: x + across.shift, y: y + down.shift }
  }

  return {
    name: 'resizing',
    cursor: handles[handle].cursor,
    move(pointer) {
      if (!document.getState().gesture) return 'idle' // undo has ended it
      const to = resizedBox(box, sides, pullTo(pointer), { keepsProportions: pointer.shift, fromCentre: pointer.alt })
      document.getState().changeGesture(() => resizeRegion(conceptId, to)(before))
      return undefined
    },
    release() {
      document.getState().endGesture()
      live.setState({ guides: [] })
      return 'idle'
    },
    cancel() {
      document.getState().cancelGesture()
      live.setState({ guides: [] })
    },
  }
}

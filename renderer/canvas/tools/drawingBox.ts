import { roundedBox, spanned, type Box } from '../../geometry/box.ts'
import type { CanvasPoint } from '../../geometry/points.ts'
import { distanceBetween } from '../../geometry/polygon.ts'
import { snapPlaces } from '../geometry/snapping.ts'
import { giveRegion } from './giveRegion.ts'
import { slip } from './pointing.ts'
import { linesBeside, reachOf, type CanvasPointer, type CanvasTools, type ToolState } from './toolState.ts'

/** Draws a new box. Shift makes it a square, Alt grows it from its centre. */
export function drawingBox(tools: CanvasTools, start: CanvasPointer): ToolState {
  const { live } = tools
  const from = snapped(start)

  function snapped(pointer: CanvasPointer): CanvasPoint {
    const lines = linesBeside(tools, [], pointer)
    const across = snapPlaces(lines, 'x', [pointer.canvas.x], reachOf(tools))
    const down = snapPlaces(lines, 'y', [pointer.canvas.y], reachOf(tools))
    live.setState({ guides: [...across.lines, ...down.lines] })
    return { x: pointer.canvas.x + across.shift, y: pointer.canvas.y + down.shift }
  }

  function boxTo(pointer: CanvasPointer): Box {
    const to = pointer.shift ? pointer.canvas : snapped(pointer)
    const dx = to.x - from.x
    const dy = to.y - from.y
    const side = Math.max(Math.abs(dx), Math.abs(dy))
    const corner = pointer.shift ? { x: from.x + side * (dx < 0 ? -1 : 1), y: from.y + side * (dy < 0 ? -1 : 1) } : to
    const other = pointer.alt ? { x: 2 * from.x - corner.x, y: 2 * from.y - corner.y } : from
    return roundedBox(spanned(other, corner))
  }

  return {
    name: 'drawingBox',
    cursor: 'crosshair',
    move(pointer) {
      live.setState({ draft: { type: 'box', box: boxTo(pointer) } })
      return undefined
    },
    release(pointer) {
      live.setState({ draft: undefined, guides: [] })
      if (distanceBetween(pointer.stage, start.stage) >= slip) giveRegion(tools, { type: 'box', ...boxTo(pointer) })
      live.setState({ guides: [] })
      return 'idle'
    },
    cancel: () => live.setState({ draft: undefined, guides: [] }),
  }
}

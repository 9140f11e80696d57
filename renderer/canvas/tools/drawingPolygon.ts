import type { CanvasPoint } from '../../geometry/points.ts'
import { distanceBetween, doubledArea, type Polygon } from '../../geometry/polygon.ts'
import { toStage } from '../../geometry/viewport.ts'
import { handleReach } from '../geometry/handles.ts'
import { snapPlaces } from '../geometry/snapping.ts'
import { giveRegion } from './giveRegion.ts'
import { linesBeside, reachOf, type CanvasPointer, type CanvasTools, type Next, type ToolState } from './toolState.ts'

/** Sets corner after corner. The first corner, a double click or Enter closes it; Backspace takes one back. */
export function drawingPolygon(tools: CanvasTools, start: CanvasPointer): ToolState {
  const { live, session } = tools
  let points: Polygon = [placed(start)]
  show(start.canvas)

  function placed(pointer: CanvasPointer): CanvasPoint {
    const lines = linesBeside(tools, [], pointer)
    const across = snapPlaces(lines, 'x', [pointer.canvas.x], reachOf(tools))
    const down = snapPlaces(lines, 'y', [pointer.canvas.y], reachOf(tools))
    live.setState({ guides: [...across.lines, ...down.lines] })
    const whole = (value: number) => (pointer.alt ? value : Math.round(value))
    return { x: whole(pointer.canvas.x + across.shift), y: whole(pointer.canvas.y + down.shift) }
  }

  function show(pointer: CanvasPoint) {
    live.setState({ draft: { type: 'polygon', points, pointer } })
  }

  function isClosing({ stage }: CanvasPointer): boolean {
    return points.length >= 3 && distanceBetween(toStage(points[0]!, session.getState().viewport), stage) <= handleReach
  }

  function close(): Next {
    live.setState({ draft: undefined, guides: [] })
    if (points.length >= 3 && doubledArea(points) !== 0) giveRegion(tools, { type: 'polygon', points: [...points] })
    return 'idle'
  }

  return {
    name: 'drawingPolygon',
    cursor: 'crosshair',
    press(pointer) {
      if (pointer.button !== 0) return undefined
      if (isClosing(pointer)) return close()
      points = [...points, placed(pointer)]
      show(pointer.canvas)
      return undefined
    },
    move(pointer) {
      show(placed(pointer))
      return undefined
    },
    doublePress() {
      points = points.slice(0, -1) // its second press set a corner on the one before
      return close()
    },
    key(key) {
      if (key === 'Enter') return close()
      if (key !== 'Backspace') return undefined
      points = points.slice(0, -1)
      if (points.length === 0) live.setState({ draft: undefined, guides: [] })
      else show(points.at(-1)!)
      return points.length === 0 ? 'idle' : undefined
    },
    cancel: () => live.setState({ draft: undefined, guides: [] }),
  }
}

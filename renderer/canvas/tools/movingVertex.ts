import { setPolygon } from '../../document/commands/region.ts'
import { withVertexMoved, type Polygon } from '../../geometry/polygon.ts'
import { snapPlaces } from '../geometry/snapping.ts'
import { holdState } from './holdState.ts'
import { linesBeside, reachOf, type CanvasTools, type ToolState } from './toolState.ts'

/** Moves one corner of a polygon, which may have been put in just now. */
export function movingVertex(tools: CanvasTools, conceptId: string, points: Polygon, index: number): ToolState {
  const { document, live } = tools
  const { before, ends } = holdState(document, 'editPolygon', () => live.setState({ guides: [] }))

  return {
    name: 'movingVertex',
    cursor: 'move',
    move(pointer) {
      const { x, y } = pointer.canvas
      const lines = linesBeside(tools, [conceptId], pointer)
      const across = snapPlaces(lines, 'x', [x], reachOf(tools))
      const down = snapPlaces(lines, 'y', [y], reachOf(tools))
      live.setState({ guides: [...across.lines, ...down.lines] })
      const moved = withVertexMoved(points, index, { x: x + across.shift, y: y + down.shift })
      document.getState().changeGesture(() => setPolygon(conceptId, moved, { isFree: pointer.alt })(before))
      return undefined
    },
    ...ends,
  }
}

import { setPolygon } from '../../document/commands/region.ts'
import { isMovable, regionBounds } from '../../document/regionShape.ts'
import { edgesOf, midpoint, withVertexInserted, withVertexRemoved, type Polygon } from '../../geometry/polygon.ts'
import { toStage } from '../../geometry/viewport.ts'
import type { ToolName } from '../../state/sessionStore.ts'
import { handleAt, handles, isNear } from '../geometry/handles.ts'
import { conceptAt } from '../geometry/hitTest.ts'
import { drawingBox } from './drawingBox.ts'
import { drawingPolygon } from './drawingPolygon.ts'
import { marquee } from './marquee.ts'
import { movingVertex } from './movingVertex.ts'
import { painting } from './painting.ts'
import { panning } from './panning.ts'
import { pointing } from './pointing.ts'
import { resizing } from './resizing.ts'
import {
  hitScene,
  selectedConcept,
  type CanvasPointer,
  type CanvasTools,
  type Next,
  type ToolState,
} from './toolState.ts'

/** `PointerEvent.button` of the other end of a pen. */
const penEraser = 5

/** What a press of the main button begins, and how the pointer looks before it. */
const idleStates: Readonly<Record<ToolName, (tools: CanvasTools) => ToolState>> = {
  select: selecting,
  box: (tools) => waiting('crosshair', (pointer) => drawingBox(tools, pointer)),
  polygon: (tools) => waiting('crosshair', (pointer) => drawingPolygon(tools, pointer)),
  brush: (tools) => brushing(tools, 'paint'),
  eraser: (tools) => brushing(tools, 'erase'),
  hand: (tools) => waiting('grab', (pointer) => panning(tools, pointer)),
}

/** Where the chosen tool waits. */
export function idle(tools: CanvasTools): ToolState {
  return idleStates[tools.session.getState().tool](tools)
}

function waiting(cursor: string, press: (pointer: CanvasPointer) => Next): ToolState {
  return { name: 'idle', cursor, press: (pointer) => (pointer.button === 0 ? press(pointer) : undefined) }
}

function brushing(tools: CanvasTools, mode: 'paint' | 'erase'): ToolState {
  return {
    name: 'idle',
    cursor: 'none',
    press(pointer) {
      if (pointer.button === penEraser) return painting(tools, 'erase', pointer)
      return pointer.button === 0 ? painting(tools, mode, pointer) : undefined
    },
    move({ stage }) {
      tools.live.setState({ pointer: stage })
      return undefined
    },
  }
}

function selecting(tools: CanvasTools): ToolState {
  return {
    name: 'idle',
    press(pointer) {
      if (pointer.button === 2) selectForMenu(tools, pointer)
      if (pointer.button !== 0) return undefined
      const grip = gripAt(tools, pointer)
      if (grip) return grip.grab(pointer)
      const concept = conceptAt(hitScene(tools), pointer.canvas)
      return concept ? pointing(tools, concept, pointer) : marquee(tools, pointer)
    },
    move(pointer) {
      const grip = gripAt(tools, pointer)
      const concept = grip ? undefined : conceptAt(hitScene(tools), pointer.canvas)
      const cursor = grip?.cursor ?? (concept ? (concept.locked ? 'default' : 'move') : 'default')
      const before = tools.live.getState()
      if (before.hoveredId !== concept?.id || before.cursor !== cursor) {
        tools.live.setState({ hoveredId: concept?.id, cursor })
      }
      return undefined
    },
  }
}

/** The menu is about what lies below the pointer. */
function selectForMenu(tools: CanvasTools, { canvas }: CanvasPointer) {
  const concept = conceptAt(hitScene(tools), canvas)
  const { selection, select } = tools.session.getState()
  if (concept && !selection.includes(concept.id)) select([concept.id])
}

interface Grip {
  readonly cursor: string
  readonly grab: (pointer: CanvasPointer) => Next
}

/** A handle or a corner of the selected region below the pointer. */
function gripAt(tools: CanvasTools, { stage, alt }: CanvasPointer): Grip | undefined {
  const { selection, viewport } = tools.session.getState()
  const concept = selectedConcept(tools)
  if (!concept || selection.length !== 1 || !isMovable(concept)) return undefined
  const { id, region } = concept
  if (region.type === 'box' || region.type === 'mask') {
    const { canvas, masks } = hitScene(tools)
    const box = regionBounds(region, canvas, masks)
    const handle = box && handleAt(box, stage, viewport)
    return handle && { cursor: handles[handle].cursor, grab: () => resizing(tools, concept, box, handle) }
  }
  if (region.type !== 'polygon') return undefined
  const points: Polygon = region.points
  const corner = points.findIndex((point) => isNear(toStage(point, viewport), stage))
  if (corner >= 0) {
    const remove = () => {
      tools.document
        .getState()
        .apply('editPolygon', setPolygon(id, withVertexRemoved(points, corner), { isFree: true }))
      return undefined
    }
    return { cursor: 'move', grab: () => (alt ? remove() : movingVertex(tools, id, points, corner)) }
  }
  const side = edgesOf(points).findIndex(([a, b]) => isNear(toStage(midpoint(a, b), viewport), stage))
  if (side < 0) return undefined
  const [a, b] = edgesOf(points)[side]!
  const grown = withVertexInserted(points, side, midpoint(a, b))
  return { cursor: 'copy', grab: () => movingVertex(tools, id, grown, side + 1) }
}

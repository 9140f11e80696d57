import { moveRegions } from '../../document/commands/region.ts'
import { isMovable, regionBounds } from '../../document/regionShape.ts'
import { movedBox, unionOf, type Box } from '../../geometry/box.ts'
import { unmoved } from '../../geometry/placement.ts'
import { moveMasks } from '../../state/moveMasks.ts'
import { snapBox } from '../geometry/snapping.ts'
import { holdState } from './holdState.ts'
import { hitScene, linesBeside, reachOf, type CanvasPointer, type CanvasTools, type ToolState } from './toolState.ts'

/**
 * Moves what is selected along with the pointer: one step, however long it takes. Masks are shown elsewhere; their
 * pixels follow once, when the gesture ends, whoever ends it.
 */
export function moving(tools: CanvasTools, start: CanvasPointer): ToolState {
  const { document, live, masks } = tools
  const { canvas, concepts, selection } = hitScene(tools)
  const moved = concepts.filter((concept) => selection.includes(concept.id) && isMovable(concept))
  const ids = moved.map(({ id }) => id)
  const painted = moved.filter(({ region }) => region.type === 'mask').map(({ id }) => id)
  const boxes = moved.flatMap(({ region }) => regionBounds(region, canvas, (name) => masks.get(name)) ?? [])
  const bounds = unionOf(boxes)
  let [maskX, maskY] = [0, 0]
  const hideHand = () => live.setState({ guides: [], maskPlace: undefined })
  const { before, ends } = holdState(document, 'moveRegion', hideHand, (project) =>
    moveMasks(masks, painted, maskX, maskY)(project),
  )

  function shiftTo(pointer: CanvasPointer): { dx: number; dy: number } {
    let dx = pointer.canvas.x - start.canvas.x
    let dy = pointer.canvas.y - start.canvas.y
    const axis = !pointer.shift ? undefined : Math.abs(dx) >= Math.abs(dy) ? 'x' : 'y'
    if (axis === 'x') dy = 0
    if (axis === 'y') dx = 0
    const snapped = bounds ? snap(movedBox(bounds, dx, dy), pointer, axis) : { x: 0, y: 0 }
    const whole = (value: number) => (pointer.alt ? value : Math.round(value))
    return { dx: whole(dx + snapped.x), dy: whole(dy + snapped.y) }
  }

  function snap(box: Box, pointer: CanvasPointer, axis: 'x' | 'y' | undefined) {
    const { x, y } = snapBox(linesBeside(tools, ids, pointer), box, reachOf(tools))
    live.setState({ guides: [...(axis === 'y' ? [] : x.lines), ...(axis === 'x' ? [] : y.lines)] })
    return { x: axis === 'y' ? 0 : x.shift, y: axis === 'x' ? 0 : y.shift }
  }

  return {
    name: 'moving',
    cursor: 'move',
    move(pointer) {
      const { dx, dy } = shiftTo(pointer)
      document.getState().changeGesture(() => moveRegions(ids, dx, dy, { isFree: pointer.alt })(before))
      if (painted.length > 0) {
        ;[maskX, maskY] = [Math.round(dx), Math.round(dy)]
        live.setState({ maskPlace: { ids: painted, by: { ...unmoved, dx: maskX, dy: maskY } } })
      }
      return undefined
    },
    ...ends,
  }
}

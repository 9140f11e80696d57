import type { Concept } from '../../../engine/protocol/project.ts'
import { resizeRegion, setMask } from '../../document/commands/region.ts'
import { resampledOnCanvas } from '../../document/resampledMask.ts'
import { roundedBox, type Box } from '../../geometry/box.ts'
import { isSamePlacement, placementBetween, unmoved } from '../../geometry/placement.ts'
import type { CanvasPoint } from '../../geometry/points.ts'
import { holdGesture } from '../../state/heldGesture.ts'
import { handles, resizedBox, type HandleName } from '../geometry/handles.ts'
import { snapPlaces } from '../geometry/snapping.ts'
import { linesBeside, reachOf, type CanvasPointer, type CanvasTools, type Next, type ToolState } from './toolState.ts'

/**
 * Pulls a handle of the box around a region. Shift keeps its proportions, Alt its centre. A mask is shown stretched;
 * its pixels are computed once, when the gesture ends, whoever ends it.
 */
export function resizing(tools: CanvasTools, concept: Concept, box: Box, handle: HandleName): ToolState {
  const { document, live, masks } = tools
  const { id, region } = concept
  const mask = region.type === 'mask' ? masks.get(region.file.path) : undefined
  let stretchedTo: Box | undefined
  const sides = handles[handle]
  const { before, isHeld, end, cancel } = holdGesture(document, 'resizeRegion', (project) => {
    hideHand()
    if (!mask || !stretchedTo || isSamePlacement(placementBetween(box, stretchedTo), unmoved)) return project
    return setMask(id, masks.add(resampledOnCanvas(mask, project.canvas, box, stretchedTo)))(project)
  })

  function pullTo(pointer: CanvasPointer): CanvasPoint {
    const { x, y } = pointer.canvas
    if (pointer.shift) return { x, y } // a snapped side would break the proportions
    const lines = linesBeside(tools, [id], pointer)
    const across = snapPlaces(lines, 'x', sides.x === 0 ? [] : [x], reachOf(tools))
    const down = snapPlaces(lines, 'y', sides.y === 0 ? [] : [y], reachOf(tools))
    live.setState({ guides: [...across.lines, ...down.lines] })
    return { x: x + across.shift, y: y + down.shift }
  }

  function hideHand() {
    live.setState({ guides: [], maskPlace: undefined })
  }

  function finish(): Next {
    end()
    return 'idle'
  }

  return {
    name: 'resizing',
    cursor: handles[handle].cursor,
    move(pointer) {
      const to = resizedBox(box, sides, pullTo(pointer), { keepsProportions: pointer.shift, fromCentre: pointer.alt })
      if (mask) {
        stretchedTo = roundedBox(to)
        live.setState({ maskPlace: { ids: [id], by: placementBetween(box, stretchedTo) } })
      } else {
        document.getState().changeGesture(() => resizeRegion(id, to)(before))
      }
      return undefined
    },
    isHeld,
    release: finish,
    letGo: finish,
    cancel() {
      cancel()
      hideHand()
    },
  }
}

import type { Concept } from '../../../engine/protocol/project.ts'
import { resizeRegion, setMask } from '../../document/commands/region.ts'
import { resampledOnCanvas } from '../../document/resampledMask.ts'
import { roundedBox, type Box } from '../../geometry/box.ts'
import { isSamePlacement, placementBetween, unmoved } from '../../geometry/placement.ts'
import type { CanvasPoint } from '../../geometry/points.ts'
import { handles, resizedBox, type HandleName } from '../geometry/handles.ts'
import { snapPlaces } from '../geometry/snapping.ts'
import { holdState } from './holdState.ts'
import { linesBeside, reachOf, type CanvasPointer, type CanvasTools, type ToolState } from './toolState.ts'

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
  const hideHand = () => live.setState({ guides: [], maskPlace: undefined })
  const { before, ends } = holdState(document, 'resizeRegion', hideHand, (project) => {
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
    ...ends,
  }
}

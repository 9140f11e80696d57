import type { Concept } from '../../../engine/protocol/project.ts'
import { setMask } from '../../document/commands/region.ts'
import { emptyMask, resizedMask, type Mask } from '../../document/mask.ts'
import { rasterizedRegion } from '../../document/rasterize.ts'
import { isMovable } from '../../document/regionShape.ts'
import { beginStroke } from '../../document/stroke.ts'
import type { Size } from '../../geometry/points.ts'
import { holdState } from './holdState.ts'
import { selectedConcept, type CanvasPointer, type CanvasTools, type Next } from './toolState.ts'

/**
 * Paints or erases the mask of the selected concept: one step for a stroke, with all that is painted when it ends,
 * whoever ends it. A box or a polygon becomes a mask.
 */
export function painting(tools: CanvasTools, mode: 'paint' | 'erase', start: CanvasPointer): Next {
  const { document, live, masks, session } = tools
  const concept = selectedConcept(tools)
  if (!concept) {
    tools.refuse('nothingToPaint')
    return undefined
  }
  if (!isMovable(concept)) {
    tools.refuse('locked', concept)
    return undefined
  }
  const base = maskToPaint(tools, concept, document.getState().project.canvas, mode)
  if (!base) {
    tools.refuse('maskLoads', concept)
    return undefined
  }
  const conceptId = concept.id
  const stroke = beginStroke(base, session.getState().brush, mode)
  let version = 0
  const hideStroke = () => live.setState({ stroke: undefined })
  const { ends } = holdState(document, mode === 'paint' ? 'paintMask' : 'eraseMask', hideStroke, (project) =>
    setMask(conceptId, masks.add(stroke.mask()))(project),
  )

  function follow({ passed, stage }: CanvasPointer) {
    for (const point of passed) stroke.to(point)
    live.setState({ stroke: { conceptId, stroke, version: version++ }, pointer: stage })
  }

  follow(start)
  return {
    name: mode === 'paint' ? 'painting' : 'erasing',
    cursor: 'none',
    move(pointer) {
      follow(pointer)
      return undefined
    },
    ...ends,
  }
}

/** What a stroke begins on; undefined while it loads. Painting for the whole canvas begins with nothing. */
function maskToPaint(
  { masks }: CanvasTools,
  { region }: Concept,
  canvas: Size,
  mode: 'paint' | 'erase',
): Mask | undefined {
  if (region.type === 'canvas' && mode === 'paint') return emptyMask(canvas.width, canvas.height)
  if (region.type !== 'mask') return rasterizedRegion(region, canvas)
  const mask = masks.get(region.file.path)
  if (mask) return resizedMask(mask, canvas.width, canvas.height)
  return masks.hasFailed(region.file.path) ? emptyMask(canvas.width, canvas.height) : undefined
}

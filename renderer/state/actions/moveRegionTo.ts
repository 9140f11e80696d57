import { moveRegions } from '../../document/commands/region.ts'
import { regionBounds } from '../../document/regionShape.ts'
import type { CanvasPoint } from '../../geometry/points.ts'
import { moveMasks } from '../moveMasks.ts'
import type { Stores } from '../stores.ts'

/** Brings the left side of a region to `x`, or its upper one to `y`, in canvas pixels; a mask keeps its pixels. */
export function moveRegionTo(
  { document, masks }: Pick<Stores, 'document' | 'masks'>,
  id: string,
  to: Partial<Pick<CanvasPoint, 'x' | 'y'>>,
): void {
  const { project, apply } = document.getState()
  const region = project.concepts.find((concept) => concept.id === id)?.region
  const bounds = region && regionBounds(region, project.canvas, (name) => masks.get(name))
  if (!region || !bounds) return
  const { x: left, y: top } = { ...bounds, ...to }
  const [dx, dy] = [left - bounds.x, top - bounds.y]
  const isMask = region.type === 'mask'
  apply('moveRegion', isMask ? moveMasks(masks, [id], Math.round(dx), Math.round(dy)) : moveRegions([id], dx, dy))
}

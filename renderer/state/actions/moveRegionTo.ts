import { moveRegions, setMask } from '../../document/commands/region.ts'
import { movedOnCanvas } from '../../document/movedMask.ts'
import { regionBounds } from '../../document/regionShape.ts'
import type { CanvasPoint } from '../../geometry/points.ts'
import type { Stores } from '../stores.ts'

/** Brings the left side of a region to `x`, or its upper one to `y`, in canvas pixels; a mask keeps its pixels. */
export function moveRegionTo(
  { document, masks }: Pick<Stores, 'document' | 'masks'>,
  id: string,
  to: MoveTarget,
): void {
  const { project, apply } = document.getState()
  const region = project.concepts.find((concept) => concept.id === id)?.region
  const bounds = region && regionBounds(region, project.canvas, (name) => masks.get(name))
  if (!region || !bounds) return
  const { x: left, y: top } = { ...bounds, ...to }
  const [dx, dy] = [Math.round(left - bounds.x), Math.round(top - bounds.y)]
  if (region.type !== 'mask') {
    apply('moveRegion', moveRegions([id], left - bounds.x, top - bounds.y))
  } else if (dx !== 0 || dy !== 0) {
    const mask = masks.get(region.file.path)!
    apply('moveRegion', setMask(id, masks.add(movedOnCanvas(mask, project.canvas, dx, dy))))
  }
}

type MoveTarget = Partial<Pick<CanvasPoint, 'x' | 'y'>>

import type { Concept, Region } from '../../engine/protocol/project.ts'
import { containsPoint, type Box } from '../geometry/box.ts'
import type { CanvasPoint, Size } from '../geometry/points.ts'
import { isInPolygon, polygonBounds } from '../geometry/polygon.ts'
import { valueAt, type Mask } from './mask.ts'
import { wholeMaskBounds } from './movedMask.ts'

/** Finds a painted mask by its name; undefined while it loads. */
export type MaskSource = (name: string) => Mask | undefined

/** A pixel of a mask counts as part of the region for the pointer from here on. */
const touchable = 40

/** The smallest box around a region; undefined for a mask that is empty or not loaded yet. */
export function regionBounds(region: Region, canvas: Size, masks: MaskSource): Box | undefined {
  switch (region.type) {
    case 'canvas':
      return { x: 0, y: 0, width: canvas.width, height: canvas.height }
    case 'box':
      return { x: region.x, y: region.y, width: region.width, height: region.height }
    case 'polygon':
      return polygonBounds(region.points)
    case 'mask': {
      const mask = masks(region.file.path)
      const bounds = mask && wholeMaskBounds(mask)
      if (!bounds) return undefined
      const scaleX = canvas.width / mask.width
      const scaleY = canvas.height / mask.height
      return {
        x: bounds.x * scaleX,
        y: bounds.y * scaleY,
        width: bounds.width * scaleX,
        height: bounds.height * scaleY,
      }
    }
  }
}

/** Whether a point lies in a region. The whole canvas is no place that can be pointed at. */
export function isInRegion(region: Region, point: CanvasPoint, canvas: Size, masks: MaskSource): boolean {
  switch (region.type) {
    case 'canvas':
      return false
    case 'box':
      return containsPoint(region, point)
    case 'polygon':
      return isInPolygon(region.points, point)
    case 'mask': {
      const mask = masks(region.file.path)
      if (!mask) return false
      const inMask = { x: (point.x * mask.width) / canvas.width, y: (point.y * mask.height) / canvas.height }
      return valueAt(mask, inMask) >= touchable
    }
  }
}

/** From the lowest to the uppermost, as the engine stacks them. */
export function stackingOf(concepts: readonly Concept[]): Concept[] {
  return concepts.toSorted((a, b) => a.order - b.order) // stable: of equal ones the later in the list lies on top
}

/** Whether a concept can be moved, reshaped and painted by hand. */
export function isMovable({ hidden, locked }: Concept): boolean {
  return !hidden && locked !== true
}

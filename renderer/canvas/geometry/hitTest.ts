import type { Concept } from '../../../engine/protocol/project.ts'
import { isInRegion, regionBounds, stackingOf, type MaskSource } from '../../document/regionShape.ts'
import { overlaps, type Box } from '../../geometry/box.ts'
import type { CanvasPoint, Size } from '../../geometry/points.ts'

/** What the pointer can meet. */
export interface HitScene {
  readonly concepts: readonly Concept[]
  readonly canvas: Size
  readonly masks: MaskSource
  readonly selection: readonly string[]
}

/** Concepts whose regions lie below a point, the uppermost first. Hidden ones cannot be met. */
export function conceptsAt({ concepts, canvas, masks }: HitScene, point: CanvasPoint): Concept[] {
  return stackingOf(concepts)
    .reverse()
    .filter((concept) => !concept.hidden && isInRegion(concept.region, point, canvas, masks))
}

/** What a press takes: a selected concept before those above it, so that what was chosen can be moved. */
export function conceptAt(scene: HitScene, point: CanvasPoint): Concept | undefined {
  const below = conceptsAt(scene, point)
  return below.find(({ id }) => scene.selection.includes(id)) ?? below[0]
}

/** The one below the selected one, and the uppermost again after the last. */
export function nextConceptAt(scene: HitScene, point: CanvasPoint): Concept | undefined {
  const below = conceptsAt(scene, point)
  const selected = below.findIndex(({ id }) => scene.selection.includes(id))
  return below[(selected + 1) % below.length]
}

/** Concepts whose regions a marquee touches. */
export function conceptsInside({ concepts, canvas, masks }: HitScene, marquee: Box): Concept[] {
  return concepts.filter(({ hidden, region }) => {
    if (hidden || region.type === 'canvas') return false
    const bounds = regionBounds(region, canvas, masks)
    return bounds !== undefined && overlaps(bounds, marquee)
  })
}

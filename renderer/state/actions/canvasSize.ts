import type { Canvas, Concept } from '../../../engine/protocol/project.ts'
import { setCanvasSize, type RegionFit } from '../../document/commands/picture.ts'
import { maskOnCanvas } from '../../document/maskOnCanvas.ts'
import type { Stores } from '../stores.ts'

const label = 'changeSize'

/**
 * Another size of the canvas as one step, or as a part of a gesture: then it is reckoned from where the gesture began,
 * so that nothing is lost on the way. Painted masks that keep their pixels are cut or extended.
 */
export function changeCanvasSize(
  { document, masks }: Pick<Stores, 'document' | 'masks'>,
  size: Canvas,
  fit: RegionFit,
): void {
  const { gesture, project, apply } = document.getState()
  const before = gesture?.label === label ? gesture.before : project
  const resized = setCanvasSize(size, fit)(before)
  const keepPixels = (concept: Concept): Concept => {
    const mask = concept.region.type === 'mask' ? masks.get(concept.region.file.path) : undefined
    if (!mask) return concept
    const path = masks.add(maskOnCanvas(mask, before.canvas, resized.canvas))
    return { ...concept, region: { type: 'mask', file: { path } } }
  }
  const kept = fit === 'keep' && resized !== before
  apply(label, () => (kept ? { ...resized, concepts: resized.concepts.map(keepPixels) } : resized))
}

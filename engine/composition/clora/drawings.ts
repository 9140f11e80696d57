import type { LabelledMap } from '../losses/contrastiveLoss.ts'
import type { MethodConcept, MethodContext } from '../method.ts'
import type { StepPosition } from '../plan.ts'
import { cellCount, type Grid } from '../regions/grid.ts'
import { layerRegions } from '../regions/layers.ts'
import { regionMask } from '../regions/regionMask.ts'
import type { Branch } from './branches.ts'
import type { CLoRASettings } from './cloraSettings.ts'

/** The drawn mask of each branch on a grid; undefined for the background and for concepts without a region. */
export type Drawings = readonly (Float32Array | undefined)[]

/**
 * What the drawn regions of the concepts do at a step.
 * - `drawn`: they are the masks, and attention is not asked.
 * - `inside`: masks from attention end not far outside of them.
 * - `unused`.
 */
export type DrawingPhase = 'drawn' | 'inside' | 'unused'

export function drawingPhase(
  { drawing, annealedPart }: Pick<CLoRASettings, 'drawing' | 'annealedPart'>,
  { stepIndex, numInferenceSteps }: Pick<StepPosition, 'stepIndex' | 'numInferenceSteps'>,
): DrawingPhase {
  if (drawing === 'none' || drawing === 'guide') return 'unused'
  if (drawing === 'replace') return 'drawn'
  if (drawing === 'intersect') return 'inside'
  return stepIndex < annealedPart * numInferenceSteps ? 'drawn' : 'inside'
}

/** @throws EngineError `setting-invalid` for a region that covers nothing of the canvas. */
export function drawingsOf(
  { canvas, maskPixels }: Pick<MethodContext, 'canvas' | 'maskPixels'>,
  branches: readonly Pick<Branch, 'owner'>[],
  grid: Grid,
): Drawings {
  const draw = ({ concept }: MethodConcept) => {
    const { region, name: conceptName, feather } = concept
    if (region.type === 'canvas') return undefined
    const pixels = maskPixels(concept)
    return regionMask(region, grid, canvas, { conceptName, feather, ...(pixels && { maskPixels: pixels }) })
  }
  return branches.map(({ owner }) => owner && draw(owner))
}

/** The drawings as maps of what their concepts mean. */
export function labelledDrawings(drawings: Drawings, branches: readonly Branch[]): LabelledMap[] {
  return branches.flatMap(({ ownLabel: label }, index): LabelledMap[] => {
    const map = drawings[index]
    return map && label !== undefined ? [{ map, label }] : []
  })
}

/**
 * How much each branch counts at each cell of the latents where the drawings are all the masks there are; undefined if
 * some concept has none.
 */
export function drawnWeights(drawings: Drawings, grid: Grid): Float32Array[] | undefined {
  const masks = drawings.slice(1)
  if (!masks.every((mask) => mask !== undefined)) return undefined
  const { shares, background } = layerRegions(masks, 'z-order', cellCount(grid))
  return [background, ...shares]
}

import { EngineError } from '../errors/engineError.ts'
import { joinWords } from './conceptPrompts.ts'
import type { MethodConcept, MethodContext } from './method.ts'
import { cellCount, onceForEachGrid, type Grid } from './regions/grid.ts'
import { layerRegions, type Overlap, type RegionShares } from './regions/layers.ts'
import { rasterizeRegion, regionMask } from './regions/regionMask.ts'
import { warnSmallRegion } from './regions/smallRegion.ts'
import { guidanceGrid } from '../networks/unet/guidanceGrid.ts'

/** The concepts of a picture with regions. */
export interface RegionalConcepts {
  /** Concepts of the whole canvas, such as styles: they act everywhere and are heard everywhere. */
  readonly everywhere: readonly MethodConcept[]
  /** Concepts with a place, from the bottom to the top. */
  readonly placed: readonly MethodConcept[]
  /** Adapters of the concepts that act everywhere. */
  readonly isEverywhere: (adapterIndex: number) => boolean
  /** What the background, and each placed concept, say. */
  readonly background: RegionTexts
  readonly regions: readonly RegionTexts[]
}

export interface RegionTexts {
  readonly prompt: string
  readonly negativePrompt: string
}

/**
 * Tells concepts with a place from those of the whole canvas. A region says its concept's words and those of the
 * concepts that act everywhere; the background says the picture's prompt and the latter.
 * @param background Whether the background also says the words of the placed concepts: `scene`.
 * @throws EngineError `setting-invalid` for a placed concept without words: nothing would be painted in its region.
 */
export function regionalConcepts(
  { prompt, negativePrompt, concepts }: MethodContext,
  background: 'prompt' | 'scene',
): RegionalConcepts {
  const everywhere = concepts.filter(({ concept }) => concept.region.type === 'canvas')
  const placed = concepts.filter(({ concept }) => concept.region.type !== 'canvas')
  const common = everywhere.map(({ concept }) => concept.words)
  const commonNegative = everywhere.map(({ concept }) => concept.negativeWords ?? '')
  for (const { concept } of placed) {
    if (concept.words.trim() !== '') continue
    throw new EngineError(
      'setting-invalid',
      `The concept '${concept.name}' has a region but no words.`,
      'Say what belongs there, trigger words included, or let the concept act on the whole canvas.',
    )
  }
  const said = background === 'scene' ? [...placed.map(({ concept }) => concept.words), ...common] : common
  return {
    everywhere,
    placed,
    isEverywhere: (adapterIndex) => everywhere.some(({ adapters }) => adapters.includes(adapterIndex)),
    background: { prompt: joinWords(prompt, said), negativePrompt: joinWords(negativePrompt, commonNegative) },
    regions: placed.map(({ concept }) => ({
      prompt: joinWords(concept.words, common),
      negativePrompt: joinWords(negativePrompt, [concept.negativeWords ?? '', ...commonNegative]),
    })),
  }
}

/** Who owns each cell of a grid, computed once for each grid. */
export type SharesOfGrid = (grid: Grid) => RegionShares

export function sharesOfRegions(
  context: Pick<MethodContext, 'canvas' | 'maskPixels'>,
  placed: readonly MethodConcept[],
  overlap: Overlap,
): SharesOfGrid {
  return onceForEachGrid((grid) => computeShares(context, placed, overlap, grid))
}

function computeShares(
  { canvas, maskPixels }: Pick<MethodContext, 'canvas' | 'maskPixels'>,
  placed: readonly MethodConcept[],
  overlap: Overlap,
  grid: Grid,
): RegionShares {
  const masks = placed.map(({ concept }) => {
    const pixels = maskPixels(concept)
    const options = { conceptName: concept.name, feather: concept.feather, ...(pixels && { maskPixels: pixels }) }
    return regionMask(concept.region, grid, canvas, options)
  })
  return layerRegions(masks, overlap, cellCount(grid))
}

/** Says which regions are too small for the grid on which the model places things. */
export function smallRegionWarnings(
  { canvas, latentGrid, unetConfig, maskPixels }: MethodContext,
  placed: readonly MethodConcept[],
): string[] {
  const grid = guidanceGrid(unetConfig, latentGrid)
  return placed.flatMap(({ concept }) => {
    const coverage = rasterizeRegion(concept.region, grid, canvas, maskPixels(concept))
    return warnSmallRegion(coverage, grid, concept.name) ?? []
  })
}

/** Says which regions those above them hide wholly. */
export function hiddenRegionWarnings(
  { latentGrid }: Pick<MethodContext, 'latentGrid'>,
  placed: readonly MethodConcept[],
  shares: SharesOfGrid,
): string[] {
  const visible = shares(latentGrid).shares
  return placed.flatMap(({ concept }, region) =>
    visible[region]!.some((share) => share > 0)
      ? []
      : `The region of '${concept.name}' is hidden by those above it; nothing of it will be seen.`,
  )
}

import type { AdapterGate } from '../../adapters/adapterGates.ts'
import { isInLayout, isolationMask, mostIsolatedCells } from '../isolation.ts'
import { isInPart, settingsOf, strengthAt, type MethodContext } from '../method.ts'
import { independentSteps } from '../plan.ts'
import type { MaskOfGrid, Planner, StepPlan, StepPosition } from '../plan.ts'
import {
  hiddenRegionWarnings,
  regionalConcepts,
  sharesOfRegions,
  smallRegionWarnings,
  type SharesOfGrid,
} from '../regionalConcepts.ts'
import { onceForEachGrid, type Grid } from '../regions/grid.ts'
import { encodeTextParts, startOf, type TextParts } from '../textParts.ts'

/**
 * All regions in one pass: their words stand one after the other along the text axis behind the picture's prompt. A
 * mask says which cells of the picture may read which words; the adapters of a region act on its words alone in the
 * layers that read text, and on its cells alone in the layers of the picture. Parts of a text are weighed by adding ln
 * w to their scores, so that a cell divides its attention among the owners of the cell. Where the picture's prompt
 * names a concept, these words are heard in its region only: the sentence sets the scene, and nothing of it appears
 * twice.
 */
export async function createRegionalPlanner(context: MethodContext): Promise<Planner> {
  const settings = settingsOf('regional', context.method)
  const regional = regionalConcepts(context, settings.background)
  const { placed } = regional
  const shares = sharesOfRegions(context, placed, settings.overlap)
  const parts = await encodeTextParts(context, regional, { adaptsBackground: settings.bindsWords })
  const { conditional, unconditional } = parts
  const { shares: latentShares } = shares(context.latentGrid)
  const halfOf = (bindsWords: boolean) => {
    const owned = placed.map(({ concept }, region) => ownTokens(parts, concept.id, region, bindsWords))
    const gates = placed.map((_, region) => ({
      imageMask: {
        ...context.latentGrid,
        data: latentShares[region]!,
        atGrid: (grid: Grid) => shares(grid).shares[region]!,
      },
      textTokens: owned[region]!,
    }))
    const crossOf = (backgroundShare: number) => crossMask(shares, parts, owned, backgroundShare)
    return { gates, cross: crossOf(settings.backgroundShare), crossInLayout: crossOf(settings.layout.share) }
  }
  // Words stand at other places in the negative prompt: only whole parts are told apart there.
  const halves = { conditional: halfOf(settings.bindsWords), unconditional: halfOf(false) }
  const conceptTokens = parts.conceptTokens.flat()
  const { isolation } = settings
  const isolates = isolation.from < isolation.to && isolation.softness < 1 && placed.length > 1
  const self = isolationMask(shares, isolation.softness)

  const gateAt = ({ gates }: typeof halves.conditional, position: StepPosition): AdapterGate[] =>
    context.adapters.map((adapter, index) => {
      const strength = strengthAt(adapter, position)
      const region = placed.findIndex(({ adapters }) => adapters.includes(index))
      return region === -1 ? { strength } : { strength, ...gates[region]! }
    })
  const planStep = (position: StepPosition): StepPlan => {
    const { conditional: told, unconditional: untold } = halves
    const isolated = isolates && isInPart(isolation, position) ? { self } : {}
    const inLayout = isInLayout(settings.layout, position)
    const gate = gateAt(told, position)
    return {
      rows: [{ conditional, unconditional, gate, unconditionalGate: gateAt(untold, position), conceptTokens }],
      combine: [1],
      masks: { cross: inLayout ? told.crossInLayout : told.cross, ...isolated },
      unconditionalMasks: { cross: inLayout ? untold.crossInLayout : untold.cross, ...isolated },
    }
  }
  return independentSteps(planStep, {
    masked: isolates ? ['cross', 'self'] : ['cross'],
    mostMaskedCells: mostIsolatedCells,
    warnings: [...smallRegionWarnings(context, placed), ...hiddenRegionWarnings(context, placed, shares)],
  })
}

/** 1 for the tokens of a region's own text and, with `bindsWords`, for its concept's words in the background's text. */
function ownTokens(
  { conditional, lengths, conceptTokens }: TextParts,
  conceptId: string,
  region: number,
  bindsWords: boolean,
): Float32Array {
  const own = new Float32Array(conditional.tokens)
  const start = startOf(lengths, region + 1)
  own.fill(1, start, start + lengths[region + 1]!)
  if (!bindsWords) return own
  for (const { tokens } of conceptTokens[0]!.filter((words) => words.conceptId === conceptId)) {
    for (const token of tokens) own[token] = 1
  }
  return own
}

/**
 * ln of how much a cell listens to a token: by the part of the text that it belongs to, its region's or the
 * background's, and in the background's part no further than the regions reach that own the token.
 */
function crossMask(
  shares: SharesOfGrid,
  { lengths, conditional: { tokens } }: TextParts,
  owned: readonly Float32Array[],
  backgroundShare: number,
): MaskOfGrid {
  const background = lengths[0]!
  const owners = Array.from({ length: background }, (_, token) =>
    [...owned.keys()].filter((region) => owned[region]![token]! > 0),
  )
  return onceForEachGrid((grid) => {
    const { shares: regions, background: free } = shares(grid)
    const cells = grid.height * grid.width
    const mask = new Float32Array(cells * tokens)
    for (let cell = 0; cell < cells; cell++) {
      const first = cell * tokens
      const rest = free[cell]! + backgroundShare * (1 - free[cell]!)
      owners.forEach((own, token) => {
        const heard = own.length === 0 ? 1 : own.reduce((sum, region) => sum + regions[region]![cell]!, 0)
        mask[first + token] = Math.log(rest * heard)
      })
      regions.forEach((share, region) => {
        const start = first + startOf(lengths, region + 1)
        mask.fill(Math.log((1 - backgroundShare) * share[cell]!), start, start + lengths[region + 1]!)
      })
    }
    return mask
  })
}

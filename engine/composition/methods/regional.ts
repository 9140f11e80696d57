import type { AdapterGate } from '../../adapters/adapterGates.ts'
import { isIsolated, isolationMask, rememberMask } from '../isolation.ts'
import { settingsOf, strengthAt, type MethodContext } from '../method.ts'
import { independentSteps } from '../plan.ts'
import type { MaskOfGrid, Planner, StepPlan, StepPosition } from '../plan.ts'
import { regionalConcepts, sharesOfRegions, smallRegionWarnings, type SharesOfGrid } from '../regionalConcepts.ts'
import { encodeTextParts } from '../textParts.ts'

/**
 * All regions in one pass: their words stand one after the other along the text axis behind the picture's prompt. A mask says
 * which cells of the picture may read which words; the adapters of a region act on its words alone in the layers that read
 * text, and on its cells alone in the layers of the picture. Parts of a text are weighed by adding ln w to their scores, so
 * that a cell divides its attention among the owners of the cell.
 */
export async function createRegionalPlanner(context: MethodContext): Promise<Planner> {
  const settings = settingsOf('regional', context.method)
  const regional = regionalConcepts(context)
  const { placed } = regional
  const shares = sharesOfRegions(context, placed, settings.overlap)
  const { conditional, unconditional, lengths, conceptTokens } = await encodeTextParts(context, regional)
  const partOfToken = lengths.flatMap((length, part) => Array.from({ length }, () => part))
  const { shares: latentShares } = shares(context.latentGrid)
  const placedGates = placed.map((_, region) => ({
    imageMask: { ...context.latentGrid, data: latentShares[region]! },
    textTokens: Float32Array.from(partOfToken, (part) => Number(part === region + 1)),
  }))
  const cross = crossMask(shares, partOfToken, settings.backgroundShare)
  const self = settings.isolation && isolationMask(shares, settings.isolation.softness)

  const gateOf = (adapter: number, position: StepPosition): AdapterGate => {
    const strength = strengthAt(context.adapters[adapter]!, position)
    const region = placed.findIndex(({ adapters }) => adapters.includes(adapter))
    return region === -1 ? { strength } : { strength, ...placedGates[region]! }
  }
  const planStep = (position: StepPosition): StepPlan => {
    const gate = context.adapters.map((_, adapter) => gateOf(adapter, position))
    const isolated = self && isIsolated(settings.isolation!, position)
    return {
      rows: [{ conditional, unconditional, gate, conceptTokens }],
      combine: [1],
      masks: { cross, ...(isolated && { self }) },
    }
  }
  return independentSteps(planStep, {
    masked: self ? ['cross', 'self'] : ['cross'],
    warnings: smallRegionWarnings(context, placed),
  })
}

/** ln of how much a cell listens to the part of the text that a token belongs to: its region, or the background. */
function crossMask(shares: SharesOfGrid, partOfToken: readonly number[], backgroundShare: number): MaskOfGrid {
  return rememberMask((grid) => {
    const { shares: regions, background } = shares(grid)
    const cells = grid.height * grid.width
    const mask = new Float32Array(cells * partOfToken.length)
    for (let cell = 0; cell < cells; cell++) {
      const rest = background[cell]! + backgroundShare * (1 - background[cell]!)
      const weights = [rest, ...regions.map((share) => (1 - backgroundShare) * share[cell]!)]
      const logarithms = weights.map(Math.log)
      partOfToken.forEach((part, token) => (mask[cell * partOfToken.length + token] = logarithms[part]!))
    }
    return mask
  })
}

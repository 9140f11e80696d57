import type { AdapterGate } from '../../adapters/adapterGates.ts'
import { joinTexts, padTokens, type TextConditioning } from '../../conditioning/textConditioning.ts'
import { conceptTokens } from '../conceptTokens.ts'
import { settingsOf, strengthAt, textGate, type MethodContext } from '../method.ts'
import { independentSteps } from '../plan.ts'
import type { ConceptTokens, MaskOfGrid, Planner, StepPlan, StepPosition } from '../plan.ts'
import { regionalConcepts, sharesOfRegions, type RegionTexts, type SharesOfGrid } from '../regionalConcepts.ts'

/**
 * All regions in one pass: their words stand one after the other along the text axis behind the picture's prompt. A mask says
 * which cells of the picture may read which words; the adapters of a region act on its words alone in the layers that read
 * text, and on its cells alone in the layers of the picture. Parts of a text are weighed by adding ln w to their scores, so
 * that a cell divides its attention among the owners of the cell.
 */
export async function createRegionalPlanner(context: MethodContext): Promise<Planner> {
  const settings = settingsOf('regional', context.method)
  const { placed, isEverywhere, background, regions } = regionalConcepts(context)
  const shares = sharesOfRegions(context, placed, settings.overlap)
  const owners = [undefined, ...placed]
  const encodeAll = (texts: readonly RegionTexts[], field: keyof RegionTexts) =>
    Promise.all(
      texts.map((text, part) => {
        const acts = (adapter: number) => isEverywhere(adapter) || !!owners[part]?.adapters.includes(adapter)
        return context.encode(text[field], textGate(context.adapters, acts))
      }),
    )
  const texts = [background, ...regions]
  const empty = await context.encode(
    '',
    textGate(context.adapters, () => false),
  )
  const [conditionals, unconditionals] = alignParts(
    await encodeAll(texts, 'prompt'),
    await encodeAll(texts, 'negativePrompt'),
    empty,
  )
  const partOfToken = conditionals.flatMap(({ tokens }, part) => Array.from({ length: tokens }, () => part))
  const { shares: latentShares } = shares(context.latentGrid)
  const placedGates = placed.map((_, region) => ({
    imageMask: { ...context.latentGrid, data: latentShares[region]! },
    textTokens: Float32Array.from(partOfToken, (part) => Number(part === region + 1)),
  }))
  const tokens = tokensOfParts(context, texts, conditionals)
  const conditional = joinTexts(conditionals)
  const unconditional = joinTexts(unconditionals)
  const cross = crossMask(shares, partOfToken, settings.backgroundShare)
  const self = settings.isolation && selfMask(shares, settings.isolation.softness)

  const gateOf = (adapter: number, position: StepPosition): AdapterGate => {
    const strength = strengthAt(context.adapters[adapter]!, position)
    const region = placed.findIndex(({ adapters }) => adapters.includes(adapter))
    return region === -1 ? { strength } : { strength, ...placedGates[region]! }
  }
  const planStep = (position: StepPosition): StepPlan => {
    const gate = context.adapters.map((_, adapter) => gateOf(adapter, position))
    const isolated = self && isInside(settings.isolation!, position)
    return {
      rows: [{ conditional, unconditional, gate, conceptTokens: tokens }],
      combine: [1],
      masks: { cross, ...(isolated && { self }) },
    }
  }
  return independentSteps(planStep, { masked: self ? ['cross', 'self'] : ['cross'] })
}

/** The words of concepts in all parts of a joined text. */
function tokensOfParts(
  context: MethodContext,
  texts: readonly RegionTexts[],
  parts: readonly TextConditioning[],
): ConceptTokens[] {
  let offset = 0
  return texts.flatMap(({ prompt }, part) => {
    const found = conceptTokens(context, prompt, offset)
    offset += parts[part]!.tokens
    return found
  })
}

/** Gives both halves of each part the same number of tokens, so that one mask fits both. */
function alignParts(
  conditionals: readonly TextConditioning[],
  unconditionals: readonly TextConditioning[],
  empty: TextConditioning,
): [TextConditioning[], TextConditioning[]] {
  const lengths = conditionals.map(({ tokens }, part) => Math.max(tokens, unconditionals[part]!.tokens))
  const align = (texts: readonly TextConditioning[]) =>
    texts.map((text, part) => padTokens(text, empty, lengths[part]!))
  return [align(conditionals), align(unconditionals)]
}

function isInside({ from, to }: { from: number; to: number }, position: StepPosition): boolean {
  const progress = position.stepIndex / position.numInferenceSteps
  return progress >= from && progress < to
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

/** Hides from the cells of a region those of the others, by 1 − Σ over pairs of different regions; `softness` stays visible. */
function selfMask(shares: SharesOfGrid, softness: number): MaskOfGrid {
  return rememberMask((grid) => {
    const { shares: regions } = shares(grid)
    const cells = grid.height * grid.width
    const total = new Float32Array(cells)
    for (const share of regions) share.forEach((value, cell) => (total[cell]! += value))
    const mask = new Float32Array(cells * cells)
    for (let query = 0; query < cells; query++) {
      for (let key = 0; key < cells; key++) {
        let foreign = total[query]! * total[key]!
        for (const share of regions) foreign -= share[query]! * share[key]!
        mask[query * cells + key] = Math.log(Math.max(1 - foreign, softness, Number.MIN_VALUE))
      }
    }
    return mask
  })
}

function rememberMask(compute: MaskOfGrid): MaskOfGrid {
  const known = new Map<string, Float32Array>()
  return (grid) => {
    const key = `${grid.height}x${grid.width}`
    const mask = known.get(key) ?? compute(grid)
    known.set(key, mask)
    return mask
  }
}

import { conceptTokens } from '../conceptTokens.ts'
import { gateAt, settingsOf, textGate, type MethodContext } from '../method.ts'
import { independentSteps, type Planner, type StepPlan, type StepPosition } from '../plan.ts'
import { hiddenRegionWarnings, regionalConcepts, sharesOfRegions, smallRegionWarnings } from '../regionalConcepts.ts'

/**
 * One row for the background and one for each region, each with its own words and adapters on the whole canvas; their
 * predictions are combined by the regions' masks (as in Bar-Tal et al. 2023, "MultiDiffusion", eq. 5, with weights that
 * add up to one). The clean way, at the price of a whole prediction for each region.
 */
export async function createRegionalRowsPlanner(context: MethodContext): Promise<Planner> {
  const settings = settingsOf('regional-rows', context.method)
  const { placed, isEverywhere, background, regions } = regionalConcepts(context, settings.background)
  const sharesOf = sharesOfRegions(context, placed, settings.overlap)
  const { shares, background: rest } = sharesOf(context.latentGrid)
  const owners = [undefined, ...placed]
  const acts = owners.map((owner) => (adapter: number) => isEverywhere(adapter) || !!owner?.adapters.includes(adapter))
  const texts = await Promise.all(
    [background, ...regions].map(async ({ prompt, negativePrompt }, row) => ({
      conditional: await context.encode(prompt, textGate(context.adapters, acts[row])),
      unconditional: await context.encode(negativePrompt, textGate(context.adapters, acts[row])),
      conceptTokens: conceptTokens(context, prompt),
    })),
  )
  const planStep = (position: StepPosition): StepPlan => ({
    rows: texts.map((text, row) => ({ ...text, gate: gateAt(context.adapters, position, acts[row]) })),
    combine: [rest, ...shares],
  })
  const hidden = hiddenRegionWarnings(context, placed, sharesOf)
  return independentSteps(planStep, { warnings: [...smallRegionWarnings(context, placed), ...hidden] })
}

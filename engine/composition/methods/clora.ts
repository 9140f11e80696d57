import { guidanceGrid } from '../../networks/unet/guidanceGrid.ts'
import { cloraConcepts, encodeBranches } from '../clora/branches.ts'
import { createBranchWeigher } from '../clora/branchWeights.ts'
import { cloraSettings, type CLoRASettings } from '../clora/cloraSettings.ts'
import { contrastiveRefinement } from '../clora/contrastiveRefinement.ts'
import { drawingPhase, drawingsOf, drawnWeights, labelledDrawings } from '../clora/drawings.ts'
import { gateAt, type MethodContext } from '../method.ts'
import type { Planner, PlannerRun, PlanRow, StepPlan, StepPosition } from '../plan.ts'

/**
 * CLoRA (Meral et al. 2024, "CLoRA: A Contrastive Approach to Compose Multiple LoRA Models"): a prediction of the base
 * model and one for each concept's adapters, put together by masks that follow what the concept's words look at; in the
 * first steps the latents are moved so that the words of one concept look at one place and those of different concepts
 * at different places. `faithful` keeps the rules of the released program; `fixed` repairs its defects and knows drawn
 * regions.
 */
export async function createCLoRAPlanner(context: MethodContext): Promise<Planner> {
  const settings = cloraSettings(context)
  const concepts = cloraConcepts(context, settings.styles)
  const branches = await encodeBranches(context, concepts, settings)
  const grid = guidanceGrid(context.unetConfig, context.latentGrid)
  const isDrawn = settings.drawing !== 'none'
  const coarseDrawings = isDrawn ? drawingsOf(context, branches, grid) : branches.map(() => undefined)
  const fineDrawings = isDrawn ? drawingsOf(context, branches, context.latentGrid) : coarseDrawings
  const drawn = drawnWeights(fineDrawings, context.latentGrid)
  // Drawings that stand in for attention leave nothing to ask of it.
  const updates = settings.drawing !== 'replace'
  const refined = {
    branches,
    guidanceGrid: grid,
    drawings: labelledDrawings(coarseDrawings, branches),
    isGuided: context.guidanceScale !== 1,
  }
  const weighed = { branches, guidanceGrid: grid, latentGrid: context.latentGrid, coarseDrawings, fineDrawings }

  const startRun = (): PlannerRun => {
    const weigher = createBranchWeigher(weighed, settings)
    const weighRows = (rows: readonly PlanRow[], position: StepPosition): Pick<StepPlan, 'rows' | 'combine'> => {
      if (position.stepIndex < settings.maskFrom || rows.length === 1) {
        return { rows, combine: rows.map(() => 1 / rows.length) }
      }
      const phase = drawingPhase(settings, position)
      if (phase === 'drawn' && drawn) return onlyCounted(rows, drawn)
      return { rows, combine: (attention) => weigher.weigh(attention, phase) }
    }
    return {
      planStep(position) {
        const gates = branches.map(({ acts }) => gateAt(context.adapters, position, acts))
        const rows = branches.map(({ conditional, unconditional, conceptTokens }, branch) => ({
          conditional,
          unconditional,
          conceptTokens,
          gate: gates[branch]!,
        }))
        const refine = updates ? contrastiveRefinement(refined, gates, settings, position) : undefined
        return {
          ...weighRows(rows, position),
          ...(refine && { refine }),
          isSequential: settings.memory === 'sequential',
        }
      },
    }
  }
  return { startRun, warnings: unknownConcepts(context, settings) }
}

/** Rows that count nowhere need not be computed. */
function onlyCounted(rows: readonly PlanRow[], weights: readonly Float32Array[]): Pick<StepPlan, 'rows' | 'combine'> {
  const counts = weights.map((weight) => weight.some((share) => share > 0))
  return { rows: rows.filter((_, row) => counts[row]), combine: weights.filter((_, row) => counts[row]) }
}

function unknownConcepts({ concepts }: MethodContext, { styles = [], nouns }: CLoRASettings): string[] {
  const named = new Set([...styles, ...Object.keys(nouns)])
  const unknown = [...named].filter((id) => !concepts.some(({ concept }) => concept.id === id))
  return unknown.map((id) => `The method 'clora' has settings for '${id}', which is no visible concept's id.`)
}

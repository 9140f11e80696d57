import { assert } from '../../errors/engineError.ts'
import type { RowGate } from '../../adapters/adapterGates.ts'
import { contrastiveLoss, type LabelledMap } from '../losses/contrastiveLoss.ts'
import { hasPlateaued, updatesInStep } from '../losses/refinement.ts'
import type { AttentionLoss, AttentionRow, Refinement, RowAttention, StepPosition } from '../plan.ts'
import type { Grid } from '../regions/grid.ts'
import { addTokenGradient, meanTokenMap } from './branchAttention.ts'
import type { Branch } from './branches.ts'
import type { CLoRASettings } from './cloraSettings.ts'

/** What the updates of a picture read. */
export interface RefinedBranches {
  readonly branches: readonly Branch[]
  readonly guidanceGrid: Grid
  /** Maps that attention is drawn to, with the numbers of their concepts. */
  readonly drawings: readonly LabelledMap[]
}

/** The rows that are read of a branch: as released both halves, else only what the picture shall show. */
interface ReadBranch {
  readonly branch: Branch
  readonly rows: readonly number[]
}

/**
 * The updates of a step (Meral et al. 2024, "CLoRA", the contrastive loss and the step along its gradient); undefined for a step
 * without any. With fewer than two concepts the loss is 0 and nothing is read.
 */
export function contrastiveRefinement(
  { branches, guidanceGrid, drawings }: RefinedBranches,
  gates: readonly RowGate[],
  settings: CLoRASettings,
  { stepIndex, opensStep }: StepPosition,
): Refinement | undefined {
  const { fidelity, temperature, latentUpdate, stepSize, memory } = settings
  // Latents that move in the middle of a step would mislead a solver of higher order.
  const iterations = latentUpdate && opensStep ? updatesInStep(stepIndex, settings) : 0
  const labels = new Set(branches.flatMap(({ labelledTokens }) => labelledTokens.map(({ label }) => label)))
  if (iterations === 0 || stepSize === 0 || labels.size < 2) return undefined

  const rows: AttentionRow[] = []
  const read = branches.flatMap((branch, index): ReadBranch[] => {
    if (fidelity === 'fixed' && branch.labelledTokens.length === 0) return []
    const halves = fidelity === 'faithful' ? [branch.conditional, branch.unconditional] : [branch.conditional]
    const first = rows.length
    rows.push(...halves.map((text) => ({ text, gate: gates[index]! })))
    return [{ branch, rows: halves.map((_, half) => first + half) }]
  })

  const loss = (attention: readonly RowAttention[]): AttentionLoss => {
    const places = read.flatMap(({ branch, rows: halves }) =>
      branch.labelledTokens.map(({ token, label }) => ({ token, label, halves })),
    )
    const maps = places.map(({ token, label, halves }) => ({
      label,
      map: meanTokenMap(
        halves.map((row) => attention[row]!),
        guidanceGrid,
        token,
      ),
    }))
    const found = contrastiveLoss(maps, { fidelity, temperature, drawings })
    const gradients = attention.map(({ cross }) => new Float32Array(cross.length))
    places.forEach(({ token, halves }, place) => {
      for (const row of halves) addTokenGradient(gradients[row]!, found.gradients[place]!, token, 1 / halves.length)
    })
    assert(gradients.length === rows.length, 'every row that is read has a gradient')
    return { loss: found.loss, gradients: gradients.map((cross) => ({ cross })) }
  }
  return {
    reading: { rows, isSequential: memory === 'sequential' },
    loss,
    stepSize,
    iterations,
    ...(fidelity === 'fixed' && { continues: (losses: readonly number[]) => !hasPlateaued(losses) }),
    predicts: fidelity === 'faithful' ? 'stale' : 'after',
  }
}

import type { RowGate } from '../../adapters/adapterGates.ts'
import { contrastiveLoss, type LabelledMap } from '../losses/contrastiveLoss.ts'
import { hasPlateaued, updatesInStep } from '../losses/refinement.ts'
import type { AttentionLoss, AttentionRow, Refinement, RowAttention, StepPosition } from '../plan.ts'
import type { Grid } from '../regions/grid.ts'
import { addTokenGradient, meanTokenMap } from './branchAttention.ts'
import type { Branch } from './branches.ts'
import type { CLoRASettings } from './cloraSettings.ts'
import { placedMaps } from './placeMaps.ts'

/** What the updates of a picture read. */
export interface RefinedBranches {
  readonly branches: readonly Branch[]
  readonly guidanceGrid: Grid
  /** Maps that attention is drawn to, with the numbers of their concepts. */
  readonly drawings: readonly LabelledMap[]
  /** Whether a prediction has an unconditional half, which `faithful` reads as well. */
  readonly isGuided: boolean
}

/**
 * The updates of a step (Meral et al. 2024, "CLoRA", the contrastive loss and the step along its gradient); undefined
 * for a step without any. With fewer than two concepts the loss is 0 and nothing is read.
 */
export function contrastiveRefinement(
  { branches, guidanceGrid, drawings, isGuided }: RefinedBranches,
  gates: readonly RowGate[],
  settings: CLoRASettings,
  { stepIndex, opensStep }: StepPosition,
): Refinement | undefined {
  const { fidelity, temperature, latentUpdate, stepSize, memory } = settings
  // Latents that move in the middle of a step would mislead a solver of higher order.
  const iterations = latentUpdate && opensStep ? updatesInStep(stepIndex, settings) : 0
  const labels = new Set(branches.flatMap(({ labelledTokens }) => labelledTokens.map(({ label }) => label)))
  if (iterations === 0 || stepSize === 0 || labels.size < 2) return undefined

  const read = branches.map((branch, index) => ({ ...branch, gate: gates[index]! }))
  const rows: AttentionRow[] =
    fidelity === 'faithful' && isGuided
      ? read.flatMap(({ conditional, unconditional, gate }) => [
          { text: conditional, gate },
          { text: unconditional, gate },
        ])
      : read.map(({ conditional: text, gate }) => ({ text, gate }))
  const places = fidelity === 'faithful' ? releasedPlaces : repairedPlaces
  const loss = (attention: readonly RowAttention[]): AttentionLoss => {
    const found = places(branches, attention, guidanceGrid)
    const { loss, gradients } = contrastiveLoss(found, { fidelity, temperature, drawings })
    const rowGradients = attention.map(({ cross }) => new Float32Array(cross.length))
    found.forEach(({ token, rows: halves }, index) => {
      for (const row of halves) addTokenGradient(rowGradients[row]!, gradients[index]!, token, 1 / halves.length)
    })
    return { loss, gradients: rowGradients.map((cross) => ({ cross })) }
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

/** A map that takes part in the loss, and the rows whose mean it is. */
interface LossMap extends LabelledMap {
  readonly token: number
  readonly rows: readonly number[]
}

type FindLossMaps = (branches: readonly Branch[], attention: readonly RowAttention[], grid: Grid) => LossMap[]

/** Every token that means a concept, as the mean of both halves of guidance: rows 2b and 2b + 1 of branch b. */
const releasedPlaces: FindLossMaps = (branches, attention, grid) =>
  branches.flatMap(({ labelledTokens }, branch) => {
    const perBranch = attention.length / branches.length
    const rows = Array.from({ length: perBranch }, (_, half) => perBranch * branch + half)
    const halves = rows.map((row) => attention[row]!)
    return labelledTokens.map(({ token, label }) => ({ token, label, rows, map: meanTokenMap(halves, grid, token) }))
  })

/** Those that say where the concept is. */
const repairedPlaces: FindLossMaps = (branches, attention, grid) =>
  placedMaps(attention, branches, grid).map(({ branch, token, label, map }) => ({ token, label, map, rows: [branch] }))

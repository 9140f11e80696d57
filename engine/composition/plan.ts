import type { RowGate } from '../adapters/adapterGates.ts'
import type { TextConditioning } from '../conditioning/textConditioning.ts'
import type { AttentionType } from '../networks/unet/attentionMaps.ts'

/** Where a UNet evaluation stands in its run. */
export interface StepPosition {
  /** Counts the steps the artist asked for, from 0; some samplers evaluate the UNet twice in one step. */
  readonly stepIndex: number
  readonly numInferenceSteps: number
  readonly timestep: number
}

/** One prediction: what it reads and which adapters act in it. With guidance it is computed twice, in the same call. */
export interface PlanRow {
  readonly conditional: TextConditioning
  /** What guidance leads away from. */
  readonly unconditional: TextConditioning
  readonly gate: RowGate
}

/** How much a row counts: everywhere the same, or at each cell of the latents, `[height, width]`. */
export type RowWeight = number | Float32Array

/** A grid of cells over the whole picture. */
interface Cells {
  readonly height: number
  readonly width: number
}

/**
 * What is added to the attention scores of every layer whose queries lie on a grid, `[height · width, contextTokens]`: 0 lets
 * pass, −∞ hides. The same array for the same grid as long as nothing changes.
 */
export type MaskOfGrid = (grid: Cells) => Float32Array

/**
 * What one UNet evaluation computes and how its rows become one noise prediction. The engine executes plans and knows no
 * method.
 */
export interface StepPlan {
  readonly rows: readonly PlanRow[]
  /** One weight for each row; the rows' predictions are summed with them before guidance. */
  readonly combine: readonly RowWeight[]
  /** For methods that mask attention: whom picture tokens may look at, in all rows. */
  readonly masks?: Partial<Record<AttentionType, MaskOfGrid>>
}

/** A composition method: it says what to compute at each step, and nothing else. */
export interface Planner {
  /** Attentions that some plan may mask; none unless given. */
  readonly masked?: readonly AttentionType[]
  planStep(position: StepPosition): StepPlan
}

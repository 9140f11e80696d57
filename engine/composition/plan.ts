import type { RowGate } from '../adapters/adapterGates.ts'
import type { TextConditioning } from '../conditioning/textConditioning.ts'
import type { AttentionType } from '../networks/unet/attentionMaps.ts'
import type { FeatureCut } from '../networks/unet/featureCut.ts'
import type { Grid } from './regions/grid.ts'

/** Where a UNet evaluation stands in its run. */
export interface StepPosition {
  /** Counts the steps the artist asked for, from 0; some samplers evaluate the UNet twice in one step. */
  readonly stepIndex: number
  readonly numInferenceSteps: number
  readonly timestep: number
  /** Whether this is the first evaluation of its step. */
  readonly opensStep: boolean
  /** What the evaluation starts from, `[channels, height, width]`. */
  readonly latents: Float32Array
}

/** One prediction: what it reads and which adapters act in it. With guidance it is computed twice, in the same call. */
export interface PlanRow {
  readonly conditional: TextConditioning
  /** What guidance leads away from. */
  readonly unconditional: TextConditioning
  readonly gate: RowGate
  /** How adapters act in the unconditional half; as `gate` says unless given. */
  readonly unconditionalGate?: RowGate
  /** Where the words of concepts stand in the conditional text, for those who look at attention. */
  readonly conceptTokens?: readonly ConceptTokens[]
}

/** The places of a concept's words along the text axis. */
export interface ConceptTokens {
  readonly conceptId: string
  readonly tokens: readonly number[]
}

/** How much a row counts: everywhere the same, or at each cell of the latents, `[height, width]`. */
export type RowWeight = number | Float32Array

/**
 * What is added to the attention scores of every layer whose queries lie on a grid, `[height · width, contextTokens]`:
 * 0 lets pass, −∞ hides. The same array for the same grid as long as nothing changes.
 */
export type MaskOfGrid = (grid: Grid) => Float32Array

/** Who may look at whom in all rows, by the type of attention. */
export type PlanMasks = Partial<Record<AttentionType, MaskOfGrid>>

/**
 * Cross-attention by segments: each part of the text has a softmax and adapters of its own, and a cell of the picture
 * mixes what the segments say.
 */
export interface Segments {
  /** Of the text axis: how many tokens each segment has. */
  readonly tokens: number
  /** How much each cell listens to each segment, `[segments, height · width]`; they add up to 1 at every cell. */
  readonly shares: MaskOfGrid
}

/** The attention of one row on the guidance grid: the mean over all heads of its layers. */
export interface RowAttention {
  /** `[height · width, tokens]`, or `[segments, height · width, tokens]` with segments. */
  readonly cross: Float32Array
  /** `[height · width, height · width]`; only where attention was asked for by itself. */
  readonly self?: Float32Array
}

/** The attention of a plan's row in one prediction. */
export interface PlanRowAttention {
  readonly conditional: RowAttention
  /** Missing without guidance. */
  readonly unconditional?: RowAttention
}

/** A row whose attention is read by itself: one text and the adapters that act on it. */
export interface AttentionRow {
  readonly text: TextConditioning
  readonly gate: RowGate
}

/** A reading of attention without a prediction: the network runs as far as the last layer of the guidance grid. */
export interface AttentionReading {
  readonly rows: readonly AttentionRow[]
  readonly masks?: PlanMasks
  readonly segments?: Segments
  /** Holds one row in memory at a time. The result is the same. */
  readonly isSequential?: boolean
}

/** A loss over attention, and its derivative by the maps of each row; a missing derivative is 0. */
export interface AttentionLoss {
  readonly loss: number
  /** One for each row; no row has one where latents shall not move. */
  readonly gradients: readonly Partial<RowAttention>[]
}

/** Moves latents down the gradient of a loss over their attention, before the prediction. */
export interface Refinement {
  readonly reading: AttentionReading
  /** Called once for each update, in order. */
  readonly loss: (attention: readonly RowAttention[]) => AttentionLoss
  /** How far latents move along the gradient. */
  readonly stepSize: number
  /** The most updates. */
  readonly iterations: number
  /**
   * Asked after each update, with the losses of this step so far: whether another one is of use. Always unless given.
   */
  readonly continues?: (losses: readonly number[]) => boolean
  /**
   * The latents that the prediction is made from: those `after` all updates, or those before the last update, although
   * the scheduler goes on from the updated ones, as some released programs do (`stale`).
   */
  readonly predicts: 'after' | 'stale'
}

/**
 * Which rows read a feature that an earlier evaluation stored, instead of computing what lies below the cut. A row
 * without a feature for its text and gate is computed.
 * - `planned`: the plan says which rows are computed.
 * - `first-block`: a row reads its feature while what its first block adds differs by less than `threshold` from when
 * the
 *   feature was computed, at most `mostSkips` times in a row.
 */
export type FeatureReuse =
  | { readonly type: 'planned'; readonly cut: FeatureCut; readonly computed: readonly boolean[] }
  | { readonly type: 'first-block'; readonly cut: FeatureCut; readonly threshold: number; readonly mostSkips: number }

/** One weight for each row, or a function that finds them from the attention of the same prediction. */
export type Combine = readonly RowWeight[] | ((attention: readonly PlanRowAttention[]) => readonly RowWeight[])

/**
 * What one UNet evaluation computes and how its rows become one noise prediction. The engine executes plans and knows
 * no method.
 */
export interface StepPlan {
  readonly rows: readonly PlanRow[]
  /** The rows' predictions are summed with these weights before guidance. */
  readonly combine: Combine
  readonly masks?: PlanMasks
  /** Of the unconditional halves, where they differ. */
  readonly unconditionalMasks?: PlanMasks
  /** In all rows; for planners that declare `segmentTokens`. */
  readonly segments?: Segments
  readonly refine?: Refinement
  readonly reuse?: FeatureReuse
  /** Computes one row after the other, for machines short of memory. The result is the same. */
  readonly isSequential?: boolean
}

/** Rearranges the first noise by what the words look at in it, before the first step. */
export interface LatentStart {
  readonly reading: AttentionReading
  readonly place: (latents: Float32Array, attention: readonly RowAttention[]) => Float32Array
}

/** The making of one picture by a method. Positions are asked for once each, in order. */
export interface PlannerRun {
  readonly start?: LatentStart
  planStep(position: StepPosition): StepPlan
}

/** A composition method: it says what to compute at each step, and nothing else. */
export interface Planner {
  /** Attentions that some plan may mask; none unless given. */
  readonly masked?: readonly AttentionType[]
  /** Self-attention on grids of more cells is not masked; on every grid unless given. */
  readonly mostMaskedCells?: number
  /** For planners whose plans have segments. */
  readonly segmentTokens?: number
  /** Which layers of the UNet an adapter of the stack acts on at all; every one unless given. */
  readonly actsOn?: (adapterIndex: number, layer: string) => boolean
  /** What an artist should know before rendering. */
  readonly warnings?: readonly string[]
  startRun(): PlannerRun
}

/** A planner whose steps do not depend on one another. */
export function independentSteps(
  planStep: (position: StepPosition) => StepPlan,
  more: Omit<Planner, 'startRun'> = {},
): Planner {
  return { ...more, startRun: () => ({ planStep }) }
}

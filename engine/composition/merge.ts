import type { AdapterGate } from '../adapters/adapterGates.ts'
import type { TextConditioning } from '../conditioning/textConditioning.ts'
import type { Planner } from './plan.ts'

/** How strongly an adapter acts, and in which part of the run. */
export interface ScheduledAdapter {
  readonly strength: number
  /** Fractions of the run: active from `from` up to, but without, `to`. */
  readonly from: number
  readonly to: number
}

export interface MergeSettings {
  readonly conditional: TextConditioning
  readonly unconditional: TextConditioning
  readonly adapters: readonly ScheduledAdapter[]
}

/**
 * LoRA Merge: every adapter acts everywhere, and their deltas add up: W x + Σ strength · up (down x)
 * (Zhong et al. 2024, "Multi-LoRA Composition", eq. 2 without the 1/k: an artist's weights are taken as they are).
 */
export function createMergePlanner({ conditional, unconditional, adapters }: MergeSettings): Planner {
  return {
    planStep({ stepIndex, numInferenceSteps }) {
      const progress = stepIndex / numInferenceSteps
      const gate = adapters.map((adapter): AdapterGate => ({ strength: strengthAt(adapter, progress) }))
      return { rows: [{ conditional, unconditional, gate }], combine: [1] }
    },
  }
}

function strengthAt({ strength, from, to }: ScheduledAdapter, progress: number): number {
  return progress >= from && progress < to ? strength : 0
}

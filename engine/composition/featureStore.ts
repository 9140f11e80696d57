import { assert } from '../errors/engineError.ts'
import type { PlanRow, RowAttention } from './plan.ts'

/** A value for each half of guidance. */
export interface Halves<Value> {
  readonly conditional: Value
  /** Missing without guidance. */
  readonly unconditional?: Value
}

/** What is kept of a row's last computation. */
export interface StoredFeature {
  readonly feature: Halves<Float32Array>
  /** The shape of one half. */
  readonly shape: readonly number[]
  readonly residual?: Halves<Float32Array>
  readonly attention?: Halves<RowAttention>
  readonly stepIndex: number
}

/** The features of one picture, by the place of their row in the plan. */
export interface FeatureStore {
  /** The feature of a row, if it was computed from the same text with the same adapters. */
  find(place: number, row: PlanRow): (StoredFeature & { readonly timesRead: number }) | undefined
  put(place: number, row: PlanRow, stored: StoredFeature): void
  /** Counts a reading of what `find` found. */
  read(place: number): void
}

/**
 * A store that lives as long as one picture, for one size and one cut: nothing of it can reach another picture. Rows do not
 * share features, and neither do the halves of guidance; a change of a row's text or gate makes its feature unfit.
 */
export function createFeatureStore(): FeatureStore {
  const entries = new Map<number, { row: PlanRow; stored: StoredFeature; timesRead: number }>()
  return {
    find(place, row) {
      const entry = entries.get(place)
      if (!entry || !isSameComputation(entry.row, row)) return undefined
      return { ...entry.stored, timesRead: entry.timesRead }
    },
    put: (place, row, stored) => void entries.set(place, { row, stored, timesRead: 0 }),
    read(place) {
      const entry = entries.get(place)
      assert(entry, 'only a feature that was found is read')
      entry.timesRead++
    },
  }
}

/** Planners hand over the same texts and masks for as long as nothing changes; gates may be made anew. */
function isSameComputation(a: PlanRow, b: PlanRow): boolean {
  const sameTexts = a.conditional === b.conditional && a.unconditional === b.unconditional
  return sameTexts && a.gate.every((gate, adapter) => isSameGate(gate, b.gate[adapter]!))
}

function isSameGate(a: PlanRow['gate'][number], b: PlanRow['gate'][number]): boolean {
  return a.strength === b.strength && a.imageMask?.data === b.imageMask?.data && a.textTokens === b.textTokens
}

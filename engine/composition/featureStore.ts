import type { AdapterGate, RowGate } from '../adapters/adapterGates.ts'
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

/** The features of one picture, by the place of their row in the plan and by what was computed there. */
export interface FeatureStore {
  /** The feature of a row, if it was computed from the same text with the same adapters. */
  find(place: number, row: PlanRow): (StoredFeature & { readonly timesRead: number }) | undefined
  put(place: number, row: PlanRow, stored: StoredFeature): void
  /** Counts a reading of what `find` found. */
  read(place: number, row: PlanRow): void
}

/**
 * A store that lives as long as one picture, for one size and one cut: nothing of it can reach another picture. Rows do not
 * share features, and neither do the halves of guidance; a change of a row's text or gate makes its feature unfit.
 */
export function createFeatureStore(): FeatureStore {
  const entries = new Map<number, Entry[]>()
  const entryOf = (place: number, row: PlanRow) =>
    entries.get(place)?.find((entry) => isSameComputation(entry.row, row))
  return {
    find(place, row) {
      const entry = entryOf(place, row)
      return entry && { ...entry.stored, timesRead: entry.timesRead }
    },
    put(place, row, stored) {
      const others = (entries.get(place) ?? []).filter((entry) => !isSameComputation(entry.row, row))
      entries.set(place, [{ row, stored, timesRead: 0 }, ...others.slice(0, mostTurns - 1)])
    },
    read(place, row) {
      const entry = entryOf(place, row)
      assert(entry, 'only a feature that was found is read')
      entry.timesRead++
    },
  }
}

interface Entry {
  readonly row: PlanRow
  readonly stored: StoredFeature
  timesRead: number
}

/** Adapters that take turns in one row keep a feature each, up to so many. */
const mostTurns = 8

/** Planners hand over the same texts and masks for as long as nothing changes; gates may be made anew. */
function isSameComputation(a: PlanRow, b: PlanRow): boolean {
  const sameTexts = a.conditional === b.conditional && a.unconditional === b.unconditional
  return sameTexts && areSameGates(a.gate, b.gate) && areSameGates(a.unconditionalGate, b.unconditionalGate)
}

function areSameGates(a: RowGate | undefined, b: RowGate | undefined): boolean {
  if (!a || !b) return a === b
  return a.every((gate, adapter) => isSameGate(gate, b[adapter]!))
}

function isSameGate(a: AdapterGate, b: AdapterGate): boolean {
  return a.strength === b.strength && a.imageMask?.data === b.imageMask?.data && a.textTokens === b.textTokens
}

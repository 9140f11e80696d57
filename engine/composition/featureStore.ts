import type { AdapterGate, RowGate } from '../adapters/adapterGates.ts'
import { assert } from '../errors/engineError.ts'
import type { PlanMasks, PlanRow, RowAttention, Segments } from './plan.ts'

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

/** Everything that decides on a row's deep features besides latents and timestep. */
export interface RowComputation {
  readonly row: PlanRow
  readonly masks: PlanMasks | undefined
  readonly unconditionalMasks: PlanMasks | undefined
  readonly segments: Segments | undefined
}

/** The features of one picture, by the place of their row in the plan. */
export interface FeatureStore {
  /** The feature of a row, if the same was computed there last. */
  find(place: number, computation: RowComputation): (StoredFeature & { readonly timesRead: number }) | undefined
  put(place: number, computation: RowComputation, stored: StoredFeature): void
  /** Counts a reading of what `find` found. */
  read(place: number, computation: RowComputation): void
}

interface Entry {
  readonly computation: RowComputation
  readonly stored: StoredFeature
  timesRead: number
}

/**
 * A store that lives as long as one picture, for one size and one cut: nothing of it can reach another picture. Rows do
 * not share features, and neither do the halves of guidance; a change of a row's text, gate or masks makes its feature
 * unfit.
 */
export function createFeatureStore(): FeatureStore {
  const entries = new Map<number, Entry>()
  const entryOf = (place: number, computation: RowComputation) => {
    const entry = entries.get(place)
    return entry && isSame(entry.computation, computation) ? entry : undefined
  }
  return {
    find(place, computation) {
      const entry = entryOf(place, computation)
      return entry && { ...entry.stored, timesRead: entry.timesRead }
    },
    put: (place, computation, stored) => void entries.set(place, { computation, stored, timesRead: 0 }),
    read(place, computation) {
      const entry = entryOf(place, computation)
      assert(entry, 'only a feature that was found is read')
      entry.timesRead++
    },
  }
}

/** Planners hand over the same texts and masks for as long as nothing changes; gates may be made anew. */
function isSame(a: RowComputation, b: RowComputation): boolean {
  return (
    a.row.conditional === b.row.conditional &&
    a.row.unconditional === b.row.unconditional &&
    areSameGates(a.row.gate, b.row.gate) &&
    areSameGates(a.row.unconditionalGate, b.row.unconditionalGate) &&
    areSameMasks(a.masks, b.masks) &&
    areSameMasks(a.unconditionalMasks, b.unconditionalMasks) &&
    a.segments?.shares === b.segments?.shares
  )
}

function areSameMasks(a: PlanMasks = {}, b: PlanMasks = {}): boolean {
  return a.cross === b.cross && a.self === b.self
}

function areSameGates(a: RowGate | undefined, b: RowGate | undefined): boolean {
  if (!a || !b) return a === b
  return a.every((gate, adapter) => isSameGate(gate, b[adapter]!))
}

function isSameGate(a: AdapterGate, b: AdapterGate): boolean {
  return a.strength === b.strength && a.imageMask?.data === b.imageMask?.data && a.textTokens === b.textTokens
}

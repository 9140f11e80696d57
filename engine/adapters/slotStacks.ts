import type { AdapterSlot } from '../graph/slot.ts'
import type { Tensor } from '../tensor/tensor.ts'

/** The ranks of one adapter within the stack of a slot. */
export interface RankSpan {
  readonly adapterIndex: number
  readonly start: number
  readonly rank: number
}

export interface SlotStack {
  readonly slot: AdapterSlot
  /** The length of the rank axis. A slot that no adapter changes has no spans and one unit of zeros. */
  readonly rank: number
  readonly spans: readonly RankSpan[]
}

/** The adapters of one network, stacked along the rank axis in every slot. */
export interface AdapterStack {
  readonly adapterCount: number
  readonly slots: readonly SlotStack[]
  /** What to feed to the inputs `down` and `up` of every slot. Same factors, same arrays. */
  readonly feeds: ReadonlyMap<string, Tensor<'float32'>>
}

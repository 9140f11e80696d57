import { assert } from '../errors/engineError.ts'
import type { AdapterSlot } from '../graph/slot.ts'
import { elementCount, float32 } from '../tensor/tensor.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { AdapterComponent, AdapterLayer } from './adapter.ts'
import { blockWeightOf } from './blockWeights.ts'
import type { BlockWeights } from './blockWeights.ts'
import { loadLayers } from './factors.ts'
import type { AdapterMatch } from './matchAdapter.ts'
import { emptyFactors, stackFactors } from './rankStacks.ts'
import type { StackPart } from './rankStacks.ts'
import type { AdapterStack, RankSpan, SlotStack } from './slotStacks.ts'

export { createGates } from './gateSource.ts'
export type { GateSource } from './gateSource.ts'
export type { AdapterStack, RankSpan, SlotStack } from './slotStacks.ts'

/** One adapter of a stack. */
export interface StackedAdapter {
  readonly match: AdapterMatch
  /**
   * Keeps the first so many ranks of every layer, as nested-rank adapters (DyLoRA) are made for. The scale stays that
   * of the whole file, loraAlpha / rank: a limited layer is a part of the sum that the whole layer is.
   */
  readonly rankLimit?: number
  readonly blockWeights?: BlockWeights
  /** Which layers it acts on at all; every one unless given. */
  readonly actsOn?: (layer: string) => boolean
}

/**
 * Stacks adapters for the slots of one network: `down [R, in(, kh, kw)]` and `up [out, R(, 1, 1)]`, with loraAlpha /
 * rank and the weight of the block folded into `up`, so that strength, masks and schedules are left to the gates
 * (ΔW = Σ up_i diag(gate_i) down_i is one product of the stacked factors).
 *
 * `slots` may belong to another graph of the same network than the one that was matched, as for another picture size or
 * for a graph that leaves blocks out. Factors are read where they were not yet; `down` is built once for the same set
 * of factors, so that a change of block weights rebuilds `up` alone. Errors as `loadFactors`.
 */
export async function stackAdapters(
  component: AdapterComponent,
  slots: readonly AdapterSlot[],
  adapters: readonly StackedAdapter[],
): Promise<AdapterStack> {
  const layersBySlot = new Map<string, { layer: AdapterLayer; adapterIndex: number }[]>()
  const wanted = new Set(slots.map(({ layer }) => layer))
  for (const [adapterIndex, { match, rankLimit, actsOn = everywhere }] of adapters.entries()) {
    assert(rankLimit === undefined || (Number.isInteger(rankLimit) && rankLimit >= 1), `rank limit ${rankLimit}`)
    const applied = match.applied.filter(
      ({ layer, slot }) => layer.component === component && wanted.has(slot.layer) && actsOn(slot.layer),
    )
    await loadLayers(
      match.adapter,
      applied.map(({ layer }) => layer),
    )
    for (const { layer, slot } of applied) {
      const found = layersBySlot.get(slot.layer) ?? []
      found.push({ layer, adapterIndex })
      layersBySlot.set(slot.layer, found)
    }
  }

  const feeds = new Map<string, Tensor<'float32'>>()
  const stacks: SlotStack[] = []
  for (const slot of slots) {
    const parts: StackPart[] = []
    const spans: RankSpan[] = []
    let stacked = 0
    for (const { layer, adapterIndex } of layersBySlot.get(slot.layer) ?? []) {
      const { match, rankLimit, blockWeights } = adapters[adapterIndex]!
      const used = Math.min(rankLimit ?? layer.rank, layer.rank)
      const factor = layer.scale * (blockWeights ? blockWeightOf(blockWeights, component, slot.layer) : 1)
      parts.push({ adapter: match.adapter, layer, rank: used, factor })
      spans.push({ adapterIndex, start: stacked, rank: used })
      stacked += used
    }
    const { kind, inFeatures, outFeatures, kernel, inputs } = slot
    const isEmpty = parts.length === 0
    const downSides = kind === 'convolution' ? [inFeatures, ...kernel] : [inFeatures]
    const { down, up } = isEmpty ? emptyFactors(elementCount(downSides), outFeatures) : await stackFactors(parts)
    const rank = isEmpty ? 1 : stacked
    feeds.set(inputs.down, float32([rank, ...downSides], down))
    feeds.set(inputs.up, float32(kind === 'convolution' ? [outFeatures, rank, 1, 1] : [outFeatures, rank], up))
    stacks.push({ slot, rank, spans })
  }
  return { adapterCount: adapters.length, slots: stacks, feeds }
}

function everywhere(): boolean {
  return true
}

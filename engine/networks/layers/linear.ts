import type { Value } from '../../graph/graph.ts'
import { fixed, type Dim } from '../../graph/shape.ts'
import type { SlotGrid } from '../../graph/slot.ts'
import type { NetworkBuilder } from '../networkBuilder.ts'
import { slotInputs } from './slotInputs.ts'

/**
 * y = x Wᵀ + b + up (gate ⊙ (down x)) over the last axis of `x`, `[rows, tokens, in]` or `[rows, in]`. The bias is there
 * where the file has one. `grid` says what the tokens are.
 */
export function linear(network: NetworkBuilder, layer: string, x: Value, outFeatures: number, grid: SlotGrid): Value {
  const { graph } = network
  const inFeatures = fixed(x.shape.at(-1))
  return graph.within(layer, () => {
    let y = graph.matmulTransposed(x, network.parameter(`${layer}.weight`, [outFeatures, inFeatures]))
    if (network.has(`${layer}.bias`)) y = graph.add(y, network.parameter(`${layer}.bias`, [outFeatures]))
    if (!network.adaptable) return y
    const tokens: readonly Dim[] = grid.type === 'row' ? [] : [`${layer}:gateTokens`]
    const slot = slotInputs(network, { layer, kind: 'linear', inFeatures, outFeatures, kernel: [1, 1], grid }, tokens)
    const gated = graph.mul(graph.matmulTransposed(x, slot.down), slot.gate)
    return graph.add(y, graph.matmulTransposed(gated, slot.up))
  })
}

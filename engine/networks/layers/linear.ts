import type { Value } from '../../graph/graph.ts'
import { fixed, type Dim } from '../../graph/shape.ts'
import type { SlotGrid } from '../../graph/slot.ts'
import type { NetworkBuilder } from '../networkBuilder.ts'
import { slotInputs } from './slotInputs.ts'

/**
 * y = x Wᵀ + b + up (gate ⊙ (down x)) over the last axis of `x`: `[rows, tokens, in]`, `[rows, segments, tokens, in]`
 * or `[rows, in]`. The bias is there where the file has one. `grid` says what the tokens are.
 */
export function linear(network: NetworkBuilder, layer: string, x: Value, outFeatures: number, grid: SlotGrid): Value {
  const { graph } = network
  return graph.within(layer, () => {
    const y = unadaptedLinear(network, layer, x, outFeatures)
    if (!network.adaptable) return y
    const slot = linearSlot(network, layer, fixed(x.shape.at(-1)), outFeatures, grid)
    const gated = graph.mul(graph.matmulTransposed(x, slot.down), slot.gate)
    return graph.add(y, graph.matmulTransposed(gated, slot.up))
  })
}

/** x Wᵀ + b. */
export function unadaptedLinear(network: NetworkBuilder, layer: string, x: Value, outFeatures: number): Value {
  const { graph } = network
  const inFeatures = fixed(x.shape.at(-1))
  const y = graph.matmulTransposed(x, network.parameter(`${layer}.weight`, [outFeatures, inFeatures]))
  if (!network.has(`${layer}.bias`)) return y
  return graph.add(y, network.parameter(`${layer}.bias`, [outFeatures]))
}

/** Declares the slot of a linear layer. */
export function linearSlot(
  network: NetworkBuilder,
  layer: string,
  inFeatures: number,
  outFeatures: number,
  grid: SlotGrid,
): { down: Value; up: Value; gate: Value } {
  const description = { layer, kind: 'linear', inFeatures, outFeatures, kernel: [1, 1], grid } as const
  return slotInputs(network, description, gateAxes(layer, grid))
}

/** A gate's axes between rows and ranks. */
function gateAxes(layer: string, { type }: SlotGrid): readonly Dim[] {
  if (type === 'row') return []
  return type === 'segments' ? [`${layer}:gateSegments`, 1] : [`${layer}:gateTokens`]
}

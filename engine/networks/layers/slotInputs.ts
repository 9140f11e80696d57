import type { Value } from '../../graph/graph.ts'
import type { Dim } from '../../graph/shape.ts'
import type { AdapterSlot } from '../../graph/slot.ts'
import type { NetworkBuilder } from '../networkBuilder.ts'

/** Declares the three inputs of a slot. `gateGrid` holds the gate's axes besides rows and rank. */
export function slotInputs(
  network: NetworkBuilder,
  description: Omit<AdapterSlot, 'inputs'>,
  gateGrid: readonly Dim[],
): { down: Value; up: Value; gate: Value } {
  const { layer, kind, inFeatures, outFeatures, kernel } = description
  const { graph } = network
  const inputs = { down: `${layer}:down`, up: `${layer}:up`, gate: `${layer}:gate` }
  const rank = `${layer}:rank`
  const rows = `${layer}:gateRows`
  network.addSlot({ ...description, inputs })
  if (kind === 'linear') {
    return {
      down: graph.input(inputs.down, 'float32', [rank, inFeatures]),
      up: graph.input(inputs.up, 'float32', [outFeatures, rank]),
      gate: graph.input(inputs.gate, 'float32', [rows, ...gateGrid, rank]),
    }
  }
  return {
    down: graph.input(inputs.down, 'float32', [rank, inFeatures, ...kernel]),
    up: graph.input(inputs.up, 'float32', [outFeatures, rank, 1, 1]),
    gate: graph.input(inputs.gate, 'float32', [rows, rank, ...gateGrid]),
  }
}

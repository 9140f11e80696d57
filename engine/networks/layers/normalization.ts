import type { Value } from '../../graph/graph.ts'
import { fixed } from '../../graph/shape.ts'
import { float32 } from '../../tensor/tensor.ts'
import type { NetworkBuilder } from '../networkBuilder.ts'

/**
 * Group normalisation (Wu & He 2018) of `[rows, channels, height, width]`, as instance normalisation of
 * `[rows, groups, everything else]` with a scale and shift by channel after it: every execution provider has that.
 */
export function groupNorm(network: NetworkBuilder, layer: string, x: Value, groups: number, epsilon: number): Value {
  const { graph } = network
  const [rows, channels, height, width] = x.shape
  const perGroup = (fixed(channels) / groups) * fixed(height) * fixed(width)
  return graph.within(layer, () => {
    const ones = graph.constant(float32([groups], new Float32Array(groups).fill(1)))
    const zeros = graph.constant(float32([groups]))
    const grouped = graph.reshape(x, [rows!, groups, perGroup])
    const normalised = graph.reshape(graph.instanceNorm(grouped, ones, zeros, epsilon), x.shape)
    const perChannel = [fixed(channels), 1, 1]
    const scaled = graph.mul(normalised, network.parameter(`${layer}.weight`, perChannel))
    return graph.add(scaled, network.parameter(`${layer}.bias`, perChannel))
  })
}

/** Layer normalisation over the last axis. */
export function layerNorm(network: NetworkBuilder, layer: string, x: Value, epsilon: number): Value {
  const width = fixed(x.shape.at(-1))
  return network.graph.within(layer, () =>
    network.graph.layerNorm(
      x,
      network.parameter(`${layer}.weight`, [width]),
      network.parameter(`${layer}.bias`, [width]),
      epsilon,
    ),
  )
}

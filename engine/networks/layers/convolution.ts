import type { Value } from '../../graph/graph.ts'
import type { ConvolutionOptions } from '../../graph/graphBuilder.ts'
import { fixed } from '../../graph/shape.ts'
import type { NetworkBuilder } from '../networkBuilder.ts'
import { slotInputs } from './slotInputs.ts'

/**
 * A convolution of `[rows, in, height, width]` with a square kernel, plus `up (gate ⊙ (down * x))`, where `down` is a
 * convolution of the same geometry and `up` is 1x1.
 */
export function convolution(
  network: NetworkBuilder,
  layer: string,
  x: Value,
  outFeatures: number,
  kernelSize: number,
  options: ConvolutionOptions = {},
): Value {
  const { graph } = network
  const inFeatures = fixed(x.shape[1])
  const kernel = [kernelSize, kernelSize] as const
  return graph.within(layer, () => {
    const weight = network.parameter(`${layer}.weight`, [outFeatures, inFeatures, ...kernel])
    const bias = network.has(`${layer}.bias`) ? network.parameter(`${layer}.bias`, [outFeatures]) : undefined
    const y = graph.conv(x, weight, bias, options)
    if (!network.adaptable) return y
    const grid = { type: 'image', height: fixed(y.shape[2]), width: fixed(y.shape[3]) } as const
    const gateGrid = [`${layer}:gateHeight`, `${layer}:gateWidth`]
    const slot = slotInputs(network, { layer, kind: 'convolution', inFeatures, outFeatures, kernel, grid }, gateGrid)
    const gated = graph.mul(graph.conv(x, slot.down, undefined, options), slot.gate)
    return graph.add(y, graph.conv(gated, slot.up))
  })
}

/** Keeps the size: a 3x3 kernel over a picture with a border of one. */
export const samePadding: ConvolutionOptions = { padding: [1, 1, 1, 1] }

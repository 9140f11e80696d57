import type { UNetConfig } from '../../checkpoint/configs/unetConfig.ts'
import type { Value } from '../../graph/graph.ts'
import type { NetworkBuilder } from '../networkBuilder.ts'
import { linear } from '../layers/linear.ts'
import { sinusoid } from '../layers/sinusoid.ts'

const row = { type: 'row' } as const

/**
 * SiLU of the time embedding `[rows, width]`, which every resnet block starts from. SDXL adds an embedding of the
 * pooled text and of six sizes: original height and width, crop top and left, target height and width.
 */
export function activatedTimeEmbedding(network: NetworkBuilder, config: UNetConfig): Value {
  const { graph } = network
  const base = config.blockOutChannels[0]!
  const timesteps = graph.input('timesteps', 'float32', ['rows', 1])
  const angles = sinusoid(graph, timesteps, base, config.flipSinToCos, config.frequencyShift)
  let embedding = twoLayers(network, 'time_embedding', angles)
  if (config.addition) {
    const { timeEmbedDim, projectionInputDim } = config.addition
    const sizes = graph.input('sizes', 'float32', ['rows', 6, 1])
    const pooledWidth = projectionInputDim - 6 * timeEmbedDim
    const pooled = graph.input('pooledTextEmbedding', 'float32', ['rows', pooledWidth])
    const sizeAngles = sinusoid(graph, sizes, timeEmbedDim, config.flipSinToCos, config.frequencyShift)
    const added = graph.concat([pooled, graph.reshape(sizeAngles, ['rows', 6 * timeEmbedDim])], 1)
    embedding = graph.add(embedding, twoLayers(network, 'add_embedding', added))
  }
  return graph.silu(embedding)
}

function twoLayers(network: NetworkBuilder, layer: string, x: Value): Value {
  const width = network.shapeOf(`${layer}.linear_1.weight`)[0]!
  const outWidth = network.shapeOf(`${layer}.linear_2.weight`)[0]!
  const hidden = network.graph.silu(linear(network, `${layer}.linear_1`, x, width, row))
  return linear(network, `${layer}.linear_2`, hidden, outWidth, row)
}

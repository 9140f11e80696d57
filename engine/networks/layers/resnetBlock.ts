import type { Value } from '../../graph/graph.ts'
import { fixed } from '../../graph/shape.ts'
import type { NetworkBuilder } from '../networkBuilder.ts'
import { convolution, samePadding } from './convolution.ts'
import { linear } from './linear.ts'
import { groupNorm } from './normalization.ts'

export interface ResnetOptions {
  readonly outChannels: number
  readonly groups: number
  readonly epsilon: number
  /** SiLU of the time embedding `[rows, width]`; the VAE has none. */
  readonly activatedTime?: Value | undefined
  /** The sum is divided by this; 1 in every published checkpoint. */
  readonly outputScale?: number
}

/** Norm, SiLU, 3x3 twice, with the time embedding added between, beside a shortcut (diffusers `ResnetBlock2D`). */
export function resnetBlock(network: NetworkBuilder, layer: string, x: Value, options: ResnetOptions): Value {
  const { outChannels, groups, epsilon, activatedTime, outputScale = 1 } = options
  const { graph } = network
  const first = graph.silu(groupNorm(network, `${layer}.norm1`, x, groups, epsilon))
  let hidden = convolution(network, `${layer}.conv1`, first, outChannels, 3, samePadding)
  if (activatedTime) {
    const shift = linear(network, `${layer}.time_emb_proj`, activatedTime, outChannels, { type: 'row' })
    hidden = graph.add(hidden, graph.reshape(shift, [shift.shape[0]!, outChannels, 1, 1]))
  }
  const second = graph.silu(groupNorm(network, `${layer}.norm2`, hidden, groups, epsilon))
  hidden = convolution(network, `${layer}.conv2`, second, outChannels, 3, samePadding)
  const changesWidth = fixed(x.shape[1]) !== outChannels
  const shortcut = changesWidth ? convolution(network, `${layer}.conv_shortcut`, x, outChannels, 1) : x
  const sum = graph.add(shortcut, hidden)
  return outputScale === 1 ? sum : graph.div(sum, graph.scalar(outputScale))
}

import type { Component } from '../../checkpoint/checkpoint.ts'
import type { VAEConfig } from '../../checkpoint/configs/vaeConfig.ts'
import type { Value } from '../../graph/graph.ts'
import { fixed } from '../../graph/shape.ts'
import { NetworkBuilder, type Network } from '../networkBuilder.ts'
import { attention, diffusersAttention } from '../layers/attention.ts'
import { convolution, samePadding } from '../layers/convolution.ts'
import { toImage, toTokens } from '../layers/imageTokens.ts'
import { groupNorm } from '../layers/normalization.ts'
import { resnetBlock } from '../layers/resnetBlock.ts'

/** Fixed in diffusers' AutoencoderKL. */
const epsilon = 1e-6

/**
 * The decoder of AutoencoderKL: `latents [1, channels, height, width]`, already divided by the scaling factor, to
 * `image [1, 3, 8 height, 8 width]` in −1…1 (not clamped).
 */
export function buildVAEDecoder({ config, weights }: Component<VAEConfig>, height: number, width: number): Network {
  const network = new NetworkBuilder('vae decoder', weights, false)
  const { graph } = network
  const channels = [...config.blockOutChannels].reverse()
  let x: Value = graph.input('latents', 'float32', [1, config.latentChannels, height, width])
  if (config.usePostQuantConv) x = convolution(network, 'post_quant_conv', x, config.latentChannels, 1)
  x = convolution(network, 'decoder.conv_in', x, channels[0]!, 3, samePadding)
  x = midBlock(network, 'decoder.mid_block', x, config)
  for (const [index, outChannels] of channels.entries()) {
    const layer = `decoder.up_blocks.${index}`
    for (let layerIndex = 0; layerIndex <= config.layersPerBlock; layerIndex++) {
      x = resnet(network, `${layer}.resnets.${layerIndex}`, x, outChannels, config)
    }
    if (index === channels.length - 1) continue
    const enlarged = graph.within(layer, () => graph.resizeNearest(x, fixed(x.shape[2]) * 2, fixed(x.shape[3]) * 2))
    x = convolution(network, `${layer}.upsamplers.0.conv`, enlarged, outChannels, 3, samePadding)
  }
  x = graph.silu(groupNorm(network, 'decoder.conv_norm_out', x, config.normGroups, epsilon))
  graph.output('image', convolution(network, 'decoder.conv_out', x, config.outChannels, 3, samePadding))
  return network.finish()
}

/**
 * The encoder of AutoencoderKL: `image [1, 3, height, width]` in −1…1 to `moments [1, 2 channels, height/8, width/8]`:
 * mean and log-variance of the latents before the scaling factor.
 */
export function buildVAEEncoder({ config, weights }: Component<VAEConfig>, height: number, width: number): Network {
  const network = new NetworkBuilder('vae encoder', weights, false)
  const { graph } = network
  const channels = config.blockOutChannels
  const momentChannels = 2 * config.latentChannels
  let x: Value = graph.input('image', 'float32', [1, config.inChannels, height, width])
  x = convolution(network, 'encoder.conv_in', x, channels[0]!, 3, samePadding)
  for (const [index, outChannels] of channels.entries()) {
    const layer = `encoder.down_blocks.${index}`
    for (let layerIndex = 0; layerIndex < config.layersPerBlock; layerIndex++) {
      x = resnet(network, `${layer}.resnets.${layerIndex}`, x, outChannels, config)
    }
    if (index === channels.length - 1) continue
    const halving = { stride: 2, padding: [0, 0, 1, 1] } as const
    x = convolution(network, `${layer}.downsamplers.0.conv`, x, outChannels, 3, halving)
  }
  x = midBlock(network, 'encoder.mid_block', x, config)
  x = graph.silu(groupNorm(network, 'encoder.conv_norm_out', x, config.normGroups, epsilon))
  x = convolution(network, 'encoder.conv_out', x, momentChannels, 3, samePadding)
  if (config.useQuantConv) x = convolution(network, 'quant_conv', x, momentChannels, 1)
  graph.output('moments', x)
  return network.finish()
}

/** Two resnets with one single-headed attention over the picture between them. */
function midBlock(network: NetworkBuilder, layer: string, x: Value, config: VAEConfig): Value {
  const channels = fixed(x.shape[1])
  x = resnet(network, `${layer}.resnets.0`, x, channels, config)
  if (config.midBlockAddAttention) x = pictureAttention(network, `${layer}.attentions.0`, x, config)
  return resnet(network, `${layer}.resnets.1`, x, channels, config)
}

function pictureAttention(network: NetworkBuilder, layer: string, x: Value, config: VAEConfig): Value {
  const { graph } = network
  const [height, width] = [fixed(x.shape[2]), fixed(x.shape[3])]
  const tokens = toTokens(graph, groupNorm(network, `${layer}.group_norm`, x, config.normGroups, epsilon))
  const grid = { type: 'image', height, width } as const
  const mixed = attention(network, layer, tokens, { heads: 1, names: diffusersAttention, grid })
  return graph.add(toImage(graph, mixed, height, width), x)
}

function resnet(network: NetworkBuilder, layer: string, x: Value, outChannels: number, config: VAEConfig): Value {
  return resnetBlock(network, layer, x, { outChannels, groups: config.normGroups, epsilon })
}

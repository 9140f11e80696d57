import type { UNetConfig } from '../../checkpoint/configs/unetConfig.ts'

/** Names and shapes of the parameters. */
export type ParameterShapes = ReadonlyMap<string, readonly number[]>

/**
 * Every parameter that `buildUNet` reads for a config, in diffusers naming. It lets a checkpoint be generated, and a
 * file be compared with its config before anything is built.
 */
export function unetParameterShapes(config: UNetConfig): ParameterShapes {
  const shapes = new Map<string, readonly number[]>()
  const writer = createWriter(shapes, config)
  const channels = config.blockOutChannels
  const last = channels.length - 1
  writer.convolution('conv_in', config.inChannels, channels[0]!, config.convInKernel)
  writer.twoLayers('time_embedding', channels[0]!)
  if (config.addition) writer.twoLayers('add_embedding', config.addition.projectionInputDim)

  const skips = [channels[0]!]
  let width = channels[0]!
  for (const [index, type] of config.downBlockTypes.entries()) {
    for (let layer = 0; layer < config.layersPerBlock[index]!; layer++) {
      writer.resnet(`down_blocks.${index}.resnets.${layer}`, width, channels[index]!)
      width = channels[index]!
      if (type === 'CrossAttnDownBlock2D') {
        writer.transformer(
          `down_blocks.${index}.attentions.${layer}`,
          width,
          index,
          config.transformerLayersPerBlock[index]!,
        )
      }
      skips.push(width)
    }
    if (index === last) continue
    writer.convolution(`down_blocks.${index}.downsamplers.0.conv`, width, width, 3)
    skips.push(width)
  }
  if (config.midBlockType !== null) {
    writer.resnet('mid_block.resnets.0', width, width)
    if (config.midBlockType === 'UNetMidBlock2DCrossAttn') {
      writer.transformer('mid_block.attentions.0', width, last, config.transformerLayersPerBlock[last]!)
    }
    writer.resnet('mid_block.resnets.1', width, width)
  }
  for (const [index, type] of config.upBlockTypes.entries()) {
    const mirrored = last - index
    for (let layer = 0; layer <= config.layersPerBlock[mirrored]!; layer++) {
      writer.resnet(`up_blocks.${index}.resnets.${layer}`, width + skips.pop()!, channels[mirrored]!)
      width = channels[mirrored]!
      if (type === 'CrossAttnUpBlock2D') {
        const depth = config.upTransformerLayersPerBlock[index]!
        writer.transformer(`up_blocks.${index}.attentions.${layer}`, width, mirrored, depth)
      }
    }
    if (index !== last) writer.convolution(`up_blocks.${index}.upsamplers.0.conv`, width, width, 3)
  }
  writer.norm('conv_norm_out', width)
  writer.convolution('conv_out', width, config.outChannels, config.convOutKernel)
  return shapes
}

function createWriter(shapes: Map<string, readonly number[]>, config: UNetConfig) {
  const { timeEmbeddingDim: timeWidth } = config
  const textWidth = config.crossAttentionDim[0]!
  const parameter = (layer: string, shape: readonly number[], bias = true) => {
    shapes.set(`${layer}.weight`, shape)
    if (bias) shapes.set(`${layer}.bias`, [shape[0]!])
  }
  const norm = (layer: string, width: number) => parameter(layer, [width])
  const linear = (layer: string, from: number, to: number, bias = true) => parameter(layer, [to, from], bias)
  const convolution = (layer: string, from: number, to: number, kernel: number) =>
    parameter(layer, [to, from, kernel, kernel])
  const twoLayers = (layer: string, from: number) => {
    linear(`${layer}.linear_1`, from, timeWidth)
    linear(`${layer}.linear_2`, timeWidth, timeWidth)
  }
  const resnet = (layer: string, from: number, to: number) => {
    norm(`${layer}.norm1`, from)
    convolution(`${layer}.conv1`, from, to, 3)
    linear(`${layer}.time_emb_proj`, timeWidth, to)
    norm(`${layer}.norm2`, to)
    convolution(`${layer}.conv2`, to, to, 3)
    if (from !== to) convolution(`${layer}.conv_shortcut`, from, to, 1)
  }
  const attention = (layer: string, width: number, contextWidth: number) => {
    linear(`${layer}.to_q`, width, width, false)
    linear(`${layer}.to_k`, contextWidth, width, false)
    linear(`${layer}.to_v`, contextWidth, width, false)
    linear(`${layer}.to_out.0`, width, width)
  }
  const transformer = (layer: string, width: number, block: number, depth: number) => {
    const project = (name: string) =>
      config.useLinearProjection
        ? linear(`${layer}.${name}`, width, width)
        : convolution(`${layer}.${name}`, width, width, 1)
    norm(`${layer}.norm`, width)
    project('proj_in')
    for (let index = 0; index < depth; index++) {
      const inside = `${layer}.transformer_blocks.${index}`
      for (const number of [1, 2, 3]) norm(`${inside}.norm${number}`, width)
      attention(`${inside}.attn1`, width, config.onlyCrossAttention[block] ? textWidth : width)
      attention(`${inside}.attn2`, width, textWidth)
      linear(`${inside}.ff.net.0.proj`, width, width * 8)
      linear(`${inside}.ff.net.2`, width * 4, width)
    }
    project('proj_out')
  }
  return { norm, linear, convolution, twoLayers, resnet, transformer }
}

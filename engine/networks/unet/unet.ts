import { assert } from '../../errors/engineError.ts'
import type { Component } from '../../checkpoint/checkpoint.ts'
import type { UNetConfig } from '../../checkpoint/configs/unetConfig.ts'
import type { Value } from '../../graph/graph.ts'
import { fixed } from '../../graph/shape.ts'
import { NetworkBuilder, type Network } from '../networkBuilder.ts'
import { convolution, samePadding } from '../layers/convolution.ts'
import { groupNorm } from '../layers/normalization.ts'
import { resnetBlock } from '../layers/resnetBlock.ts'
import { collectAttentionMaps, type AttentionReader, type AttentionType } from './attentionMaps.ts'
import { declareAttentionMasks, type AttentionMask, type AttentionMasks } from './attentionMasks.ts'
import { skipIndexOf, type FeatureCut } from './featureCut.ts'
import { guidanceGrid } from './guidanceGrid.ts'
import type { SegmentShares } from './segmentShares.ts'
import { declareText, type TextContext, type TextOptions } from './textContext.ts'
import { activatedTimeEmbedding } from './timeEmbedding.ts'
import { transformer } from './transformer.ts'

export interface UNetOptions extends TextOptions {
  /** Size of the latents, any positive integers. */
  readonly height: number
  readonly width: number
  /** Whether adapters can act; without slots the graph is the plain network. */
  readonly adaptable: boolean
  /** The noise prediction alone unless given; what no output needs is left out. */
  readonly outputs?: readonly UNetOutput[]
  /** Attentions that take a mask; none unless given. */
  readonly masked?: readonly AttentionType[]
  /** Self-attention on grids of more cells takes no mask; on every grid unless given. */
  readonly mostMaskedCells?: number
  /** Where the shallow part of the network ends; needed for `feature` and `reusesFeature`. */
  readonly cut?: FeatureCut
  /** Whether what lies below the cut is an input, `cachedFeature`, instead of being computed. */
  readonly reusesFeature?: boolean
}

export type UNetOutput = 'noisePrediction' | 'crossAttentionMap' | 'selfAttentionMap' | 'feature' | 'firstBlockResidual'

/** A UNet, the masks that it takes, and the shares of the text's segments. */
export interface UNet extends Network {
  readonly masks: readonly AttentionMask[]
  readonly segmentShares: readonly SegmentShares[]
}

/** What the parts of one UNet share while it is built. */
interface UNetParts {
  readonly network: NetworkBuilder
  readonly config: UNetConfig
  readonly activatedTime: Value
  readonly text: TextContext
  readonly reader: AttentionReader | undefined
  readonly masks: AttentionMasks
}

/**
 * diffusers' UNet2DConditionModel as a graph.
 *
 * Inputs: `latents [rows, channels, height, width]`, `timesteps [rows, 1]`, `textEmbeddings [rows, textTokens, width]`;
 * for SDXL also `pooledTextEmbedding [rows, width]` and `sizes [rows, 6, 1]`. Rows, text tokens and ranks are open; the
 * size is fixed. With `segmentTokens`, `textEmbeddings [rows, segments, segmentTokens, width]` with any number of
 * segments, and the inputs that `segmentShares` lists. With keys `given`, the outputs of `buildTextKeys` in place of
 * the embeddings.
 *
 * Outputs: `noisePrediction` like the latents; the mean probabilities of all heads on the guidance grid of h x w
 * tokens, `crossAttentionMap [rows, h w, textTokens]`, or `[rows, segments, h w, segmentTokens]` with sums of 1 in each
 * segment, and `selfAttentionMap [rows, h w, h w]`; `feature`, what enters the shallow
 * part from below the cut; `firstBlockResidual`, what the first block adds to its input.
 * @throws EngineError `file-invalid` where the weights do not fit the config.
 */
export function buildUNet({ config, weights }: Component<UNetConfig>, options: UNetOptions): UNet {
  const { outputs = ['noisePrediction'], masked = [], cut, reusesFeature = false } = options
  const network = new NetworkBuilder('unet', weights, options.adaptable)
  const { graph } = network
  const latents = graph.input('latents', 'float32', ['rows', config.inChannels, options.height, options.width])
  const masksSegments = options.segmentTokens !== undefined && masked.includes('cross')
  assert(!masksSegments, 'the shares of segments say who reads which words: no mask is needed')
  const text = declareText(network, config, options)
  const readsMaps = outputs.some((output) => output.endsWith('Map'))
  const maps = readsMaps ? collectAttentionMaps(graph, guidanceGrid(config, options)) : undefined
  const activatedTime = activatedTimeEmbedding(network, config)
  const masks = declareAttentionMasks(graph, masked, options.mostMaskedCells)
  const parts: UNetParts = { network, config, text, activatedTime, reader: maps?.reader, masks }

  const start = sameSize(parts, 'conv_in', centred(parts, latents), config.blockOutChannels[0]!, config.convInKernel)
  const skipConnections = [start]
  let x = start
  for (const index of config.downBlockTypes.keys()) x = downBlock(parts, index, x, skipConnections)
  x = midBlock(parts, x)
  const firstBlock = skipConnections[1]
  let feature: Value | undefined
  const deepestKept = cut && skipIndexOf(config, cut)
  const enter = (entering: Value, skipIndex: number): Value => {
    if (skipIndex !== deepestKept) return entering
    feature = entering
    return reusesFeature ? graph.input('cachedFeature', 'float32', entering.shape) : entering
  }
  for (const index of config.upBlockTypes.keys()) x = upBlock(parts, index, x, skipConnections, enter)

  x = graph.silu(groupNorm(network, 'conv_norm_out', x, config.normGroups, config.normEpsilon))
  const noisePrediction = sameSize(parts, 'conv_out', x, config.outChannels, config.convOutKernel)
  const values: Record<UNetOutput, () => Value> = {
    noisePrediction: () => noisePrediction,
    crossAttentionMap: () => maps!.mean('cross'),
    selfAttentionMap: () => maps!.mean('self'),
    feature: () => feature!,
    firstBlockResidual: () => graph.sub(firstBlock!, start),
  }
  for (const output of outputs) graph.output(output, values[output]())
  const finished = network.finish()
  const inputs = new Set(finished.graph.inputs.map(({ name }) => name))
  const used = <T extends { readonly input: string }>(declared: readonly T[]) =>
    declared.filter(({ input }) => inputs.has(input))
  return { ...finished, masks: used(masks.masks), segmentShares: used(text.segmentShares) }
}

function centred({ network: { graph }, config }: UNetParts, latents: Value): Value {
  if (!config.centerInputSample) return latents
  return graph.sub(graph.mul(latents, graph.scalar(2)), graph.scalar(1))
}

function sameSize({ network }: UNetParts, layer: string, x: Value, outChannels: number, kernel: number): Value {
  const border = (kernel - 1) / 2
  return convolution(network, layer, x, outChannels, kernel, { padding: [border, border, border, border] })
}

/** Resnets, each followed by a transformer where the block attends, then a halving of the size in all but the last. */
function downBlock(parts: UNetParts, index: number, x: Value, skipConnections: Value[]): Value {
  const { network, config } = parts
  const layer = `down_blocks.${index}`
  const outChannels = config.blockOutChannels[index]!
  const attends = config.downBlockTypes[index] === 'CrossAttnDownBlock2D'
  for (let layerIndex = 0; layerIndex < config.layersPerBlock[index]!; layerIndex++) {
    x = resnet(parts, `${layer}.resnets.${layerIndex}`, x, outChannels)
    if (attends)
      x = attend(parts, `${layer}.attentions.${layerIndex}`, x, index, config.transformerLayersPerBlock[index]!)
    skipConnections.push(x)
  }
  if (index === config.downBlockTypes.length - 1) return x
  const border = config.downsamplePadding
  const padding = border === 0 ? ([0, 0, 1, 1] as const) : ([border, border, border, border] as const)
  x = convolution(network, `${layer}.downsamplers.0.conv`, x, outChannels, 3, { stride: 2, padding })
  skipConnections.push(x)
  return x
}

function midBlock(parts: UNetParts, x: Value): Value {
  const { config } = parts
  if (config.midBlockType === null) return x
  const last = config.blockOutChannels.length - 1
  const channels = config.blockOutChannels[last]!
  const outputScale = config.midBlockScaleFactor
  x = resnet(parts, 'mid_block.resnets.0', x, channels, outputScale)
  if (config.midBlockType === 'UNetMidBlock2DCrossAttn') {
    const depth = config.transformerLayersPerBlock[last]!
    x = attend(parts, 'mid_block.attentions.0', x, last, depth, config.midBlockOnlyCrossAttention)
  }
  return resnet(parts, 'mid_block.resnets.1', x, channels, outputScale)
}

/**
 * Mirrors the down block: each resnet also takes a skip connection, and the size then doubles in all but the last.
 * `enter` sees what comes from below before the skip connection of an index joins it.
 */
function upBlock(
  parts: UNetParts,
  index: number,
  x: Value,
  skipConnections: Value[],
  enter: (x: Value, skipIndex: number) => Value,
): Value {
  const { network, config } = parts
  const { graph } = network
  const layer = `up_blocks.${index}`
  const mirrored = config.blockOutChannels.length - 1 - index
  const outChannels = config.blockOutChannels[mirrored]!
  const attends = config.upBlockTypes[index] === 'CrossAttnUpBlock2D'
  for (let layerIndex = 0; layerIndex <= config.layersPerBlock[mirrored]!; layerIndex++) {
    const skip = skipConnections.pop()!
    x = enter(x, skipConnections.length)
    x = graph.within(layer, () => graph.concat([x, skip], 1))
    x = resnet(parts, `${layer}.resnets.${layerIndex}`, x, outChannels)
    const depth = config.upTransformerLayersPerBlock[index]!
    if (attends) x = attend(parts, `${layer}.attentions.${layerIndex}`, x, mirrored, depth)
  }
  if (index === config.upBlockTypes.length - 1) return x
  // The next skip connection says the size: a halving of an odd side cannot be undone by doubling.
  const [, , height, width] = skipConnections.at(-1)!.shape
  const enlarged = graph.within(layer, () => graph.resizeNearest(x, fixed(height), fixed(width)))
  return convolution(network, `${layer}.upsamplers.0.conv`, enlarged, outChannels, 3, samePadding)
}

function resnet(parts: UNetParts, layer: string, x: Value, outChannels: number, outputScale?: number): Value {
  const { network, config, activatedTime } = parts
  return resnetBlock(network, layer, x, {
    outChannels,
    groups: config.normGroups,
    epsilon: config.normEpsilon,
    activatedTime,
    outputScale: outputScale ?? config.resnetOutScaleFactor,
  })
}

/** `block` counts from the input side; up blocks mirror the down blocks' settings. */
function attend(
  { network, config, text, reader, masks }: UNetParts,
  layer: string,
  x: Value,
  block: number,
  depth: number,
  onlyCrossAttention = config.onlyCrossAttention[block]!,
): Value {
  return transformer(network, layer, x, {
    heads: config.attentionHeads[block]!,
    depth,
    groups: config.normGroups,
    onlyCrossAttention,
    text,
    reader,
    masks,
  })
}

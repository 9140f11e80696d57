import { z } from 'zod'
import {
  count,
  invalidConfig,
  parseConfig,
  perBlock,
  refuseOtherValues,
  spread,
  unsupportedConfig,
} from './configSchema.ts'

export type DownBlockType = 'CrossAttnDownBlock2D' | 'DownBlock2D'
export type MidBlockType = 'UNetMidBlock2DCrossAttn' | 'UNetMidBlock2D'
export type UpBlockType = 'CrossAttnUpBlock2D' | 'UpBlock2D'

/**
 * The structure of a UNet2DConditionModel. Lists by block run from the finest resolution to the coarsest, as in the
 * file, except `upBlockTypes` and `upTransformerLayersPerBlock`, which run from the coarsest to the finest. Up blocks
 * take every other list in reverse, and the mid block takes its last value.
 */
export interface UNetConfig {
  readonly inChannels: number
  readonly outChannels: number
  /** Side of the latents that the model was trained on, where the file says so. */
  readonly sampleSize: number | null
  readonly blockOutChannels: readonly number[]
  readonly downBlockTypes: readonly DownBlockType[]
  readonly midBlockType: MidBlockType | null
  readonly upBlockTypes: readonly UpBlockType[]
  /** Residual blocks of a down block; the up block has one more. */
  readonly layersPerBlock: readonly number[]
  /** Transformer blocks inside one attention of a down block. */
  readonly transformerLayersPerBlock: readonly number[]
  /** The same for the up blocks in their own order. */
  readonly upTransformerLayersPerBlock: readonly number[]
  /** Number of heads. The file calls it `attention_head_dim`, unless `num_attention_heads` is set. */
  readonly attentionHeads: readonly number[]
  readonly crossAttentionDim: readonly number[]
  readonly onlyCrossAttention: readonly boolean[]
  readonly midBlockOnlyCrossAttention: boolean
  readonly normGroups: number
  readonly normEpsilon: number
  readonly flipSinToCos: boolean
  readonly frequencyShift: number
  readonly useLinearProjection: boolean
  readonly upcastAttention: boolean
  readonly actFn: 'silu'
  /** SDXL's second conditioning: pooled text and six numbers of size and crop, embedded and added to the timestep. */
  readonly addition: null | {
    readonly type: 'text_time'
    readonly timeEmbedDim: number
    readonly projectionInputDim: number
  }
  readonly resnetTimeScaleShift: 'default'
  readonly resnetOutScaleFactor: number
  /** Width of the timestep embedding: four times the first block's unless the file says otherwise. */
  readonly timeEmbeddingDim: number
  readonly downsamplePadding: number
  readonly convInKernel: number
  readonly convOutKernel: number
  readonly midBlockScaleFactor: number
  readonly centerInputSample: boolean
}

/** A kernel with a middle, so that a picture keeps its size. */
const oddCount = count.refine((size) => size % 2 === 1, 'must be odd')

/** Defaults are those of diffusers' UNet2DConditionModel. */
const schema = z.looseObject({
  sample_size: z.union([count, z.tuple([count, count])]).nullish(),
  in_channels: count.default(4),
  out_channels: count.default(4),
  center_input_sample: z.boolean().default(false),
  flip_sin_to_cos: z.boolean().default(true),
  freq_shift: z.number().default(0),
  down_block_types: z
    .array(z.string())
    .min(1)
    .default(['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D']),
  mid_block_type: z.string().nullable().default('UNetMidBlock2DCrossAttn'),
  up_block_types: z
    .array(z.string())
    .min(1)
    .default(['UpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D']),
  only_cross_attention: perBlock(z.boolean()).default(false),
  block_out_channels: z.array(count).min(1).default([320, 640, 1280, 1280]),
  layers_per_block: perBlock(count).default(2),
  downsample_padding: z.int().min(0).default(1),
  mid_block_scale_factor: z.number().positive().default(1),
  norm_num_groups: count.default(32),
  norm_eps: z.number().positive().default(1e-5),
  cross_attention_dim: perBlock(count).default(1280),
  transformer_layers_per_block: z.union([z.int().min(0), z.array(z.unknown())]).default(1),
  reverse_transformer_layers_per_block: z.array(z.unknown()).nullish(),
  attention_head_dim: perBlock(count).default(8),
  num_attention_heads: perBlock(count).nullish(),
  use_linear_projection: z.boolean().default(false),
  addition_time_embed_dim: count.nullish(),
  projection_class_embeddings_input_dim: count.nullish(),
  addition_embed_type: z.string().nullish(),
  upcast_attention: z.boolean().default(false),
  resnet_out_scale_factor: z.number().positive().default(1),
  time_embedding_dim: count.nullish(),
  conv_in_kernel: oddCount.default(3),
  conv_out_kernel: oddCount.default(3),
  mid_block_only_cross_attention: z.boolean().nullish(),
})

/** Keys that change the network into one that the engine does not build, each with the values that do not. */
const supportedValues = {
  act_fn: ['silu', 'swish'],
  class_embed_type: [null],
  num_class_embeds: [null],
  class_embeddings_concat: [false, null],
  encoder_hid_dim: [null],
  encoder_hid_dim_type: [null],
  dual_cross_attention: [false, null],
  cross_attention_norm: [null],
  addition_embed_type: [null, 'text_time'],
  resnet_time_scale_shift: ['default'],
  resnet_skip_time_act: [false, null],
  time_embedding_type: ['positional'],
  time_embedding_act_fn: [null],
  timestep_post_act: [null],
  time_cond_proj_dim: [null],
  attention_type: ['default', null],
  mid_block_type: ['UNetMidBlock2DCrossAttn', 'UNetMidBlock2D', null],
} as const

const blockTypes = {
  down_block_types: ['CrossAttnDownBlock2D', 'DownBlock2D'],
  up_block_types: ['CrossAttnUpBlock2D', 'UpBlock2D'],
} as const

/**
 * Reads `unet/config.json`. `path` is for messages. Throws 'model-unsupported' for a network that the engine does not
 * build and 'file-invalid' for a config that contradicts itself.
 */
export function parseUNetConfig(raw: Readonly<Record<string, unknown>>, path: string): UNetConfig {
  refuseOtherValues(raw, supportedValues, path)
  if (raw.norm_num_groups === null) throw unsupportedConfig(path, 'norm_num_groups', null)
  const config = parseConfig(schema, raw, path)
  const blocks = config.block_out_channels.length
  const downBlockTypes = blockTypesOf(config.down_block_types, 'down_block_types', blocks, path)
  const upBlockTypes = blockTypesOf(config.up_block_types, 'up_block_types', blocks, path)
  const attentionHeads = spread(
    config.num_attention_heads ?? config.attention_head_dim,
    blocks,
    'attention_head_dim',
    path,
  )
  const transformerLayersPerBlock = transformerLayers(config, 'transformer_layers_per_block', blocks, path)
  const hasOwnUpLayers = (config.reverse_transformer_layers_per_block ?? null) !== null
  const onlyCrossAttention = config.only_cross_attention

  requireDivisible(config.block_out_channels, 'norm_num_groups', () => config.norm_num_groups, path)
  requireDivisible(config.block_out_channels, 'attention_head_dim', (block) => attentionHeads[block]!, path)

  return {
    inChannels: config.in_channels,
    outChannels: config.out_channels,
    sampleSize: Array.isArray(config.sample_size) ? Math.max(...config.sample_size) : (config.sample_size ?? null),
    blockOutChannels: config.block_out_channels,
    downBlockTypes,
    midBlockType: config.mid_block_type as MidBlockType | null, // checked against supportedValues
    upBlockTypes,
    layersPerBlock: spread(config.layers_per_block, blocks, 'layers_per_block', path),
    transformerLayersPerBlock,
    upTransformerLayersPerBlock: hasOwnUpLayers
      ? transformerLayers(config, 'reverse_transformer_layers_per_block', blocks, path)
      : transformerLayersPerBlock.toReversed(),
    attentionHeads,
    crossAttentionDim: spread(config.cross_attention_dim, blocks, 'cross_attention_dim', path),
    onlyCrossAttention: spread(onlyCrossAttention, blocks, 'only_cross_attention', path),
    midBlockOnlyCrossAttention: config.mid_block_only_cross_attention ?? onlyCrossAttention === true,
    normGroups: config.norm_num_groups,
    normEpsilon: config.norm_eps,
    flipSinToCos: config.flip_sin_to_cos,
    frequencyShift: config.freq_shift,
    useLinearProjection: config.use_linear_projection,
    upcastAttention: config.upcast_attention,
    actFn: 'silu',
    addition: parseAddition(config, path),
    resnetTimeScaleShift: 'default',
    resnetOutScaleFactor: config.resnet_out_scale_factor,
    timeEmbeddingDim: config.time_embedding_dim ?? config.block_out_channels[0]! * 4,
    downsamplePadding: config.downsample_padding,
    convInKernel: config.conv_in_kernel,
    convOutKernel: config.conv_out_kernel,
    midBlockScaleFactor: config.mid_block_scale_factor,
    centerInputSample: config.center_input_sample,
  }
}

type RawUNetConfig = z.output<typeof schema>

function blockTypesOf<K extends keyof typeof blockTypes>(
  types: readonly string[],
  key: K,
  blocks: number,
  path: string,
): (typeof blockTypes)[K][number][] {
  const known: readonly string[] = blockTypes[key]
  const unknown = types.find((type) => !known.includes(type))
  if (unknown !== undefined) throw unsupportedConfig(path, key, unknown)
  return spread(types, blocks, key, path) as (typeof blockTypes)[K][number][]
}

/** A list inside the list would give each attention of a block its own depth, as distilled models have it. */
function transformerLayers(
  config: RawUNetConfig,
  key: 'transformer_layers_per_block' | 'reverse_transformer_layers_per_block',
  blocks: number,
  path: string,
): number[] {
  const layers = spread<unknown>(config[key], blocks, key, path)
  if (!layers.every((depth) => typeof depth === 'number' && Number.isInteger(depth) && depth >= 0)) {
    throw unsupportedConfig(path, key, config[key])
  }
  return layers as number[]
}

function parseAddition(config: RawUNetConfig, path: string): UNetConfig['addition'] {
  if ((config.addition_embed_type ?? null) === null) return null
  const timeEmbedDim = config.addition_time_embed_dim ?? null
  const projectionInputDim = config.projection_class_embeddings_input_dim ?? null
  if (timeEmbedDim === null) throw invalidConfig(path, 'addition_time_embed_dim', 'text_time conditioning needs it')
  if (projectionInputDim === null) {
    throw invalidConfig(path, 'projection_class_embeddings_input_dim', 'text_time conditioning needs it')
  }
  return { type: 'text_time', timeEmbedDim, projectionInputDim }
}

function requireDivisible(
  channels: readonly number[],
  key: string,
  parts: (block: number) => number,
  path: string,
): void {
  for (const [block, width] of channels.entries()) {
    if (width % parts(block) !== 0) {
      throw invalidConfig(path, key, `${width} channels of block ${block} cannot be divided into ${parts(block)}`)
    }
  }
}

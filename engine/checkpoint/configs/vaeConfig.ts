import { z } from 'zod'
import { count, invalidConfig, parseConfig, refuseOtherValues } from './configSchema.ts'

/** The structure of an AutoencoderKL. Lists run from the finest resolution to the coarsest. */
export interface VAEConfig {
  readonly inChannels: number
  readonly outChannels: number
  readonly latentChannels: number
  readonly blockOutChannels: readonly number[]
  /** Residual blocks of an encoder block; a decoder block has one more. */
  readonly layersPerBlock: number
  readonly normGroups: number
  /** What latents are multiplied by after encoding. */
  readonly scalingFactor: number
  /** What is subtracted from latents before that. */
  readonly shiftFactor: number | null
  readonly useQuantConv: boolean
  readonly usePostQuantConv: boolean
  readonly midBlockAddAttention: boolean
  readonly actFn: 'silu'
  /** The model overflows in float16. */
  readonly forceUpcast: boolean
  readonly sampleSize: number
}

/** Defaults are those of diffusers' AutoencoderKL. */
const schema = z.looseObject({
  in_channels: count.default(3),
  out_channels: count.default(3),
  down_block_types: z.array(z.string()).default(['DownEncoderBlock2D']),
  up_block_types: z.array(z.string()).default(['UpDecoderBlock2D']),
  block_out_channels: z.array(count).min(1).default([64]),
  layers_per_block: count.default(1),
  latent_channels: count.default(4),
  norm_num_groups: count.default(32),
  sample_size: count.default(32),
  scaling_factor: z.number().positive().default(0.18215),
  shift_factor: z.number().nullish(),
  force_upcast: z.boolean().default(true),
  use_quant_conv: z.boolean().default(true),
  use_post_quant_conv: z.boolean().default(true),
  mid_block_add_attention: z.boolean().default(true),
})

const supportedValues = {
  _class_name: ['AutoencoderKL'],
  act_fn: ['silu', 'swish'],
  latents_mean: [null],
  latents_std: [null],
} as const

const supportedBlockTypes = {
  down_block_types: 'DownEncoderBlock2D',
  up_block_types: 'UpDecoderBlock2D',
} as const

/** Reads `vae/config.json`. `path` is for messages. Throws 'model-unsupported' or 'file-invalid'. */
export function parseVAEConfig(raw: Readonly<Record<string, unknown>>, path: string): VAEConfig {
  refuseOtherValues(raw, supportedValues, path)
  const config = parseConfig(schema, raw, path)
  const blocks = config.block_out_channels.length
  for (const key of ['down_block_types', 'up_block_types'] as const) {
    for (const type of config[key]) refuseOtherValues({ [key]: type }, { [key]: [supportedBlockTypes[key]] }, path)
    if (config[key].length !== blocks) {
      throw invalidConfig(path, key, `it lists ${config[key].length} values for ${blocks} blocks`)
    }
  }
  const undivided = config.block_out_channels.find((width) => width % config.norm_num_groups !== 0)
  if (undivided !== undefined) {
    throw invalidConfig(
      path,
      'norm_num_groups',
      `${undivided} channels cannot be divided into ${config.norm_num_groups}`,
    )
  }
  return {
    inChannels: config.in_channels,
    outChannels: config.out_channels,
    latentChannels: config.latent_channels,
    blockOutChannels: config.block_out_channels,
    layersPerBlock: config.layers_per_block,
    normGroups: config.norm_num_groups,
    scalingFactor: config.scaling_factor,
    shiftFactor: config.shift_factor ?? null,
    useQuantConv: config.use_quant_conv,
    usePostQuantConv: config.use_post_quant_conv,
    midBlockAddAttention: config.mid_block_add_attention,
    actFn: 'silu',
    forceUpcast: config.force_upcast,
    sampleSize: config.sample_size,
  }
}

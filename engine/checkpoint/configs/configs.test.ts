import { describe, expect, it } from 'vitest'
import { parseCLIPConfig } from './clipConfig.ts'
import { defaultSchedulerConfig, parseSchedulerConfig } from './schedulerConfig.ts'
import { parseUNetConfig } from './unetConfig.ts'
import { parseVAEConfig } from './vaeConfig.ts'

const path = '/model/unet/config.json'
const parseUNet = (raw: Readonly<Record<string, unknown>>) => parseUNetConfig(raw, path)
const parseVAE = (raw: Readonly<Record<string, unknown>>) => parseVAEConfig(raw, path)
const parseCLIP = (raw: Readonly<Record<string, unknown>>) => parseCLIPConfig(raw, path, false)
const parseScheduler = (raw: Readonly<Record<string, unknown>>) => parseSchedulerConfig(raw, path)

/** The keys of Stable Diffusion XL's UNet that differ from the defaults. */
const sdxl = {
  addition_embed_type: 'text_time',
  addition_time_embed_dim: 256,
  attention_head_dim: [5, 10, 20],
  block_out_channels: [320, 640, 1280],
  cross_attention_dim: 2048,
  down_block_types: ['DownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D'],
  projection_class_embeddings_input_dim: 2816,
  sample_size: 128,
  transformer_layers_per_block: [1, 2, 10],
  up_block_types: ['CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'UpBlock2D'],
  use_linear_projection: true,
}

describe('parseUNetConfig', () => {
  it('takes what is missing from the defaults of the library', () => {
    expect(parseUNet({ cross_attention_dim: 768 })).toEqual({
      inChannels: 4,
      outChannels: 4,
      sampleSize: null,
      blockOutChannels: [320, 640, 1280, 1280],
      downBlockTypes: ['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D'],
      midBlockType: 'UNetMidBlock2DCrossAttn',
      upBlockTypes: ['UpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D'],
      layersPerBlock: [2, 2, 2, 2],
      transformerLayersPerBlock: [1, 1, 1, 1],
      upTransformerLayersPerBlock: [1, 1, 1, 1],
      attentionHeads: [8, 8, 8, 8],
      crossAttentionDim: [768, 768, 768, 768],
      onlyCrossAttention: [false, false, false, false],
      midBlockOnlyCrossAttention: false,
      normGroups: 32,
      normEpsilon: 1e-5,
      flipSinToCos: true,
      frequencyShift: 0,
      useLinearProjection: false,
      upcastAttention: false,
      actFn: 'silu',
      addition: null,
      resnetTimeScaleShift: 'default',
      resnetOutScaleFactor: 1,
      timeEmbeddingDim: 1280,
      downsamplePadding: 1,
      convInKernel: 3,
      convOutKernel: 3,
      midBlockScaleFactor: 1,
      centerInputSample: false,
    })
  })

  it('reads the structure of Stable Diffusion XL', () => {
    expect(parseUNet(sdxl)).toMatchObject({
      attentionHeads: [5, 10, 20],
      transformerLayersPerBlock: [1, 2, 10],
      upTransformerLayersPerBlock: [10, 2, 1],
      addition: { type: 'text_time', timeEmbedDim: 256, projectionInputDim: 2816 },
      useLinearProjection: true,
    })
  })

  it.each([
    ['attention_head_dim is the number of heads', { attention_head_dim: 5 }, { attentionHeads: [5, 5, 5] }],
    ['num_attention_heads goes before it', { num_attention_heads: [1, 2, 4] }, { attentionHeads: [1, 2, 4] }],
    ['a null number of heads does not', { num_attention_heads: null }, { attentionHeads: [5, 10, 20] }],
    ['layers can differ by block', { layers_per_block: [1, 2, 3] }, { layersPerBlock: [1, 2, 3] }],
    ['the mid block can be absent', { mid_block_type: null }, { midBlockType: null }],
    [
      'up blocks can have their own depths',
      { reverse_transformer_layers_per_block: [4, 3, 2] },
      { upTransformerLayersPerBlock: [4, 3, 2] },
    ],
    [
      'the mid block follows a common only_cross_attention',
      { only_cross_attention: true },
      { onlyCrossAttention: [true, true, true], midBlockOnlyCrossAttention: true },
    ],
    ['a size can have two sides', { sample_size: [64, 96] }, { sampleSize: 96 }],
    ['swish is another name of SiLU', { act_fn: 'swish' }, { actFn: 'silu' }],
    ['keys of other programs do not matter', { _diffusers_version: '0.30', mystery: {} }, { inChannels: 4 }],
  ])('%s', (_, changes, expected) => {
    expect(parseUNet({ ...sdxl, ...changes })).toMatchObject(expected)
  })

  it.each<[Record<string, unknown>, string]>([
    [{ class_embed_type: 'projection' }, 'sets \'class_embed_type\' to "projection"'],
    [{ num_class_embeds: 1000 }, "sets 'num_class_embeds' to 1000"],
    [{ resnet_time_scale_shift: 'scale_shift' }, 'sets \'resnet_time_scale_shift\' to "scale_shift"'],
    [{ encoder_hid_dim: 4096 }, "sets 'encoder_hid_dim' to 4096"],
    [{ encoder_hid_dim_type: 'text_proj' }, 'sets \'encoder_hid_dim_type\' to "text_proj"'],
    [{ dual_cross_attention: true }, "sets 'dual_cross_attention' to true"],
    [{ time_cond_proj_dim: 256 }, "sets 'time_cond_proj_dim' to 256"],
    [{ addition_embed_type: 'image' }, 'sets \'addition_embed_type\' to "image"'],
    [{ time_embedding_type: 'fourier' }, 'sets \'time_embedding_type\' to "fourier"'],
    [{ timestep_post_act: 'silu' }, 'sets \'timestep_post_act\' to "silu"'],
    [{ cross_attention_norm: 'group_norm' }, 'sets \'cross_attention_norm\' to "group_norm"'],
    [{ attention_type: 'gated' }, 'sets \'attention_type\' to "gated"'],
    [{ act_fn: 'mish' }, 'sets \'act_fn\' to "mish"'],
    [{ norm_num_groups: null }, "sets 'norm_num_groups' to null"],
    [{ mid_block_type: 'UNetMidBlock2DSimpleCrossAttn' }, "sets 'mid_block_type' to"],
    [{ down_block_types: ['AttnDownBlock2D', 'DownBlock2D', 'DownBlock2D'] }, "sets 'down_block_types' to \"AttnD"],
    [{ transformer_layers_per_block: [[1, 2], 2, 2] }, "sets 'transformer_layers_per_block' to [[1,2],2,2]"],
  ])('refuses %o by name', (changes, reason) => {
    expect(() => parseUNet({ ...sdxl, ...changes })).toThrow(
      expect.objectContaining({
        name: 'EngineError',
        code: 'model-unsupported',
        message: expect.stringContaining(`'${path}' ${reason}`) as unknown,
      }),
    )
  })

  it.each<[Record<string, unknown>, string]>([
    [{ block_out_channels: 'wide' }, "'block_out_channels'"],
    [{ block_out_channels: [320, -640, 1280] }, "'block_out_channels.1'"],
    [{ in_channels: 4.5 }, "'in_channels'"],
    [{ norm_eps: '1e-5' }, "'norm_eps'"],
    [{ norm_num_groups: 33 }, '320 channels of block 0 cannot be divided into 33'],
    [{ attention_head_dim: [5, 10, 21] }, '1280 channels of block 2 cannot be divided into 21'],
    [{ attention_head_dim: [5, 10] }, 'it lists 2 values for 3 blocks'],
    [{ up_block_types: ['UpBlock2D'] }, "'up_block_types' that cannot be used: it lists 1 values for 3 blocks"],
    [{ addition_time_embed_dim: null }, "'addition_time_embed_dim'"],
    [{ projection_class_embeddings_input_dim: null }, "'projection_class_embeddings_input_dim'"],
  ])('calls %o a damaged config', (changes, reason) => {
    expect(() => parseUNet({ ...sdxl, ...changes })).toThrow(
      expect.objectContaining({ code: 'file-invalid', message: expect.stringContaining(reason) as unknown }),
    )
  })
})

describe('parseVAEConfig', () => {
  it('takes what is missing from the defaults of the library', () => {
    expect(parseVAE({})).toEqual({
      inChannels: 3,
      outChannels: 3,
      latentChannels: 4,
      blockOutChannels: [64],
      layersPerBlock: 1,
      normGroups: 32,
      scalingFactor: 0.18215,
      shiftFactor: null,
      useQuantConv: true,
      usePostQuantConv: true,
      midBlockAddAttention: true,
      actFn: 'silu',
      forceUpcast: true,
      sampleSize: 32,
    })
  })

  it.each([
    [{ latents_mean: [0, 0, 0, 0] }, 'model-unsupported', "'latents_mean'"],
    [{ _class_name: 'AsymmetricAutoencoderKL' }, 'model-unsupported', "'_class_name'"],
    [{ down_block_types: ['AttnDownEncoderBlock2D'] }, 'model-unsupported', "'down_block_types'"],
    [{ block_out_channels: [32, 64] }, 'file-invalid', "'down_block_types'"],
    [{ norm_num_groups: 48 }, 'file-invalid', '64 channels cannot be divided into 48'],
    [{ scaling_factor: 0 }, 'file-invalid', "'scaling_factor'"],
  ])('refuses %o', (raw, code, reason) => {
    expect(() => parseVAE(raw)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(reason) as unknown }),
    )
  })
})

describe('parseCLIPConfig', () => {
  it('takes what is missing from the defaults of the library', () => {
    expect(parseCLIP({})).toEqual({
      vocabSize: 49408,
      hiddenSize: 512,
      intermediateSize: 2048,
      layers: 12,
      heads: 8,
      maxPositions: 77,
      activation: 'quick_gelu',
      layerNormEpsilon: 1e-5,
      eosTokenId: 49407,
      bosTokenId: 49406,
      padTokenId: 1,
      projectionDim: 512,
      withProjection: false,
    })
  })

  it.each([
    ['replaces the ids of old files', { bos_token_id: 0, eos_token_id: 2 }, { bosTokenId: 49406, eosTokenId: 49407 }],
    ['keeps other ids', { bos_token_id: 5, eos_token_id: 6 }, { bosTokenId: 5, eosTokenId: 6 }],
    ['sees a projection', { architectures: ['CLIPTextModelWithProjection'] }, { withProjection: true }],
    [
      'finds the part about text in the config of a whole model',
      { model_type: 'clip', hidden_size: 1, text_config: { hidden_size: 768, num_attention_heads: 12 } },
      { hiddenSize: 768, heads: 12 },
    ],
  ])('%s', (_, raw, expected) => {
    expect(parseCLIP(raw)).toMatchObject(expected)
  })

  it('sees a projection by its weight', () => {
    expect(parseCLIPConfig({ architectures: ['CLIPTextModel'] }, path, true).withProjection).toBe(true)
  })

  it.each([
    [{ model_type: 't5' }, 'model-unsupported', "'model_type'"],
    [{ hidden_act: 'gelu_new' }, 'model-unsupported', "'hidden_act'"],
    [{ num_attention_heads: 7 }, 'file-invalid', 'a width of 512 cannot be divided into 7'],
  ])('refuses %o', (raw, code, reason) => {
    expect(() => parseCLIP(raw)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(reason) as unknown }),
    )
  })
})

describe('parseSchedulerConfig', () => {
  // Stable Diffusion 1.5 as published.
  const published = {
    _class_name: 'PNDMScheduler',
    beta_end: 0.012,
    beta_schedule: 'scaled_linear',
    beta_start: 0.00085,
    clip_sample: false,
    num_train_timesteps: 1000,
    set_alpha_to_one: false,
    skip_prk_steps: true,
    steps_offset: 1,
    trained_betas: null,
  }

  it('reads a published file', () => {
    expect(parseScheduler(published)).toEqual({
      betaStart: 0.00085,
      betaEnd: 0.012,
      betaSchedule: 'scaled_linear',
      trainedBetas: null,
      trainTimesteps: 1000,
      predictionType: 'epsilon',
      timestepSpacing: 'leading',
      stepsOffset: 1,
      setAlphaToOne: false,
      clipSample: false,
      rescaleZeroTerminalSNR: false,
      samplerClass: 'PNDMScheduler',
    })
  })

  it.each([
    ['DDIMScheduler', { betaStart: 0.0001, timestepSpacing: 'leading', setAlphaToOne: true, clipSample: true }],
    ['EulerDiscreteScheduler', { betaStart: 0.0001, betaSchedule: 'linear', timestepSpacing: 'linspace' }],
    ['LCMScheduler', { betaStart: 0.00085, betaSchedule: 'scaled_linear', timestepSpacing: 'leading' }],
    ['HeunDiscreteScheduler', { betaStart: 0.00085, betaEnd: 0.012, betaSchedule: 'linear' }],
  ])('takes what is missing from the defaults of %s', (name, expected) => {
    expect(parseScheduler({ _class_name: name })).toMatchObject(expected)
  })

  it.each([
    [{ _class_name: 'FlowMatchEulerDiscreteScheduler' }, 'model-unsupported', "'_class_name'"],
    [{ _class_name: 'EDMDPMSolverMultistepScheduler' }, 'model-unsupported', "'_class_name'"],
    [{ prediction_type: 'flow_prediction' }, 'model-unsupported', "'prediction_type'"],
    [{ beta_schedule: 'laplace' }, 'model-unsupported', "'beta_schedule'"],
    [{ beta_start: 'small' }, 'file-invalid', "'beta_start'"],
    [{ num_train_timesteps: 0 }, 'file-invalid', "'num_train_timesteps'"],
  ])('refuses %o', (changes, code, reason) => {
    expect(() => parseScheduler({ ...published, ...changes })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(reason) as unknown }),
    )
  })

  it.each([
    ['sd1', 96, 'epsilon'],
    ['sd2', 64, 'epsilon'],
    ['sd2', 96, 'v_prediction'],
    ['sdxl', 128, 'epsilon'],
  ] as const)('assumes for %s at size %i without a file that it predicts %s', (architecture, size, expected) => {
    const unet = parseUNet({ sample_size: size })
    expect(defaultSchedulerConfig(architecture, unet)).toMatchObject({ betaStart: 0.00085, predictionType: expected })
  })
})

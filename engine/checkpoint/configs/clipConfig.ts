import { z } from 'zod'
import { count, invalidConfig, parseConfig, refuseOtherValues } from './configSchema.ts'

/** The structure of a CLIP text encoder. */
export interface CLIPConfig {
  readonly vocabSize: number
  readonly hiddenSize: number
  readonly intermediateSize: number
  readonly layers: number
  readonly heads: number
  /** Longest row of token ids: 77. */
  readonly maxPositions: number
  readonly activation: 'quick_gelu' | 'gelu'
  readonly layerNormEpsilon: number
  /** The token whose first occurrence gives the pooled embedding. */
  readonly eosTokenId: number
  readonly bosTokenId: number
  /** As the file says; many files are wrong. What text is padded with is the tokenizer's `padToken`. */
  readonly padTokenId: number
  readonly projectionDim: number
  /** Whether a `text_projection` follows the pooled embedding. */
  readonly withProjection: boolean
}

/** Defaults are those of transformers' CLIPTextConfig. */
const schema = z.looseObject({
  vocab_size: count.default(49408),
  hidden_size: count.default(512),
  intermediate_size: count.default(2048),
  projection_dim: count.default(512),
  num_hidden_layers: count.default(12),
  num_attention_heads: count.default(8),
  max_position_embeddings: count.default(77),
  layer_norm_eps: z.number().positive().default(1e-5),
  hidden_act: z.enum(['quick_gelu', 'gelu']).default('quick_gelu'),
  pad_token_id: z.int().nullish(),
  bos_token_id: z.int().nullish(),
  eos_token_id: z.int().nullish(),
  architectures: z.array(z.string()).nullish(),
})

const supportedValues = {
  model_type: ['clip_text_model', 'clip'],
  hidden_act: ['quick_gelu', 'gelu'],
} as const

/** Files written before 2023 hold this instead of the id of the end token. */
const wrongEosTokenId = 2

/**
 * Reads `text_encoder/config.json`. `path` is for messages; `hasProjectionWeight` says whether the weights hold a
 * `text_projection`, which the file does not always tell. Throws 'model-unsupported' or 'file-invalid'.
 *
 * The end token of an old file is replaced by the last entry of the vocabulary and the start token by the one before
 * it, which is where CLIP has them.
 */
export function parseCLIPConfig(
  raw: Readonly<Record<string, unknown>>,
  path: string,
  hasProjectionWeight: boolean,
): CLIPConfig {
  refuseOtherValues(raw, supportedValues, path)
  const config = parseConfig(schema, { ...raw, ...textConfigOf(raw) }, path)
  if (config.hidden_size % config.num_attention_heads !== 0) {
    throw invalidConfig(
      path,
      'num_attention_heads',
      `a width of ${config.hidden_size} cannot be divided into ${config.num_attention_heads}`,
    )
  }
  const storedEos = config.eos_token_id ?? wrongEosTokenId
  const isOld = storedEos === wrongEosTokenId
  const namesProjection = config.architectures?.some((name) => name.endsWith('WithProjection')) ?? false
  return {
    vocabSize: config.vocab_size,
    hiddenSize: config.hidden_size,
    intermediateSize: config.intermediate_size,
    layers: config.num_hidden_layers,
    heads: config.num_attention_heads,
    maxPositions: config.max_position_embeddings,
    activation: config.hidden_act,
    layerNormEpsilon: config.layer_norm_eps,
    eosTokenId: isOld ? config.vocab_size - 1 : storedEos,
    bosTokenId: isOld ? config.vocab_size - 2 : (config.bos_token_id ?? config.vocab_size - 2),
    padTokenId: config.pad_token_id ?? 1,
    projectionDim: config.projection_dim,
    withProjection: namesProjection || hasProjectionWeight,
  }
}

/** The part about text in the config of a whole CLIP model. */
function textConfigOf(raw: Readonly<Record<string, unknown>>): object {
  const { text_config: textConfig } = raw
  return typeof textConfig === 'object' && textConfig !== null ? textConfig : {}
}

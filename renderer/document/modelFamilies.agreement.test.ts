import { expect, it } from 'vitest'
import { parseUNetConfig } from '../../engine/checkpoint/configs/unetConfig.ts'
import { peakActivationBytes } from '../../engine/graph/peakActivationBytes.ts'
import { unetParameterShapes } from '../../engine/networks/unet/parameterShapes.ts'
import { buildUNet } from '../../engine/networks/unet/unet.ts'
import { elementCount } from '../../engine/tensor/tensor.ts'
import { modelFamilies } from './modelFamilies.ts'

/** What the published config.json files say beside the defaults of diffusers. */
const linear = { use_linear_projection: true }
const published = [
  { unet: { sample_size: 64, cross_attention_dim: 768 }, text: [[768, 12, 0]] },
  {
    unet: { sample_size: 96, cross_attention_dim: 1024, attention_head_dim: [5, 10, 20, 20], ...linear },
    text: [[1024, 23, 0]],
  },
  {
    unet: {
      sample_size: 128,
      cross_attention_dim: 2048,
      block_out_channels: [320, 640, 1280],
      down_block_types: ['DownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D'],
      up_block_types: ['CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'UpBlock2D'],
      transformer_layers_per_block: [1, 2, 10],
      attention_head_dim: [5, 10, 20],
      addition_embed_type: 'text_time',
      addition_time_embed_dim: 256,
      projection_class_embeddings_input_dim: 2816,
      ...linear,
    },
    text: [
      [768, 12, 0],
      [1280, 32, 1280],
    ],
  },
] as const

/** Of AutoencoderKL as all three have it, as published. */
const vaeParameters = 83_653_863

/**
 * Of a CLIP text encoder: tokens, places, layers of attention and a perceptron four times as wide, norms, projection.
 */
function textParameters([width, layers, projection]: readonly [number, number, number]): number {
  const attention = 4 * (width ** 2 + width)
  const perceptron = 2 * width * 4 * width + 5 * width
  return (49408 + 77) * width + layers * (attention + perceptron + 4 * width) + 2 * width + width * projection
}

it.each(published.map((config, index) => [modelFamilies[index]!, config] as const))(
  'counts what the engine counts for %o',
  (family, { unet, text }) => {
    const config = parseUNetConfig(unet, family.name)
    const side = config.sampleSize!
    const shapes = [...unetParameterShapes(config)]
    const weights = new Map(
      // each in a place of its own: equal pieces of a file would count as one
      shapes.map(([name, shape], offset) => [
        name,
        { path: '/', offset, byteLength: 1, dtype: 'float32' as const, shape },
      ]),
    )
    const { graph } = buildUNet({ config, weights }, { height: side, width: side, adaptable: false })
    const ofUNet = shapes.reduce((sum, [, shape]) => sum + elementCount(shape), 0)
    const ofText = text.reduce((sum, encoder) => sum + textParameters(encoder), 0)
    expect(family).toEqual({
      name: family.name,
      side: side * 8,
      parameters: ofUNet + ofText + vaeParameters,
      activations: peakActivationBytes(graph, { rows: 2, textTokens: 77, tokens: 77 }),
    })
  },
)

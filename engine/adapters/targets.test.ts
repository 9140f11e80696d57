import { describe, expect, it } from 'vitest'
import { modelSlots } from '../testing/modelSlots.ts'
import { fixturePath, starterPath } from '../testing/fixtureFiles.ts'
import type { AdapterComponent, AdapterLayer } from './adapter.ts'
import { resolveTarget } from './targets.ts'

const sd1 = await modelSlots(fixturePath('tiny-sd1'))
const sdxl = await modelSlots(fixturePath('tiny-sdxl'))
const starter = await modelSlots(starterPath())

function layerOf(target: string, component: AdapterComponent = 'unet'): AdapterLayer {
  return {
    component,
    target,
    kind: 'linear',
    rank: 1,
    inFeatures: 1,
    outFeatures: 1,
    kernel: [1, 1],
    scale: 1,
    tucker: false,
    tensors: { down: '', up: '' },
  }
}

const flat = (path: string) => path.replaceAll('.', '_')

describe('resolveTarget', () => {
  it.each([
    ['Stable Diffusion 1', sd1],
    ['SDXL', sdxl],
    ['the starter model', starter],
  ])('finds every layer of %s by its path, with dots and with underscores', (_, model) => {
    for (const [component, slots] of Object.entries(model)) {
      for (const slot of slots) {
        for (const target of [slot.layer, flat(slot.layer)]) {
          expect(resolveTarget(layerOf(target, component as AdapterComponent), slots)).toBe(slot)
        }
      }
    }
  })

  /** Pairs from the conversion that checkpoints of these models need. */
  it.each([
    ['input_blocks.0.0', 'conv_in'],
    ['input_blocks.1.1.proj_in', 'down_blocks.0.attentions.0.proj_in'],
    ['input_blocks.3.0.op', 'down_blocks.0.downsamplers.0.conv'],
    ['input_blocks.4.0.in_layers.2', 'down_blocks.1.resnets.0.conv1'],
    ['input_blocks.5.1.transformer_blocks.0.ff.net.2', 'down_blocks.1.attentions.1.transformer_blocks.0.ff.net.2'],
    ['input_blocks.10.0.emb_layers.1', 'down_blocks.3.resnets.0.time_emb_proj'],
    ['middle_block.0.out_layers.3', 'mid_block.resnets.0.conv2'],
    [
      'middle_block.1.transformer_blocks.0.attn1.to_out.0',
      'mid_block.attentions.0.transformer_blocks.0.attn1.to_out.0',
    ],
    ['middle_block.2.in_layers.2', 'mid_block.resnets.1.conv1'],
    ['output_blocks.2.1.conv', 'up_blocks.0.upsamplers.0.conv'],
    ['output_blocks.3.1.proj_out', 'up_blocks.1.attentions.0.proj_out'],
    ['output_blocks.5.2.conv', 'up_blocks.1.upsamplers.0.conv'],
    ['output_blocks.11.0.skip_connection', 'up_blocks.3.resnets.2.conv_shortcut'],
    ['time_embed.0', 'time_embedding.linear_1'],
    ['time_embed.2', 'time_embedding.linear_2'],
    ['out.2', 'conv_out'],
  ])('maps %s of Stable Diffusion 1 to %s', (original, layer) => {
    expect(resolveTarget(layerOf(flat(original)), sd1.unet)?.layer).toBe(layer)
    expect(resolveTarget(layerOf(original), sd1.unet)?.layer).toBe(layer)
  })

  it.each([
    ['input_blocks_4_1_transformer_blocks_0_attn2_to_k', 'down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k'],
    ['input_blocks_6_0_op', 'down_blocks.1.downsamplers.0.conv'],
    ['input_blocks_8_1_transformer_blocks_1_attn1_to_q', 'down_blocks.2.attentions.1.transformer_blocks.1.attn1.to_q'],
    ['output_blocks_0_1_proj_in', 'up_blocks.0.attentions.0.proj_in'],
    ['output_blocks_2_2_conv', 'up_blocks.0.upsamplers.0.conv'],
    ['output_blocks_8_0_in_layers_2', 'up_blocks.2.resnets.2.conv1'],
    ['label_emb_0_0', 'add_embedding.linear_1'],
    ['label_emb_0_2', 'add_embedding.linear_2'],
  ])('maps %s of SDXL to %s', (original, layer) => {
    expect(resolveTarget(layerOf(original), sdxl.unet)?.layer).toBe(layer)
  })

  it('derives the numbering from the blocks of the model at hand', () => {
    const found = (original: string) => resolveTarget(layerOf(original), starter.unet)?.layer
    expect(found('input_blocks_3_1_proj_in')).toBe('down_blocks.1.attentions.0.proj_in')
    expect(found('output_blocks_5_1_proj_in')).toBe('up_blocks.2.attentions.1.proj_in')
  })

  it('finds text encoder layers with and without the name of the model', () => {
    const slot = sd1.textEncoder.find(({ layer }) => layer.endsWith('layers.1.self_attn.out_proj'))!
    for (const target of ['text_model_encoder_layers_1_self_attn_out_proj', 'encoder.layers.1.self_attn.out_proj']) {
      expect(resolveTarget(layerOf(target, 'textEncoder'), sd1.textEncoder)).toBe(slot)
    }
  })

  it('finds nothing where the model has no such layer', () => {
    expect(resolveTarget(layerOf('down_blocks_9_attentions_0_proj_in'), sd1.unet)).toBeUndefined()
    expect(resolveTarget(layerOf('label_emb_0_0'), sd1.unet)).toBeUndefined()
  })
})

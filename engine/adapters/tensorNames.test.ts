import { describe, expect, it } from 'vitest'
import { parseTensorName } from './tensorNames.ts'

const attention = 'down_blocks.0.attentions.0.transformer_blocks.0.attn1'
const encoder = 'text_model.encoder.layers.0'

/** Name, component, target, role, convention. */
const names = [
  ['lora_unet_mid_block_x_to_q.lora_down.weight', 'unet', 'mid_block_x_to_q', 'down', 'kohya'],
  ['lora_unet_mid_block_x_to_q.lora_up.weight', 'unet', 'mid_block_x_to_q', 'up', 'kohya'],
  ['lora_unet_mid_block_x_conv1.lora_mid.weight', 'unet', 'mid_block_x_conv1', 'mid', 'kohya'],
  ['lora_unet_mid_block_x_to_q.alpha', 'unet', 'mid_block_x_to_q', 'alpha', undefined],
  ['lora_te_text_model_x_q_proj.lora_down.weight', 'textEncoder', 'text_model_x_q_proj', 'down', 'kohya'],
  ['lora_te1_text_model_x_q_proj.lora_down.weight', 'textEncoder', 'text_model_x_q_proj', 'down', 'kohya'],
  ['lora_te2_text_model_x_q_proj.lora_down.weight', 'textEncoder2', 'text_model_x_q_proj', 'down', 'kohya'],
  ['lycoris_down_blocks_0_x.lora_down.weight', 'unet', 'down_blocks_0_x', 'down', 'kohya'],
  ['lycoris_text_model_x.lora_down.weight', 'textEncoder', 'text_model_x', 'down', 'kohya'],
  [`diffusion_model.input_blocks.1.1.x.lora_up.weight`, 'unet', 'input_blocks.1.1.x', 'up', 'kohya'],
  [`unet.${attention}.processor.to_q_lora.down.weight`, 'unet', `${attention}.to_q`, 'down', 'diffusers'],
  [`unet.${attention}.processor.to_out_lora.up.weight`, 'unet', `${attention}.to_out.0`, 'up', 'diffusers'],
  [`${attention}.processor.to_v_lora.up.weight`, 'unet', `${attention}.to_v`, 'up', 'diffusers'],
  [`unet.${attention}.to_q.lora.down.weight`, 'unet', `${attention}.to_q`, 'down', 'diffusers'],
  [`unet.${attention}.to_q.lora_linear_layer.up.weight`, 'unet', `${attention}.to_q`, 'up', 'diffusers'],
  [`unet.${attention}.processor.to_q_lora.alpha`, 'unet', `${attention}.to_q`, 'alpha', undefined],
  [
    `text_encoder.${encoder}.self_attn.q_proj.lora_linear_layer.down.weight`,
    'textEncoder',
    `${encoder}.self_attn.q_proj`,
    'down',
    'diffusers',
  ],
  [
    `text_encoder.${encoder}.self_attn.to_out_lora.down.weight`,
    'textEncoder',
    `${encoder}.self_attn.out_proj`,
    'down',
    'diffusers',
  ],
  [`text_encoder_2.${encoder}.mlp.fc1.lora_A.weight`, 'textEncoder2', `${encoder}.mlp.fc1`, 'down', 'peft'],
  [`unet.${attention}.to_q.lora_A.weight`, 'unet', `${attention}.to_q`, 'down', 'peft'],
  [`unet.${attention}.to_q.lora_B.default.weight`, 'unet', `${attention}.to_q`, 'up', 'peft'],
  [`base_model.model.${attention}.to_q.lora_A.weight`, 'unet', `${attention}.to_q`, 'down', 'peft'],
  [`base_model.model.unet.${attention}.to_q.lora_A.weight`, 'unet', `${attention}.to_q`, 'down', 'peft'],
  [`base_model.model.${encoder}.mlp.fc1.lora_A.weight`, 'textEncoder', `${encoder}.mlp.fc1`, 'down', 'peft'],
  [`unet.${attention}.to_q.lora_A`, 'unet', `${attention}.to_q`, 'down', 'peft'],
  [`unet.${attention}.to_q.lora_B.bias`, 'unet', `${attention}.to_q`, 'bias', 'peft'],
  [
    'transformer.transformer_blocks.0.attn.to_q.lora_A.weight',
    'unet',
    'transformer_blocks.0.attn.to_q',
    'down',
    'peft',
  ],
] as const

describe('parseTensorName', () => {
  it.each(names)('%s', (name, component, target, role, convention) => {
    expect(parseTensorName(name)).toMatchObject({ component, target, role, convention })
  })

  it('tells the adapters of one PEFT file apart', () => {
    expect(parseTensorName('unet.mid.to_q.lora_A.cat.weight')?.peftName).toBe('cat')
    expect(parseTensorName('unet.mid.to_q.lora_A.weight')?.peftName).toBeUndefined()
  })

  it.each(['unet.mid.to_q.lora_E', 'unet.mid.to_q.weight', 'x.hada_w1_a', 'unet.mid.to_q.lora_A.0', 'emb_params'])(
    'leaves %s to others',
    (name) => {
      expect(parseTensorName(name)).toBeUndefined()
    },
  )
})

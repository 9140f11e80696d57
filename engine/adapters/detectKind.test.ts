import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kohyaLayer, sampleTensor, writeAdapterFile } from '../testing/adapterFiles.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { readAdapter } from './adapterFile.ts'
import { kindOfTensor } from './detectKind.ts'

const layer = 'unet.mid_block.attentions.0.transformer_blocks.0.attn1.to_q'
const pair = { [`${layer}.lora_A.weight`]: sampleTensor([4, 16]), [`${layer}.lora_B.weight`]: sampleTensor([16, 4]) }
const kohya = kohyaLayer('lora_unet_mid_block_x', { rank: 4, inFeatures: 16, outFeatures: 16, alpha: 4 })

function tensors(...shapes: readonly (readonly [string, ...number[]])[]): Record<string, Tensor> {
  return Object.fromEntries(shapes.map(([name, ...shape]) => [name, sampleTensor(shape)]))
}

/** Id in the table of formats, what the message calls it, tensors. */
const kinds: readonly (readonly [string, string, Record<string, Tensor>])[] = [
  ['K07', 'an ED-LoRA', tensors(['new_concept_embedding.<cat>', 16, 768])],
  ['K08', 'cloneofsimo', tensors(['unet:0:up', 16, 4], ['unet:0:down', 4, 16])],
  ['K09', 'a LoKr', tensors(['lora_unet_x.lokr_w1', 4, 4], ['lora_unet_x.lokr_w2_a', 4, 2])],
  ['K10', 'a LoHa', tensors(['lora_unet_x.hada_w1_a', 16, 4], ['lora_unet_x.hada_w1_b', 4, 16])],
  ['K12', 'a DoRA', { ...kohya, ...tensors(['lora_unet_mid_block_x.dora_scale', 16, 1]) }],
  ['K12', 'a DoRA', { ...pair, ...tensors([`${layer}.lora_magnitude_vector`, 16]) }],
  ['K13', 'a GLoRA', tensors(['lora_unet_x.a1.weight', 16, 4], ['lora_unet_x.b1.weight', 16, 4])],
  ['K14', 'an OFT', tensors(['oft_unet_x.oft_blocks', 4, 4, 4])],
  ['K15', 'a BOFT', tensors(['lora_unet_x.oft_blocks', 2, 4, 4, 4])],
  ['K16', 'OFT or BOFT (PEFT)', tensors(['base_model.model.x.oft_R.weight', 4, 6])],
  ['K17', 'an HRA', tensors(['base_model.model.x.hra_u', 16, 4])],
  ['K18', 'an IA3', tensors(['lora_unet_x.weight', 16], ['lora_unet_x.on_input', 1])],
  ['K19', 'full differences', { ...kohya, ...tensors(['lora_unet_y.diff', 16, 16]) }],
  ['K19', 'norms', { ...kohya, ...tensors(['lora_unet_y.w_norm', 16]) }],
  ['K20', 'an AdaLoRA', tensors([`${layer}.lora_A`, 4, 16], [`${layer}.lora_B`, 16, 4], [`${layer}.lora_E`, 4, 1])],
  ['K21', 'an IncreLoRA', tensors([`${layer}.lora_A.0`, 1, 16], [`${layer}.lora_E.0`, 1, 1], [`${layer}.ranknum`, 1])],
  ['K22', 'a SoRA', { ...pair, ...tensors([`${layer}.gate`, 1, 4]) }],
  ['K23', 'an NLoRA', { ...pair, ...tensors([`${layer}.lora_N.weight`, 4, 4]) }],
  ['K24', 'a LoRA-XS', { ...pair, ...tensors([`${layer}.default_lora_latent_mapping.weight`, 4, 4]) }],
  ['K25', 'a LaMDA', { ...pair, ...tensors([`${layer}.sigma.default.weight`, 4, 4]) }],
  ['K26', 'a KaSA', { ...pair, ...tensors([`${layer}.lora_diag`, 4]) }],
  ['K29', 'a LoLDU', tensors([`${layer}.parametrizations.weight.0.vector_z`, 4])],
  ['K30', 'a RandLoRA', tensors([`${layer}.randlora_lambda`, 4, 4], [`${layer}.randlora_gamma`, 4, 16])],
  ['K31', 'a VeRA', tensors([`${layer}.vera_lambda_b`, 16], [`${layer}.vera_lambda_d`, 4])],
  ['K32', 'a NOLA', tensors([`${layer}.lora_A.coefficients`, 4], [`${layer}.lora_A.seed`, 1])],
  ['K33', 'a Bone or MiSS', tensors([`${layer}.bone_block`, 4, 16])],
  ['K34', 'a BAT', tensors([`${layer}.miss_block`, 4, 4, 4])],
  ['K35', 'a Hydra', tensors([`${layer}.hydra_par.hydra_A.weight`, 4, 16])],
  ['K36', 'routed adapters', { ...pair, ...tensors([`${layer}.moe_gate.weight`, 2, 16]) }],
  ['K38', 'a textual inversion', tensors(['emb_params', 4, 768])],
  ['K38', 'a textual inversion', tensors(['clip_l', 4, 768], ['clip_g', 4, 1280])],
  [
    'K39',
    'split projections',
    tensors(['lora_unet_x.lora_down.0.weight', 4, 16], ['lora_unet_x.lora_up.0.weight', 8, 4]),
  ],
]

describe('other kinds of adapters', () => {
  it.each(kinds)('%s is refused as %s', async (id, name, content) => {
    const path = await writeAdapterFile(content)
    const found = Object.entries(content).map(
      ([tensorName, { shape }]) => kindOfTensor({ name: tensorName, shape })?.id,
    )
    expect(found).toContain(id)
    await expect(readAdapter(path)).rejects.toMatchObject({
      code: 'adapter-unsupported',
      message: expect.stringContaining(name),
    })
  })

  it('says how much of a mixed file is of the other kind', async () => {
    const path = await writeAdapterFile({ ...kohya, ...tensors(['lora_unet_y.hada_w1_a', 16, 4]) })
    await expect(readAdapter(path)).rejects.toThrow('is a LoHa (LyCORIS) in part: 1 of its 4 tensors')
  })

  it('refuses a lone word embedding as diffusers saves it', async () => {
    const path = await writeAdapterFile(tensors(['<my-cat>', 1, 768]))
    await expect(readAdapter(path)).rejects.toThrow('is a textual inversion')
  })

  it('refuses a file with several PEFT adapters', async () => {
    const path = await writeAdapterFile(
      tensors(
        [`${layer}.lora_A.default_0.weight`, 4, 16],
        [`${layer}.lora_B.default_0.weight`, 16, 4],
        [`${layer}.lora_A.default_1.weight`, 4, 16],
        [`${layer}.lora_B.default_1.weight`, 16, 4],
      ),
    )
    await expect(readAdapter(path)).rejects.toThrow('holds several adapters (default_0, default_1)')
  })
})

describe('configurations that change what a low-rank pair means', () => {
  it.each([
    [{ init_lora_weights: 'pissa' }, 'a PiSSA'],
    [{ init_lora_weights: 'pissa_niter_16' }, 'a PiSSA'],
    [{ init_lora_weights: 'olora' }, 'an OLoRA'],
    [{ init_lora_weights: 'corda' }, 'a CorDA'],
    [{ init_lora_weights: 'lora_ga' }, 'a LoRA-GA'],
    [{ init_lora_weights: 'loftq' }, 'a LoftQ'],
    [{ use_dora: true }, 'a DoRA'],
    [{ kasa_config: {} }, 'a KaSA'],
    [{ peft_type: 'LOHA' }, 'LOHA'],
  ])('%j in the header is refused as %s', async (config, name) => {
    const metadata = { lora_adapter_metadata: JSON.stringify(prefixed('unet.', config)) }
    await expect(readAdapter(await writeAdapterFile(pair, metadata))).rejects.toMatchObject({
      code: 'adapter-unsupported',
      message: expect.stringContaining(name),
    })
  })

  it('reads the configuration beside the file too', async () => {
    const path = await writeAdapterFile(pair, {}, 'adapter_model')
    await writeFile(join(dirname(path), 'adapter_config.json'), JSON.stringify({ init_lora_weights: 'pissa' }))
    await expect(readAdapter(path)).rejects.toThrow('a PiSSA')
  })

  it.each([{ init_lora_weights: 'eva' }, { init_lora_weights: true }, { init_lora_weights: 'gaussian' }])(
    '%j loads as a LoRA',
    async (config) => {
      const metadata = { lora_adapter_metadata: JSON.stringify(prefixed('unet.', config)) }
      expect((await readAdapter(await writeAdapterFile(pair, metadata))).layers).toHaveLength(1)
    },
  )
})

function prefixed(prefix: string, config: object): object {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [prefix + key, value]))
}

describe('files that are no adapters', () => {
  it.each([
    ['a ControlNet', ['control_model.input_blocks.0.0.weight', 'model.diffusion_model.x.weight']],
    ['a ControlNet', ['lllite_unet_x.down.0.weight']],
    ['a ControlNet', ['lora_controlnet', 'lora_unet_x.lora_down.weight']],
    ['an IP-Adapter', ['image_proj.proj.weight', 'ip_adapter.1.to_k_ip.weight']],
    ['a checkpoint', ['model.diffusion_model.input_blocks.0.0.weight', 'first_stage_model.decoder.conv_in.weight']],
    ['a UNet', ['conv_in.weight', 'conv_out.weight']],
    ['a VAE', ['first_stage_model.encoder.conv_in.weight']],
    ['a VAE', ['encoder.conv_in.weight', 'decoder.conv_in.weight']],
    ['a text encoder', ['text_model.embeddings.token_embedding.weight']],
    ['a language model', ['base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight']],
    ['Whisper', ['base_model.model.model.decoder.layers.0.self_attn.q_proj.lora_A.weight']],
    ['DUSt3R', ['enc_blocks.0.attn.qkv.lora_A.weight']],
  ])('%s', async (name, names) => {
    const path = await writeAdapterFile(tensors(...names.map((tensorName) => [tensorName, 4, 16] as const)))
    await expect(readAdapter(path)).rejects.toMatchObject({
      code: 'adapter-unsupported',
      message: expect.stringContaining(name),
    })
  })

  it('says what it found in a file of unknown tensors', async () => {
    const path = await writeAdapterFile(tensors(['something.else', 4]))
    await expect(readAdapter(path)).rejects.toThrow('holds no layer of a LoRA. Its first tensors are something.else.')
  })
})

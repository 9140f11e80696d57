import { describe, expect, it } from 'vitest'
import { kohyaLayer, sampleTensor, writeAdapterFile } from '../testing/adapterFiles.ts'
import { fixturePath, starterPath } from '../testing/fixtureFiles.ts'
import { modelSlots } from '../testing/modelSlots.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { readAdapter } from './adapterFile.ts'
import { guessArchitecture } from './guessArchitecture.ts'
import { describeMatch, matchAdapter } from './matchAdapter.ts'

const starter = await modelSlots(starterPath())
const sd1 = await modelSlots(fixturePath('tiny-sd1'))

const block = 'lora_unet_down_blocks_0_attentions_0_transformer_blocks_0'
const fitting = kohyaLayer(`${block}_attn1_to_q`, { rank: 2, inFeatures: 96, outFeatures: 96 })
const read = async (tensors: Record<string, Tensor>, metadata = {}) =>
  readAdapter(await writeAdapterFile(tensors, metadata))

describe('matchAdapter', () => {
  it.each(['vesper', 'kiki'])('applies every layer of %s to the starter model', async (name) => {
    const adapter = await readAdapter(starterPath(`loras/${name}.safetensors`))
    const match = matchAdapter(adapter, starter)
    expect(match).toMatchObject({ adapter, skipped: [] })
    expect(match.applied.map(({ layer }) => layer)).toEqual(adapter.layers)
    expect(describeMatch(match)).toBe(`applies to all ${adapter.layers.length} layers`)
  })

  it('puts the form of diffusers into the same slots', async () => {
    const slotsOf = async (path: string) => {
      const { applied } = matchAdapter(await readAdapter(path), starter)
      return applied.map(({ slot }) => slot.layer).sort()
    }
    expect(await slotsOf(fixturePath('vesper.diffusers.safetensors'))).toEqual(
      await slotsOf(starterPath('loras/vesper.safetensors')),
    )
  })

  it('lists what does not fit, with the reason', async () => {
    const adapter = await read({
      ...fitting,
      ...kohyaLayer(`${block}_attn1_to_k`, { rank: 2, inFeatures: 640, outFeatures: 96 }),
      ...kohyaLayer(`${block}_attn1_to_v`, { rank: 2, inFeatures: 96, outFeatures: 320 }),
      ...kohyaLayer('lora_unet_down_blocks_7_attentions_0_proj_in', { rank: 2, inFeatures: 96, outFeatures: 96 }),
      ...kohyaLayer('lora_unet_down_blocks_0_resnets_0_conv1', { rank: 2, inFeatures: 96, outFeatures: 96 }),
      ...kohyaLayer('lora_te2_text_model_encoder_layers_0_mlp_fc1', { rank: 2, inFeatures: 96, outFeatures: 96 }),
      'unet.mid_block.attentions.0.proj_in.lora_A.weight': sampleTensor([2, 192]),
      'unet.mid_block.attentions.0.proj_in.lora_B.weight': sampleTensor([192, 2]),
      'unet.mid_block.attentions.0.proj_in.lora_B.bias': sampleTensor([192]),
    })
    const match = matchAdapter(adapter, starter)
    expect(match.applied.map(({ slot }) => slot.layer)).toEqual([
      'down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q',
    ])
    expect(Object.fromEntries(match.skipped.map(({ target, reason }) => [target, reason]))).toEqual({
      down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_k: 'has 640 inputs; this model has 96',
      down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_v: 'has 320 outputs; this model has 96',
      down_blocks_7_attentions_0_proj_in: 'this model has no such layer',
      down_blocks_0_resnets_0_conv1: 'has a 1x1 kernel; this model has 3x3',
      text_model_encoder_layers_0_mlp_fc1: 'this model has no second text encoder',
      'mid_block.attentions.0.proj_in': 'has a bias of its own, which is not supported yet',
    })
    expect(describeMatch(match)).toMatch(/^applies to 1 of 7 layers; 6 skipped: .*this model has no such layer \(down_/)
  })

  it('groups skipped layers by reason', async () => {
    const missing = [1, 2, 3, 4, 5].map((index) =>
      kohyaLayer(`lora_unet_extra_${index}`, { rank: 2, inFeatures: 8, outFeatures: 8 }),
    )
    const match = matchAdapter(await read(Object.assign({}, fitting, ...missing)), starter)
    expect(describeMatch(match)).toBe(
      'applies to 1 of 6 layers; 5 skipped: this model has no such layer (extra_1, extra_2, extra_3 and 2 more)',
    )
  })

  it('fits linear factors to a 1x1 convolution and the reverse', async () => {
    const adapter = await read({
      ...kohyaLayer('lora_unet_down_blocks_1_resnets_0_conv_shortcut', { rank: 2, inFeatures: 96, outFeatures: 192 }),
      'lora_unet_mid_block_attentions_0_transformer_blocks_0_attn1_to_q.lora_down.weight': sampleTensor([2, 192, 1, 1]),
      'lora_unet_mid_block_attentions_0_transformer_blocks_0_attn1_to_q.lora_up.weight': sampleTensor([192, 2, 1, 1]),
    })
    const { applied } = matchAdapter(adapter, starter)
    expect(applied.map(({ layer, slot }) => [layer.kind, slot.kind]).sort()).toEqual([
      ['convolution', 'linear'],
      ['linear', 'convolution'],
    ])
  })
})

describe('adapters for another model', () => {
  const crossAttention = (width: number) =>
    kohyaLayer(`${block}_attn2_to_k`, { rank: 2, inFeatures: width, outFeatures: 320 })

  it('are refused with what they were made for', async () => {
    const adapter = await read(crossAttention(2048))
    expect(() => matchAdapter(adapter, starter)).toThrow(
      "'sample' was made for SDXL (cross attention 2048); this model has 256.",
    )
  })

  it('are refused even where some layers happen to fit', async () => {
    const adapter = await read({ ...fitting, ...crossAttention(768) })
    expect(() => matchAdapter(adapter, starter)).toThrow('was made for Stable Diffusion 1 (cross attention 768)')
  })

  it('are told from each other by shape before metadata', async () => {
    const metadata = { 'modelspec.architecture': 'stable-diffusion-xl-v1-base/lora' }
    expect(guessArchitecture(await read(crossAttention(768), metadata))).toEqual({
      name: 'Stable Diffusion 1',
      crossAttentionWidth: 768,
      evidence: 'shapes',
    })
    expect(guessArchitecture(await read(fitting, metadata))).toMatchObject({ name: 'SDXL', evidence: 'metadata' })
  })

  it.each([
    [{ ss_base_model_version: 'sdxl_base_v1-0' }, 'SDXL'],
    [{ ss_base_model_version: 'sd_v1' }, 'Stable Diffusion 1'],
    [{ ss_v2: 'True' }, 'Stable Diffusion 2'],
    [{ 'modelspec.architecture': 'flux-1-dev/lora' }, 'Flux'],
    [{ 'modelspec.architecture': 'new-model/lora' }, 'new-model'],
    [{}, undefined],
  ])('%j means %s', async (metadata, name) => {
    expect(guessArchitecture(await read(fitting, metadata)).name).toBe(name)
  })

  it('are recognised when they are for a diffusion transformer', async () => {
    const layer = 'transformer.single_transformer_blocks.0.attn.to_q'
    const adapter = await read({
      [`${layer}.lora_A.weight`]: sampleTensor([2, 3072]),
      [`${layer}.lora_B.weight`]: sampleTensor([3072, 2]),
    })
    expect(() => matchAdapter(adapter, sd1)).toThrow('was made for a diffusion transformer such as Flux')
  })

  it('are refused with an example where nothing is known about them', async () => {
    const adapter = await read(kohyaLayer('lora_unet_other', { rank: 2, inFeatures: 8, outFeatures: 8 }))
    expect(() => matchAdapter(adapter, starter)).toThrow(
      "None of the 1 layers of 'sample' fits this model. For example, 'other': this model has no such layer.",
    )
  })
})

describe('Kronecker factors under the names of a LoRA', () => {
  it.each(['unet.%.processor.to_q_lora', 'unet.%.to_q.lora_layer', 'unet.%.to_q.lora_linear_layer'])(
    'are refused in %s',
    async (naming) => {
      const layer = naming.replace('%', 'mid_block.attentions.0.transformer_blocks.0.attn1')
      // 64 · 3 outputs, 8 · 24 inputs
      const adapter = read({
        [`${layer}.down.weight`]: sampleTensor([8, 64]),
        [`${layer}.up.weight`]: sampleTensor([3, 24]),
      })
      await expect(adapter.then((found) => matchAdapter(found, starter))).rejects.toMatchObject({
        code: 'adapter-unsupported',
        message: expect.stringContaining('DiffuseKronA'),
      })
    },
  )
})

import { describe, expect, it } from 'vitest'
import { fixturePath, starterPath } from '../testing/fixtureFiles.ts'
import { modelSlots } from '../testing/modelSlots.ts'
import { attentionBlocksOf, blocksOf, blockWeightOf, blockWeightPresets, parseBlockWeights } from './blockWeights.ts'

const sd1 = (await modelSlots(fixturePath('tiny-sd1'))).unet
const sdxl = (await modelSlots(fixturePath('tiny-sdxl'))).unet
const starter = (await modelSlots(starterPath())).unet

const count = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

/** Layers whose weight tells that of a block: block name, layer of Stable Diffusion 1. */
const sd1Layers = {
  IN00: 'conv_in',
  IN01: 'down_blocks.0.attentions.0.proj_in',
  IN02: 'down_blocks.0.attentions.1.proj_in',
  IN03: 'down_blocks.0.downsamplers.0.conv',
  IN04: 'down_blocks.1.resnets.0.conv1',
  IN05: 'down_blocks.1.attentions.1.proj_in',
  IN07: 'down_blocks.2.attentions.0.proj_in',
  IN08: 'down_blocks.2.attentions.1.proj_in',
  IN11: 'down_blocks.3.resnets.1.conv1',
  MID: 'mid_block.attentions.0.proj_in',
  OUT00: 'up_blocks.0.resnets.0.conv1',
  OUT02: 'up_blocks.0.upsamplers.0.conv',
  OUT03: 'up_blocks.1.attentions.0.proj_in',
  OUT11: 'up_blocks.3.attentions.2.proj_in',
}

describe('blocks', () => {
  it('are 25 in Stable Diffusion 1, 16 of them with attention', () => {
    expect(blocksOf(sd1)).toHaveLength(25)
    expect(attentionBlocksOf(sd1)).toEqual(
      'IN01 IN02 IN04 IN05 IN07 IN08 MID OUT03 OUT04 OUT05 OUT06 OUT07 OUT08 OUT09 OUT10 OUT11'.split(' '),
    )
  })

  it('are 19 in SDXL, 11 of them with attention', () => {
    expect(blocksOf(sdxl)).toHaveLength(19)
    expect(attentionBlocksOf(sdxl)).toEqual('IN04 IN05 IN07 IN08 MID OUT00 OUT01 OUT02 OUT03 OUT04 OUT05'.split(' '))
  })

  it('follow the structure of any other model', () => {
    expect(blocksOf(starter)).toEqual(
      'IN00 IN01 IN02 IN03 IN04 IN05 MID OUT00 OUT01 OUT02 OUT03 OUT04 OUT05'.split(' '),
    )
    expect(attentionBlocksOf(starter)).toEqual('IN01 IN03 MID OUT02 OUT03 OUT04 OUT05'.split(' '))
  })
})

describe('vectors', () => {
  it('of 26 give every block of Stable Diffusion 1 its number', () => {
    const weights = parseBlockWeights(count(0, 25), sd1)
    const numbers = Object.entries(sd1Layers).map(([block, layer]) => [block, blockWeightOf(weights, 'unet', layer)])
    const blocks = blocksOf(sd1)
    expect(numbers).toEqual(Object.keys(sd1Layers).map((block) => [block, blocks.indexOf(block) + 1]))
  })

  it('of 17 give the blocks with attention their numbers and the others 0', () => {
    const weights = parseBlockWeights(count(0, 16).join(', '), sd1)
    const numbers = Object.entries(sd1Layers).map(([block, layer]) => [block, blockWeightOf(weights, 'unet', layer)])
    expect(Object.fromEntries(numbers)).toEqual({
      ...{ IN00: 0, IN01: 1, IN02: 2, IN03: 0, IN04: 3, IN05: 4, IN07: 5, IN08: 6, IN11: 0 },
      ...{ MID: 7, OUT00: 0, OUT02: 0, OUT03: 8, OUT11: 16 },
    })
  })

  it('of 20 and 12 fit SDXL', () => {
    const layer = 'up_blocks.1.attentions.2.transformer_blocks.0.attn1.to_q'
    expect(blockWeightOf(parseBlockWeights(count(0, 19), sdxl), 'unet', layer)).toBe(16)
    expect(blockWeightOf(parseBlockWeights(count(0, 11), sdxl), 'unet', layer)).toBe(11)
  })

  it('begin with the number of the text encoders and of layers outside the blocks', () => {
    const weights = parseBlockWeights(['0.25', ...Array.from({ length: 25 }, () => '1')].join(), sd1)
    expect(blockWeightOf(weights, 'textEncoder', 'text_model.encoder.layers.0.mlp.fc1')).toBe(0.25)
    expect(blockWeightOf(weights, 'textEncoder2', 'text_model.encoder.layers.0.mlp.fc1')).toBe(0.25)
    expect(blockWeightOf(weights, 'unet', 'time_embedding.linear_1')).toBe(0.25)
    expect(blockWeightOf(weights, 'unet', 'conv_out')).toBe(1)
  })

  it.each([
    [count(1, 5), sd1, 'There are 5 block weights; this model takes 17 or 26.'],
    [count(1, 61), sd1, 'There are 61 block weights, as for Flux; this model takes 17 or 26.'],
    [count(1, 17), sdxl, 'There are 17 block weights; this model takes 12 or 20.'],
    [count(1, 17), starter, 'There are 17 block weights; this model takes 8 or 14.'],
    ['1,2,x', sd1, "The block weights '1,2,x' are not all numbers or a preset."],
    ['1,,1', sd1, "The block weights '1,,1' are not all numbers or a preset."],
    ['', sd1, "The block weights '' are not all numbers or a preset."],
    ['constructor', sd1, "The block weights 'constructor' are not all numbers or a preset."],
  ])('%j are refused where they do not fit', (value, slots, message) => {
    expect(() => parseBlockWeights(value, slots)).toThrow(
      expect.objectContaining({ code: 'setting-invalid', message, remedy: expect.stringContaining('IN00') }),
    )
  })
})

/** The 17 numbers of each preset as sd-webui-lora-block-weight ships them. */
const published = {
  NONE: '0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0',
  ALL: '1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1',
  INS: '1,1,1,1,0,0,0,0,0,0,0,0,0,0,0,0,0',
  IND: '1,0,0,0,1,1,1,0,0,0,0,0,0,0,0,0,0',
  INALL: '1,1,1,1,1,1,1,0,0,0,0,0,0,0,0,0,0',
  MIDD: '1,0,0,0,1,1,1,1,1,1,1,1,0,0,0,0,0',
  OUTD: '1,0,0,0,0,0,0,0,1,1,1,1,0,0,0,0,0',
  OUTS: '1,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1',
  OUTALL: '1,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1',
}

describe('presets', () => {
  it('are those that people know', () => {
    expect(blockWeightPresets).toEqual(Object.keys(published))
  })

  it.each(Object.entries(published))('%s has its published numbers on Stable Diffusion 1', (name, vector) => {
    const preset = parseBlockWeights(name, sd1)
    const numbers = parseBlockWeights(vector, sd1)
    const attention = sd1.filter(({ layer }) => layer.includes('.attentions.'))
    const weightsOf = (weights: typeof preset) => attention.map(({ layer }) => blockWeightOf(weights, 'unet', layer))
    expect(preset.base).toBe(numbers.base)
    expect(weightsOf(preset)).toEqual(weightsOf(numbers))
  })

  it('reach the blocks without attention too', () => {
    const all = parseBlockWeights('all', sd1)
    expect(new Set(sd1.map(({ layer }) => blockWeightOf(all, 'unet', layer)))).toEqual(new Set([1]))
  })

  it.each([
    ['INS', [1, 0, 0, 0, 0, 0, 0]],
    ['IND', [0, 1, 0, 0, 0, 0, 0]],
    ['MIDD', [0, 1, 1, 1, 1, 0, 0]],
    ['OUTS', [0, 0, 0, 0, 0, 1, 1]],
  ])('%s keeps its meaning in a model with fewer blocks', (name, expected) => {
    const weights = parseBlockWeights(name, starter)
    const layers = ['down_blocks.0.attentions.0', 'down_blocks.1.attentions.0', 'mid_block.attentions.0'].concat(
      [1, 2].flatMap((block) => [0, 1].map((index) => `up_blocks.${block}.attentions.${index}`)),
    )
    expect(layers.map((layer) => blockWeightOf(weights, 'unet', `${layer}.proj_in`))).toEqual(expected)
  })
})

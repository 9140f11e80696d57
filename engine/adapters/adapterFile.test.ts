import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kohyaLayer, sampleTensor, writeAdapterFile } from '../testing/adapterFiles.ts'
import { largestDifference, relativeL2 } from '../testing/closeness.ts'
import { fixturePath, starterPath } from '../testing/fixtureFiles.ts'
import { float32, tensor, type Tensor } from '../tensor/tensor.ts'
import { loadFactors, readAdapter } from './adapterFile.ts'

const target = 'mid_block.attentions.0.transformer_blocks.0.attn1.to_q'
const sizes = { rank: 4, inFeatures: 16, outFeatures: 24 }
const down = sampleTensor([4, 16], 1)
const up = sampleTensor([24, 4], 2)

describe('readAdapter on the starter model', () => {
  it('reads a LoRA of the UNet', async () => {
    const adapter = await readAdapter(starterPath('loras/vesper.safetensors'))
    expect(adapter).toMatchObject({ name: 'vesper', kind: 'lora', convention: 'kohya', unrecognised: [] })
    expect(adapter.layers).toHaveLength(84)
    expect(new Set(adapter.layers.map(({ rank, scale }) => `${rank} ${scale}`))).toEqual(new Set(['8 1']))
    expect(adapter.layers[0]).toMatchObject({
      component: 'unet',
      target: 'down_blocks_0_attentions_0_proj_in',
      kind: 'convolution',
      inFeatures: 96,
      outFeatures: 96,
      kernel: [1, 1],
    })
  })

  it('reads a LoRA of the UNet and the text encoder', async () => {
    const { layers } = await readAdapter(starterPath('loras/kiki.safetensors'))
    expect(layers.filter(({ component }) => component === 'textEncoder')).toHaveLength(18)
  })

  it('reads the same factors from the form of diffusers', async () => {
    const kohya = await readAdapter(starterPath('loras/vesper.safetensors'))
    const diffusers = await readAdapter(fixturePath('vesper.diffusers.safetensors'))
    expect(diffusers.convention).toBe('peft')
    expect(diffusers.layers).toHaveLength(kohya.layers.length)
    for (const layer of diffusers.layers) {
      const same = kohya.layers.find((other) => other.target === layer.target.replaceAll('.', '_'))!
      expect(layer.scale).toBe(same.scale)
      const [ours, theirs] = [await loadFactors(diffusers, layer), await loadFactors(kohya, same)]
      expect(largestDifference(ours.down, theirs.down)).toBe(0)
      expect(largestDifference(ours.up, theirs.up)).toBe(0)
    }
  })
})

describe('naming', () => {
  it.each<[string, Record<string, Tensor>]>([
    ['kohya', { [`lora_unet_${target}.lora_down.weight`]: down, [`lora_unet_${target}.lora_up.weight`]: up }],
    ['diffusers', { [`unet.${target}.lora.down.weight`]: down, [`unet.${target}.lora.up.weight`]: up }],
    ['peft', { [`base_model.model.${target}.lora_A.weight`]: down, [`base_model.model.${target}.lora_B.weight`]: up }],
    ['peft', { [`unet.${target}.lora_A`]: down, [`unet.${target}.lora_B`]: up }],
  ])('%s', async (convention, tensors) => {
    const adapter = await readAdapter(await writeAdapterFile(tensors))
    expect(adapter).toMatchObject({
      convention,
      name: 'sample',
      layers: [{ target, ...sizes, scale: 1, tucker: false }],
    })
    const factors = await loadFactors(adapter, adapter.layers[0]!)
    expect(factors).toEqual({ down: down.data, up: up.data })
  })

  it('reads factors in half precision', async () => {
    const halves = (shape: number[]) => tensor('float16', shape, new Uint16Array(shape[0]! * shape[1]!).fill(0x3800))
    const path = await writeAdapterFile({
      'unet.x.lora_A.weight': halves([2, 3]),
      'unet.x.lora_B.weight': halves([5, 2]),
    })
    const adapter = await readAdapter(path)
    expect(await loadFactors(adapter, adapter.layers[0]!)).toEqual({
      down: new Float32Array(6).fill(0.5),
      up: new Float32Array(10).fill(0.5),
    })
  })

  it('names the adapter after its title, its output name or its file', async () => {
    const tensors = kohyaLayer('lora_unet_x', sizes)
    const nameOf = async (metadata: Record<string, string>) =>
      (await readAdapter(await writeAdapterFile(tensors, metadata))).name
    expect(await nameOf({ 'modelspec.title': 'Title', ss_output_name: 'output' })).toBe('Title')
    expect(await nameOf({ ss_output_name: 'output' })).toBe('output')
    expect(await nameOf({})).toBe('sample')
  })

  it('lists tensors that belong to no layer', async () => {
    const stray = { 'lora_unet_y.alpha': float32([]), 'bundle_emb.cat.string_to_param.*': float32([1, 8]) }
    const adapter = await readAdapter(await writeAdapterFile({ ...kohyaLayer('lora_unet_x', sizes), ...stray }))
    expect(new Set(adapter.unrecognised)).toEqual(new Set(Object.keys(stray)))
  })
})

describe('scale', () => {
  it.each([
    [undefined, 1],
    [0, 1],
    [4, 1],
    [1, 0.25],
    [8, 2],
    [-2, -0.5],
  ])('an alpha of %s at rank 4 gives %d', async (alpha, scale) => {
    const tensors = kohyaLayer('lora_unet_x', { ...sizes, ...(alpha !== undefined && { alpha }) })
    expect((await readAdapter(await writeAdapterFile(tensors))).layers[0]!.scale).toBe(scale)
  })

  const layers = ['down_blocks.0.attn1.to_q', 'down_blocks.1.attn1.to_q', 'mid_block.attn1.to_v']
  const tensors = Object.fromEntries(
    layers.flatMap((layer) => [
      [`unet.${layer}.lora_A.weight`, down],
      [`unet.${layer}.lora_B.weight`, up],
    ]),
  )
  it.each<[string, Record<string, unknown>, number[]]>([
    ['lora_alpha', { r: 4, lora_alpha: 8 }, [2, 2, 2]],
    ['use_rslora', { r: 4, lora_alpha: 8, use_rslora: true }, [4, 4, 4]],
    ['a suffix in alpha_pattern', { lora_alpha: 8, alpha_pattern: { to_v: 2 } }, [2, 2, 0.5]],
    ['a path in alpha_pattern', { lora_alpha: 8, alpha_pattern: { 'down_blocks.1.attn1.to_q': 16 } }, [2, 4, 2]],
    [
      'an expression in alpha_pattern',
      { lora_alpha: 8, alpha_pattern: { 'down_blocks\\.\\d+.*to_q': 1 } },
      [0.25, 0.25, 2],
    ],
    ['the first of two patterns', { lora_alpha: 8, alpha_pattern: { 'attn1.to_q': 4, to_q: 12 } }, [1, 1, 2]],
    ['no part of a name', { lora_alpha: 8, alpha_pattern: { o_q: 4 } }, [2, 2, 2]],
  ])('follows %s', async (_, config, scales) => {
    const prefixed = Object.fromEntries(Object.entries(config).map(([key, value]) => [`unet.${key}`, value]))
    const embedded = await writeAdapterFile(tensors, { lora_adapter_metadata: JSON.stringify(prefixed) })
    const beside = await writeAdapterFile(tensors, {}, 'adapter_model')
    await writeFile(join(dirname(beside), 'adapter_config.json'), JSON.stringify(config))
    for (const path of [embedded, beside]) {
      const adapter = await readAdapter(path)
      expect(layers.map((layer) => adapter.layers.find((found) => found.target === layer)!.scale)).toEqual(scales)
    }
  })

  it('takes no configuration from a folder of several adapters', async () => {
    const path = await writeAdapterFile(tensors)
    await writeFile(join(dirname(path), 'adapter_config.json'), JSON.stringify({ lora_alpha: 8 }))
    await writeFile(join(dirname(path), 'another.safetensors'), '')
    expect((await readAdapter(path)).layers[0]!.scale).toBe(1)
  })
})

describe('Tucker form', () => {
  it('cache invariant 46: equals the three convolutions one after another', async () => {
    const [rank, inFeatures, outFeatures, side] = [3, 5, 7, 6]
    const layer = 'lora_unet_mid_block_resnets_0_conv1'
    const core = sampleTensor([rank, rank, 3, 3], 3)
    const first = sampleTensor([rank, inFeatures, 1, 1], 4)
    const last = sampleTensor([outFeatures, rank, 1, 1], 5)
    const path = await writeAdapterFile({
      [`${layer}.lora_down.weight`]: first,
      [`${layer}.lora_mid.weight`]: core,
      [`${layer}.lora_up.weight`]: last,
    })
    const adapter = await readAdapter(path)
    expect(adapter.layers).toMatchObject([
      { kind: 'convolution', rank, inFeatures, outFeatures, kernel: [3, 3], tucker: true },
    ])
    const factors = await loadFactors(adapter, adapter.layers[0]!)
    const picture = sampleTensor([inFeatures, side, side], 6)
    const throughThree = convolve(convolve(convolve(picture, first), core), last)
    const folded = convolve(
      convolve(picture, float32([rank, inFeatures, 3, 3], factors.down)),
      float32([outFeatures, rank, 1, 1], factors.up),
    )
    expect(folded.shape).toEqual([outFeatures, 4, 4])
    expect(relativeL2(folded.data, throughThree.data)).toBeLessThan(1e-6)
  })
})

/** A convolution of `[in, height, width]` without padding, in double precision until the end. */
function convolve(picture: Tensor<'float32'>, weight: Tensor<'float32'>): Tensor<'float32'> {
  const [inFeatures, height, width] = picture.shape as [number, number, number]
  const [outFeatures, , kernelHeight, kernelWidth] = weight.shape as [number, number, number, number]
  const [outHeight, outWidth] = [height - kernelHeight + 1, width - kernelWidth + 1]
  const result = float32([outFeatures, outHeight, outWidth])
  for (let out = 0; out < outFeatures; out++)
    for (let y = 0; y < outHeight; y++)
      for (let x = 0; x < outWidth; x++) {
        let sum = 0
        for (let channel = 0; channel < inFeatures; channel++)
          for (let k = 0; k < kernelHeight; k++)
            for (let l = 0; l < kernelWidth; l++) {
              const value = picture.data[(channel * height + y + k) * width + x + l]!
              sum += value * weight.data[((out * inFeatures + channel) * kernelHeight + k) * kernelWidth + l]!
            }
        result.data[(out * outHeight + y) * outWidth + x] = sum
      }
  return result
}

describe('broken files', () => {
  const layer = 'lora_unet_x'
  const whole = kohyaLayer(layer, { ...sizes, alpha: 4 })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'refuses %d among the weights',
    async (value) => {
      const broken = sampleTensor([24, 4])
      broken.data[17] = value
      const adapter = await readAdapter(await writeAdapterFile({ ...whole, [`${layer}.lora_up.weight`]: broken }))
      await expect(loadFactors(adapter, adapter.layers[0]!)).rejects.toMatchObject({
        code: 'file-invalid',
        message: expect.stringContaining(`'${layer}.lora_up.weight'`),
      })
    },
  )

  it.each<[string, Record<string, Tensor | undefined>, string]>([
    ['a missing factor', { [`${layer}.lora_up.weight`]: undefined }, "not the factor 'up'"],
    ['ranks that disagree', { [`${layer}.lora_up.weight`]: sampleTensor([24, 5]) }, 'has rank 4'],
    ['an alpha that is not a number', { [`${layer}.alpha`]: float32([], Float32Array.of(Number.NaN)) }, 'not a number'],
    ['an alpha for each rank', { [`${layer}.alpha`]: sampleTensor([4]) }, 'not a single number'],
    ['a factor that is a vector', { [`${layer}.lora_up.weight`]: sampleTensor([24]) }, 'not a matrix'],
    ['a core of another rank', { [`${layer}.lora_mid.weight`]: sampleTensor([3, 3, 3, 3]) }, 'does not fit rank 4'],
  ])('refuses %s', async (_, changes, reason) => {
    const tensors = Object.entries({ ...whole, ...changes }).filter(([, value]) => value !== undefined)
    const path = await writeAdapterFile(Object.fromEntries(tensors) as Record<string, Tensor>)
    await expect(readAdapter(path)).rejects.toMatchObject({
      code: 'file-invalid',
      message: expect.stringContaining(reason),
    })
  })

  it('refuses quantised weights', async () => {
    const path = await writeAdapterFile({
      ...whole,
      [`${layer}.lora_up.weight`]: tensor('int8', [24, 4], new Int8Array(96)),
    })
    await expect(readAdapter(path)).rejects.toMatchObject({ code: 'adapter-unsupported' })
  })

  it('marks layers with a bias of their own', async () => {
    const tensors = {
      'unet.x.lora_A.weight': down,
      'unet.x.lora_B.weight': up,
      'unet.x.lora_B.bias': sampleTensor([24]),
    }
    const [biased] = (await readAdapter(await writeAdapterFile(tensors))).layers
    expect(biased!.refusal).toContain('bias')
  })
})

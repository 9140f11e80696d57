import { describe, expect, it } from 'vitest'
import { openCheckpoint } from '../../checkpoint/checkpoint.ts'
import { parseUNetConfig } from '../../checkpoint/configs/unetConfig.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { oneCore } from '../../testing/oneCore.ts'
import { largestDifference, relativeL2 } from '../../testing/closeness.ts'
import { fixturePath, openFixture, starterPath } from '../../testing/fixtureFiles.ts'
import { emptySlotFeeds } from '../../testing/slotFeeds.ts'
import { float32, type Tensor } from '../../tensor/tensor.ts'
import { guidanceGrid } from './guidanceGrid.ts'
import { buildMapsUNet } from './mapsGraph.ts'
import { buildUNet } from './unet.ts'

describe('the guidance grid', () => {
  const stableDiffusion1 = parseUNetConfig({}, 'config.json') // the defaults are those of SD 1.x
  const depths = { transformer_layers_per_block: [1, 2, 10] }
  const types = {
    block_out_channels: [320, 640, 1280],
    down_block_types: ['DownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D'],
    up_block_types: ['CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'UpBlock2D'],
    attention_head_dim: [5, 10, 20],
  }
  const stableDiffusionXL = parseUNetConfig({ ...types, ...depths }, 'config.json')

  it('is 1/32 of the picture in SD 1.x, on five layers', () => {
    expect(guidanceGrid(stableDiffusion1, { height: 64, width: 96 })).toEqual({
      height: 16,
      width: 24,
      layers: [
        'down_blocks.2.attentions.0.transformer_blocks.0',
        'down_blocks.2.attentions.1.transformer_blocks.0',
        'up_blocks.1.attentions.0.transformer_blocks.0',
        'up_blocks.1.attentions.1.transformer_blocks.0',
        'up_blocks.1.attentions.2.transformer_blocks.0',
      ],
    })
  })

  it('is 1/32 of the picture in SDXL, on sixty layers with those of the middle among them', () => {
    const { height, width, layers } = guidanceGrid(stableDiffusionXL, { height: 128, width: 128 })
    const count = (block: string) => layers.filter((layer) => layer.startsWith(block)).length
    expect({ height, width }).toEqual({ height: 32, width: 32 })
    expect(['down_blocks.2', 'mid_block', 'up_blocks.0', ''].map(count)).toEqual([20, 10, 30, 60])
  })

  it('needs a block that attends to the text outside of the middle', () => {
    const plain = { down_block_types: Array(4).fill('DownBlock2D'), up_block_types: Array(4).fill('UpBlock2D') }
    const config = parseUNetConfig(plain, 'config.json')
    expect(() => guidanceGrid(config, { height: 64, width: 64 })).toThrow('outside of its middle block')
  })
})

describe('attention maps', async () => {
  const runtime = await createRuntime(oneCore)
  const { unet } = await openCheckpoint(starterPath())
  const golden = await openFixture('starter_attention.safetensors')
  const text = await (await openFixture('starter_parts.safetensors')).read('text_embeddings')
  const size = 77 * 256
  const feeds = new Map<string, Tensor>([
    ['latents', await golden.read('latents')],
    ['timesteps', float32([2, 1], Float32Array.of(501, 501))],
    ['textEmbeddings', float32([2, 77, 256], text.data.slice(size, 3 * size))],
  ])
  const network = buildMapsUNet(unet, { height: 32, width: 32, adaptable: true })

  it('agree with the reference within 1e-5, alone and beside the noise prediction', async () => {
    const outputs = ['noisePrediction', 'crossAttentionMap', 'selfAttentionMap'] as const
    const whole = buildUNet(unet, { height: 32, width: 32, adaptable: false, outputs })
    for (const { graph, slots } of [network, whole]) {
      const session = await runtime.createSession(graph)
      const results = await session.run(new Map([...emptySlotFeeds(slots), ...feeds]))
      await session.release()
      const values = (name: string) => results.get(name)?.data as Float32Array
      const [cross, self] = [await golden.read('cross_attention_mean'), await golden.read('self_attention_mean')]
      expect(largestDifference(values('crossAttentionMap'), cross.data)).toBeLessThan(1e-5)
      expect(largestDifference(values('selfAttentionMap'), self.data)).toBeLessThan(1e-5)
      if (!results.has('noisePrediction')) continue
      const noise = await golden.read('noise_prediction.501')
      expect(relativeL2(values('noisePrediction'), noise.data)).toBeLessThan(1e-4)
    }
  })

  it('come from the layers that the reference read', () => {
    const { cross_attention_16x16: layers } = JSON.parse(golden.metadata.get('layers') ?? '') as Record<
      string,
      string[]
    >
    const grid = guidanceGrid(unet.config, { height: 32, width: 32 })
    expect(grid.layers.map((layer) => `${layer}.attn2`)).toEqual(layers)
  })

  it('need nothing of the network behind the last layer that is read', () => {
    const last = 'up_blocks.1.attentions.1.transformer_blocks.0'
    const names = network.slots.map(({ layer }) => layer)
    expect(names).toContain(`${last}.attn2.to_k`)
    expect(names.filter((name) => name.startsWith('up_blocks.2') || name.startsWith(`${last}.ff`))).toEqual([])
    expect(names).not.toContain(`${last}.attn2.to_v`)
  })

  it.each(['tiny-sd1', 'tiny-sd2', 'tiny-sdxl'])('have rows that sum to 1 in %s, at an odd size', async (folder) => {
    const checkpoint = await openCheckpoint(fixturePath(folder))
    const { config } = checkpoint.unet
    const options = { height: 23, width: 17, adaptable: false }
    const grid = guidanceGrid(config, options)
    const session = await runtime.createSession(buildMapsUNet(checkpoint.unet, options).graph)
    const width = session.inputNames.includes('pooledTextEmbedding') ? config.addition!.projectionInputDim : 0
    const results = await session.run(
      new Map<string, Tensor>([
        [
          'latents',
          float32(
            [1, 4, 23, 17],
            Float32Array.from({ length: 4 * 23 * 17 }, (_, i) => Math.sin(i)),
          ),
        ],
        ['timesteps', float32([1, 1], Float32Array.of(501))],
        ['textEmbeddings', sines(config.crossAttentionDim[0]!)],
        ['pooledTextEmbedding', float32([1, Math.max(0, width - 6 * (config.addition?.timeEmbedDim ?? 0))])],
        ['sizes', float32([1, 6, 1])],
      ]),
    )
    await session.release()
    const tokens = grid.height * grid.width
    for (const [name, length] of [
      ['crossAttentionMap', 5],
      ['selfAttentionMap', tokens],
    ] as const) {
      const { shape, data } = results.get(name)!
      expect(shape).toEqual([1, tokens, length])
      const rows = Array.from({ length: tokens }, (_, row) =>
        (data as Float32Array).slice(row * length, (row + 1) * length).reduce((sum, value) => sum + value, 0),
      )
      expect(
        largestDifference(
          rows,
          rows.map(() => 1),
        ),
      ).toBeLessThan(1e-5)
    }
  })
})

function sines(width: number): Tensor {
  return float32(
    [1, 5, width],
    Float32Array.from({ length: 5 * width }, (_, i) => Math.sin(3 * i)),
  )
}

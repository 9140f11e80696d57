import { describe, expect, it } from 'vitest'
import { openCheckpoint } from '../../checkpoint/checkpoint.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { float32, type Tensor } from '../../tensor/tensor.ts'
import { createTorchGenerator } from '../../tensor/torchRandom.ts'
import { oneCore } from '../../testing/oneCore.ts'
import { relativeL2 } from '../../testing/closeness.ts'
import { fixturePath } from '../../testing/fixtureFiles.ts'
import { emptySlotFeeds } from '../../testing/slotFeeds.ts'
import { buildUNet, type UNet } from './unet.ts'

const runtime = await createRuntime(oneCore)
const { unet } = await openCheckpoint(fixturePath('tiny-sd1'))
const size = { height: 16, width: 16 }
const noise = createTorchGenerator(4)
const latents = float32([2, 4, 16, 16], noise.normal(2 * 4 * 256))
const timesteps = float32([2, 1], Float32Array.of(300, 300))
const firstText = noise.normal(2 * 77 * 32)
const secondText = noise.normal(2 * 77 * 32)

const texts = (...parts: Float32Array[]) => {
  const width = 77 * 32
  const rows = [0, 1].flatMap((row) => parts.flatMap((part) => [...part.subarray(row * width, (row + 1) * width)]))
  return float32([2, 77 * parts.length, 32], Float32Array.from(rows))
}

async function predict({ graph, slots }: UNet, text: Tensor, masks: Map<string, Tensor>): Promise<Float32Array> {
  const session = await runtime.createSession(graph)
  const feeds = new Map<string, Tensor>([...emptySlotFeeds(slots), ...masks])
  for (const [name, value] of Object.entries({ latents, timesteps, textEmbeddings: text })) feeds.set(name, value)
  const output = (await session.run(feeds)).get('noisePrediction')!
  await session.release()
  return output.data as Float32Array
}

/** Every mask of a network, filled by what one query may see of the context. */
function fill({ masks }: UNet, textTokens: number, value: (query: number, key: number) => number): Map<string, Tensor> {
  const feeds = masks.map(({ input, type, height, width }): [string, Tensor] => {
    const queries = height * width
    const keys = type === 'cross' ? textTokens : queries
    const data = Float32Array.from({ length: queries * keys }, (_, i) => value(Math.floor(i / keys), i % keys))
    return [input, float32([1, 1, queries, keys], data)]
  })
  return new Map(feeds)
}

describe('attention masks', async () => {
  const plain = buildUNet(unet, { ...size, adaptable: true })
  const masked = buildUNet(unet, { ...size, adaptable: true, masked: ['cross', 'self'] })
  const unmasked = await predict(plain, texts(firstText), new Map())

  it('are one input for each grid and type of attention', () => {
    const names = masked.masks.map(({ input }) => input).sort()
    const grids = ['16x16', '2x2', '4x4', '8x8']
    expect(names).toEqual(['cross', 'self'].flatMap((type) => grids.map((grid) => `${type}AttentionMask ${grid}`)))
  })

  it('leave out self-attention on grids of more cells than they are wanted for', () => {
    const limited = buildUNet(unet, { ...size, adaptable: true, masked: ['cross', 'self'], mostMaskedCells: 16 })
    const names = limited.masks.filter(({ type }) => type === 'self').map(({ input }) => input)
    expect(names.sort()).toEqual(['selfAttentionMask 2x2', 'selfAttentionMask 4x4'])
    expect(limited.masks.filter(({ type }) => type === 'cross')).toHaveLength(4)
  })

  it('of zeros change nothing', async () => {
    const prediction = await predict(
      masked,
      texts(firstText),
      fill(masked, 77, () => 0),
    )
    expect(relativeL2(prediction, unmasked)).toBeLessThan(1e-6)
  })

  it('hide the tokens of a second text completely', async () => {
    const onlyFirst = fill(masked, 154, (_, key) => (key < 77 ? 0 : -Infinity))
    const self = fill(masked, 154, () => 0)
    const feeds = new Map([...self, ...[...onlyFirst].filter(([name]) => name.startsWith('cross'))])
    const prediction = await predict(masked, texts(firstText, secondText), feeds)
    expect(relativeL2(prediction, unmasked)).toBeLessThan(1e-6)
  })

  it('differ by query: half a picture reads one text, half the other', async () => {
    const halves = fill(masked, 154, (query, key) => (key < 77 === query % 2 < 1 ? 0 : -1e4))
    const self = fill(masked, 154, () => 0)
    const feeds = new Map([...self, ...[...halves].filter(([name]) => name.startsWith('cross'))])
    expect(relativeL2(await predict(masked, texts(firstText, secondText), feeds), unmasked)).toBeGreaterThan(1e-3)
  })
})

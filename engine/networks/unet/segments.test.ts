import { afterAll, describe, expect, it } from 'vitest'
import { createGates, type AdapterStack } from '../../adapters/adapterStack.ts'
import type { RowGate } from '../../adapters/adapterGates.ts'
import { openCheckpoint } from '../../checkpoint/checkpoint.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import type { Session } from '../../runtime/session.ts'
import { elementCount, float32, type Tensor } from '../../tensor/tensor.ts'
import { createTorchGenerator } from '../../tensor/torchRandom.ts'
import { oneCore } from '../../testing/oneCore.ts'
import { largestDifference, relativeL2 } from '../../testing/closeness.ts'
import { fixturePath, starterPath } from '../../testing/fixtureFiles.ts'
import { swept } from '../../testing/sweep.ts'
import { firstBlockCut } from './featureCut.ts'
import { buildMapsUNet } from './mapsGraph.ts'
import { buildUNet, type UNet } from './unet.ts'

const runtime = await createRuntime(oneCore)
const size = { height: 16, width: 16 }
const rows = 2
const words = 5
const noise = createTorchGenerator(6)
const latents = float32([rows, 4, 16, 16], noise.normal(rows * 4 * 256))
const timesteps = float32([rows, 1], Float32Array.of(400, 400))

/** Two adapters of rank 2 in all projections that make or use what is read of the text. */
function stackFor({ slots }: UNet): AdapterStack {
  const spans = [0, 1].map((adapterIndex) => ({ adapterIndex, start: 2 * adapterIndex, rank: 2 }))
  const stacked = slots.map((slot) =>
    /attn2\.(to_k|to_v|to_out\.0)$/.test(slot.layer) ? { slot, rank: 4, spans } : { slot, rank: 1, spans: [] },
  )
  const feeds = stacked.flatMap(({ slot: { kind, kernel, layer, inputs, inFeatures, outFeatures }, rank }) => {
    const isConvolution = kind === 'convolution'
    const amplitude = rank === 1 ? 0 : 0.5 / Math.sqrt(inFeatures)
    const down = sines([rank, inFeatures, ...(isConvolution ? kernel : [])], layer.length, amplitude)
    const up = sines([outFeatures, rank, ...(isConvolution ? [1, 1] : [])], 1 + layer.length, amplitude)
    return [[inputs.down, down] as const, [inputs.up, up] as const]
  })
  return { adapterCount: 2, slots: stacked, feeds: new Map(feeds) }
}

function sines(shape: readonly number[], seed: number, amplitude: number): Tensor<'float32'> {
  return float32(
    shape,
    Float32Array.from({ length: elementCount(shape) }, (_, index) => amplitude * Math.sin(1.7 * index + seed)),
  )
}

const sessions = new Map<UNet, Promise<Session>>()

/** Opened once for each network, which takes longer than a call. */
function sessionOf(unet: UNet): Promise<Session> {
  const session = sessions.get(unet) ?? runtime.createSession(unet.graph)
  sessions.set(unet, session)
  return session
}

afterAll(async () => {
  for (const session of sessions.values()) await (await session).release()
})

async function run(unet: UNet, gate: RowGate, feeds: Readonly<Record<string, Tensor>>) {
  const stack = stackFor(unet)
  const gates = createGates(stack).gateFeeds(Array.from({ length: rows }, () => gate))
  const session = await sessionOf(unet)
  const given = Object.entries({ latents, timesteps, ...feeds })
  return session.run(new Map<string, Tensor>([...stack.feeds, ...gates, ...given]))
}

const values = (outputs: Map<string, Tensor>, name = 'noisePrediction') => outputs.get(name)!.data as Float32Array

/** How much of segment `part` the cell at a place from 0 to 1 across the picture takes. */
type ShareAt = (part: number, across: number) => number

function sharesOf({ segmentShares }: UNet, parts: number, share: ShareAt): Record<string, Tensor> {
  const feeds = segmentShares.map(({ input, height, width }) => {
    const data = Float32Array.from({ length: parts * height * width }, (_, index) =>
      share(Math.floor(index / (height * width)), ((index % width) + 0.5) / width),
    )
    return [input, float32([1, parts, height * width, 1], data)]
  })
  return Object.fromEntries(feeds) as Record<string, Tensor>
}

/** The left half of the picture is the background, the right half a region. */
const halves: ShareAt = (part, across) => Number(across > 0.5 === (part === 1))

const models = swept([['tiny-sd1', fixturePath('tiny-sd1')]], [['the starter model', starterPath()]])

describe.each(models)('a text in segments in %s', async (_, path) => {
  const { unet } = await openCheckpoint(path)
  const width = unet.config.crossAttentionDim[0]!
  const text = (parts: number) => noise.normal(rows * parts * words * width)
  const both = text(2)
  const segments = float32([rows, 2, words, width], both)
  const segmented = buildUNet(unet, { ...size, adaptable: true, segmentTokens: words })
  const open: RowGate = [{ strength: 1 }, { strength: 0.5 }]

  it('is the plain network where one segment has all shares, bit for bit', async () => {
    const outputs = ['noisePrediction', 'crossAttentionMap', 'selfAttentionMap'] as const
    const data = text(1)
    const options = { ...size, adaptable: true, outputs }
    const expected = await run(buildUNet(unet, options), open, { textEmbeddings: float32([rows, words, width], data) })
    const network = buildUNet(unet, { ...options, segmentTokens: words })
    const textEmbeddings = float32([rows, 1, words, width], data)
    const actual = await run(network, open, { textEmbeddings, ...sharesOf(network, 1, () => 1) })
    for (const output of outputs) expect(values(actual, output)).toEqual(values(expected, output))
  })

  it('is a text of all segments behind a mask where shares are 0 or 1', async () => {
    const joint = buildUNet(unet, { ...size, adaptable: true, masked: ['cross'] })
    const masks = joint.masks.map(({ input, height, width: columns }) => {
      const keys = 2 * words
      const data = Float32Array.from({ length: height * columns * keys }, (__, index) => {
        const across = ((Math.floor(index / keys) % columns) + 0.5) / columns
        return Math.log(halves(Math.floor((index % keys) / words), across))
      })
      return [input, float32([1, 1, height * columns, keys], data)] as const
    })
    /** The second adapter belongs to the region, the first to the background. */
    const gate: RowGate = [0, 1].map((part) => ({
      strength: 1 - 0.3 * part,
      imageMask: { height: 1, width: 16, data: Float32Array.from({ length: 16 }, (__, x) => halves(part, x / 15)) },
      textTokens: Float32Array.from({ length: 2 * words }, (__, token) => Number(Math.floor(token / words) === part)),
      segments: Float32Array.from([0, 1], (segment) => Number(segment === part)),
    }))
    const textEmbeddings = float32([rows, 2 * words, width], both)
    const expected = await run(joint, gate, { textEmbeddings, ...Object.fromEntries(masks) })
    const actual = await run(segmented, gate, { textEmbeddings: segments, ...sharesOf(segmented, 2, halves) })
    expect(relativeL2(values(actual), values(expected))).toBeLessThan(1e-5)
    const openEverywhere = await run(segmented, open, { textEmbeddings: segments, ...sharesOf(segmented, 2, halves) })
    expect(relativeL2(values(openEverywhere), values(expected))).toBeGreaterThan(1e-4)
  })

  it('takes any number of segments, of which those without shares do not count', async () => {
    const soft: ShareAt = (part, across) => [across, 1 - across, 0][part]!
    const third = text(1)
    const data = Float32Array.from({ length: rows * 3 * words * width }, (__, index) => {
      const [row, rest] = [Math.floor(index / (3 * words * width)), index % (3 * words * width)]
      const part = Math.floor(rest / (words * width))
      return part === 2 ? third[rest % (words * width)]! : both[row * 2 * words * width + rest]!
    })
    const [two, three] = [
      { textEmbeddings: segments, ...sharesOf(segmented, 2, soft) },
      { textEmbeddings: float32([rows, 3, words, width], data), ...sharesOf(segmented, 3, soft) },
    ]
    expect(relativeL2(values(await run(segmented, open, three)), values(await run(segmented, open, two)))).toBeLessThan(
      1e-6,
    )
  })

  it('has maps of each segment over the whole canvas, which add up to 1', async () => {
    const options = { ...size, adaptable: true, segmentTokens: words }
    const maps = buildMapsUNet(unet, options)
    const outputs = await run(maps, open, { textEmbeddings: segments, ...sharesOf(maps, 2, halves) })
    const [, , cells] = outputs.get('selfAttentionMap')!.shape
    expect(outputs.get('crossAttentionMap')!.shape).toEqual([rows, 2, cells, words])
    const map = values(outputs, 'crossAttentionMap')
    const sums = Float32Array.from({ length: map.length / words }, (__, index) =>
      map.subarray(index * words, (index + 1) * words).reduce((sum, value) => sum + value, 0),
    )
    expect(largestDifference(sums, new Float32Array(sums.length).fill(1))).toBeLessThan(1e-5)

    const whole = buildUNet(unet, { ...options, outputs: ['noisePrediction', 'crossAttentionMap'] })
    const beside = await run(whole, open, { textEmbeddings: segments, ...sharesOf(whole, 2, halves) })
    expect(relativeL2(values(beside, 'crossAttentionMap'), map)).toBeLessThan(1e-6)
    const plain = await run(segmented, open, { textEmbeddings: segments, ...sharesOf(segmented, 2, halves) })
    expect(relativeL2(values(beside), values(plain))).toBeLessThan(1e-5)
  })

  it('goes with masks of self-attention and with reused features', async () => {
    const options = { ...size, adaptable: true, segmentTokens: words, masked: ['self'] as const }
    const cut = firstBlockCut(unet.config)
    const full = buildUNet(unet, { ...options, cut, outputs: ['noisePrediction', 'feature'] })
    const masks = full.masks.map(({ input, height, width: columns }) => {
      const cells = height * columns
      return [input, float32([1, 1, cells, cells])] as const
    })
    const feeds = { textEmbeddings: segments, ...Object.fromEntries(masks), ...sharesOf(full, 2, halves) }
    const computed = await run(full, open, feeds)
    const plain = await run(segmented, open, { textEmbeddings: segments, ...sharesOf(segmented, 2, halves) })
    expect(relativeL2(values(computed), values(plain))).toBeLessThan(1e-6)
    const shallow = buildUNet(unet, { ...options, cut, reusesFeature: true })
    expect(shallow.segmentShares.length).toBeLessThan(full.segmentShares.length)
    const again = await run(shallow, open, { ...feeds, cachedFeature: computed.get('feature')! })
    expect(relativeL2(values(again), values(computed))).toBeLessThan(1e-6)
  })
})

describe('segments', async () => {
  const { unet } = await openCheckpoint(fixturePath('tiny-sd1'))

  it('have one input of shares for each grid, and gates of their own in what reads the text', () => {
    const { segmentShares, slots, masks } = buildUNet(unet, { ...size, adaptable: true, segmentTokens: words })
    const names = segmentShares.map(({ input, height, width }) => [input, height, width])
    expect(names.toSorted()).toEqual([16, 2, 4, 8].map((side) => [`segmentShares ${side}x${side}`, side, side]))
    expect(masks).toEqual([])
    const gated = slots.filter(({ grid }) => grid.type === 'segments').map(({ layer }) => layer)
    expect(gated).toEqual(slots.map(({ layer }) => layer).filter((layer) => /attn2\.to_(k|v|out\.0)$/.test(layer)))
    expect(slots.filter(({ grid }) => grid.type === 'text')).toEqual([])
  })

  it('are also read by the first attention where a block has cross-attention alone', async () => {
    const onlyCrossAttention = unet.config.onlyCrossAttention.map((_, block) => block < 3)
    const crossed = { ...unet, config: { ...unet.config, onlyCrossAttention } } // its three widths are that of the text
    const network = buildUNet(crossed, { ...size, adaptable: true, segmentTokens: words })
    const gated = network.slots.filter(({ grid }) => grid.type === 'segments').map(({ layer }) => layer)
    expect(gated).toContain('up_blocks.3.attentions.2.transformer_blocks.0.attn1.to_out.0')
    const textEmbeddings = float32([rows, 1, words, 32], noise.normal(rows * words * 32))
    const open: RowGate = [{ strength: 1 }, { strength: 1 }]
    const actual = await run(network, open, { textEmbeddings, ...sharesOf(network, 1, () => 1) })
    const plain = buildUNet(crossed, { ...size, adaptable: true })
    const expected = await run(plain, open, { textEmbeddings: float32([rows, words, 32], textEmbeddings.data) })
    expect(values(actual)).toEqual(values(expected))
  })

  it('take no mask of the text besides', () => {
    const build = () => buildUNet(unet, { ...size, adaptable: true, segmentTokens: words, masked: ['cross'] })
    expect(build).toThrow('no mask is needed')
  })
})

import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { openCheckpoint } from '../checkpoint/checkpoint.ts'
import { createRuntime } from '../runtime/runtime.ts'
import type { Feeds } from '../runtime/session.ts'
import { oneCore } from '../testing/oneCore.ts'
import { largestDifference, relativeL2 } from '../testing/closeness.ts'
import { fixturePath, openFixture, starterPath } from '../testing/fixtureFiles.ts'
import { emptySlotFeeds } from '../testing/slotFeeds.ts'
import { swept } from '../testing/sweep.ts'
import { float32, tensor, type Tensor } from '../tensor/tensor.ts'
import { buildTextEncoder } from './clip/textEncoder.ts'
import type { Network } from './networkBuilder.ts'
import { unetParameterShapes } from './unet/parameterShapes.ts'
import { buildUNet } from './unet/unet.ts'
import { buildVAEDecoder, buildVAEEncoder } from './vae/vae.ts'

const runtime = await createRuntime(oneCore)

const prompts: { prompt: string; ids: number[] }[] = JSON.parse(await readFile(fixturePath('tokenizer.json'), 'utf8'))

async function run({ graph, slots }: Network, feeds: Feeds): Promise<Map<string, Tensor>> {
  const session = await runtime.createSession(graph)
  const outputs = await session.run(new Map([...emptySlotFeeds(slots), ...feeds]))
  await session.release()
  return outputs
}

const values = (outputs: Map<string, Tensor>, name: string) => outputs.get(name)!.data as Float32Array

/** Token ids of the prompts of the reference run with these indices. */
function tokenIds(indices: readonly number[]): Tensor {
  const ids = indices.flatMap((index) => prompts[index]!.ids)
  return tensor('int64', [indices.length, 77], BigInt64Array.from(ids, BigInt))
}

function endOfText(indices: readonly number[], eosTokenId: number): Tensor {
  const marks = indices.flatMap((index) => {
    const { ids } = prompts[index]!
    return ids.map((_, position) => Number(position === ids.indexOf(eosTokenId)))
  })
  return float32([indices.length, 1, 77], Float32Array.from(marks))
}

const timesteps = (rows: number, timestep: number) => float32([rows, 1], new Float32Array(rows).fill(timestep))

describe('the starter model', async () => {
  const checkpoint = await openCheckpoint(starterPath())
  const golden = await openFixture('starter_parts.safetensors')
  const text = await golden.read('text_embeddings')
  const rowsOfText = (first: number, count: number) => {
    const size = 77 * 256
    return float32([count, 77, 256], text.data.slice(first * size, (first + count) * size))
  }

  it('encodes text within 2e-4', async () => {
    const options = { clipSkip: 1, normalised: true, pooled: false, adaptable: true }
    const network = buildTextEncoder(checkpoint.textEncoders[0]!, options)
    const outputs = await run(network, new Map([['tokenIds', tokenIds([0, 1, 2, 3])]]))
    expect(largestDifference(values(outputs, 'textEmbeddings'), text.data)).toBeLessThan(2e-4)
  })

  it.each(swept([501], [951, 1]))('predicts noise at timestep %i within a relative L2 of 1e-4', async (timestep) => {
    const latents = await golden.read('unet.latents')
    const network = buildUNet(checkpoint.unet, { height: 32, width: 32, adaptable: true })
    const feeds = { latents, timesteps: timesteps(2, timestep), textEmbeddings: rowsOfText(1, 2) }
    const outputs = await run(network, new Map(Object.entries(feeds)))
    const expected = await golden.read(`unet.noise_prediction.${timestep}`)
    expect(relativeL2(values(outputs, 'noisePrediction'), expected.data)).toBeLessThan(1e-4)
  })

  it('predicts noise for latents that are not square', async () => {
    const latents = await golden.read('unet.latents_wide')
    const network = buildUNet(checkpoint.unet, { height: 24, width: 48, adaptable: true })
    const feeds = { latents, timesteps: timesteps(1, 501), textEmbeddings: rowsOfText(1, 1) }
    const outputs = await run(network, new Map(Object.entries(feeds)))
    const expected = await golden.read('unet.noise_prediction_wide.501')
    expect(relativeL2(values(outputs, 'noisePrediction'), expected.data)).toBeLessThan(1e-4)
  })

  it('is the same with empty slots as without slots', async () => {
    const latents = await golden.read('unet.latents')
    const feeds = { latents, timesteps: timesteps(2, 501), textEmbeddings: rowsOfText(1, 2) }
    const [adaptable, plain] = await Promise.all(
      [true, false].map((adaptable) =>
        run(buildUNet(checkpoint.unet, { height: 32, width: 32, adaptable }), new Map(Object.entries(feeds))),
      ),
    )
    expect(values(adaptable!, 'noisePrediction')).toEqual(values(plain!, 'noisePrediction'))
  })

  it('decodes and encodes pictures within 2e-3', async () => {
    const vae = checkpoint.vae!
    const latents = await golden.read('vae.latents')
    const scaled = float32(
      latents.shape,
      latents.data.map((value) => value / vae.config.scalingFactor),
    )
    const decoded = await run(buildVAEDecoder(vae, 32, 32), new Map([['latents', scaled]]))
    const image = await golden.read('vae.image')
    expect(largestDifference(values(decoded, 'image'), image.data)).toBeLessThan(2e-3)

    const picture = await golden.read('vae.encoder_image')
    const encoded = await run(buildVAEEncoder(vae, 256, 256), new Map([['image', picture]]))
    const mean = await golden.read('vae.encoder_mean')
    expect(largestDifference(values(encoded, 'moments').slice(0, mean.data.length), mean.data)).toBeLessThan(2e-3)
  })

  it('has exactly the parameters that its config demands', () => {
    const stored = [...checkpoint.unet.weights].map(([name, { shape }]) => [name, [...shape]] as const)
    const demanded = [...unetParameterShapes(checkpoint.unet.config)].map(
      ([name, shape]) => [name, [...shape]] as const,
    )
    expect(new Map(demanded)).toEqual(new Map(stored))
  })
})

describe.each(['tiny-sd1', 'tiny-sd2', 'tiny-sdxl'])('%s', async (folder) => {
  const checkpoint = await openCheckpoint(fixturePath(folder))
  const golden = await openFixture(`${folder}/golden.safetensors`)
  const isXL = checkpoint.architecture === 'sdxl'

  it('encodes text within 2e-4', async () => {
    const expected = await golden.read('text_embeddings')
    const rows = [1, 2]
    const parts: Float32Array[] = []
    for (const encoder of checkpoint.textEncoders) {
      const pooled = encoder.config.withProjection
      const options = { clipSkip: isXL ? 2 : 1, normalised: !isXL, pooled, adaptable: true }
      const feeds = new Map([['tokenIds', tokenIds(rows)]])
      if (pooled) feeds.set('endOfText', endOfText(rows, encoder.config.eosTokenId))
      const outputs = await run(buildTextEncoder(encoder, options), feeds)
      parts.push(values(outputs, 'textEmbeddings'))
      if (!pooled) continue
      const pooledExpected = await golden.read('pooled_text_embedding')
      expect(largestDifference(values(outputs, 'pooledTextEmbedding'), pooledExpected.data)).toBeLessThan(2e-4)
    }
    expect(largestDifference(joinWidths(parts, rows.length * 77), expected.data)).toBeLessThan(2e-4)
  })

  it('predicts noise within a relative L2 of 1e-4', async () => {
    const feeds = new Map<string, Tensor>([
      ['latents', await golden.read('latents')],
      ['timesteps', timesteps(2, 501)],
      ['textEmbeddings', await golden.read('text_embeddings')],
    ])
    if (isXL) {
      const sizes = await golden.read('time_ids')
      feeds.set('pooledTextEmbedding', await golden.read('pooled_text_embedding'))
      feeds.set('sizes', float32([2, 6, 1], sizes.data))
    }
    const outputs = await run(buildUNet(checkpoint.unet, { height: 16, width: 16, adaptable: true }), feeds)
    const expected = await golden.read('noise_prediction.501')
    expect(relativeL2(values(outputs, 'noisePrediction'), expected.data)).toBeLessThan(1e-4)
  })
})

describe('tiny-sd1', async () => {
  const checkpoint = await openCheckpoint(fixturePath('tiny-sd1'))
  const golden = await openFixture('tiny-sd1/golden.safetensors')

  it('reads an earlier layer at clip skip 2', async () => {
    const options = { clipSkip: 2, normalised: true, pooled: false, adaptable: true }
    const network = buildTextEncoder(checkpoint.textEncoders[0]!, options)
    const outputs = await run(network, new Map([['tokenIds', tokenIds([1])]]))
    const expected = await golden.read('clip_skip_2')
    expect(largestDifference(values(outputs, 'textEmbeddings'), expected.data)).toBeLessThan(2e-4)
  })

  it('decodes and encodes pictures within 2e-3', async () => {
    const vae = checkpoint.vae!
    const latents = await golden.read('latents')
    const first = latents.data.slice(0, 4 * 16 * 16).map((value) => value / vae.config.scalingFactor)
    const decoded = await run(buildVAEDecoder(vae, 16, 16), new Map([['latents', float32([1, 4, 16, 16], first)]]))
    const image = await golden.read('vae.image')
    expect(largestDifference(values(decoded, 'image'), image.data)).toBeLessThan(2e-3)

    const picture = await golden.read('vae.encoder_image')
    const encoded = await run(buildVAEEncoder(vae, 64, 64), new Map([['image', picture]]))
    const mean = await golden.read('vae.encoder_mean')
    expect(largestDifference(values(encoded, 'moments').slice(0, mean.data.length), mean.data)).toBeLessThan(2e-3)
  })
})

/** Rows of several widths side by side. */
function joinWidths(parts: readonly Float32Array[], rows: number): Float32Array {
  const widths = parts.map((part) => part.length / rows)
  const total = widths.reduce((sum, width) => sum + width, 0)
  const joined = new Float32Array(rows * total)
  for (let row = 0; row < rows; row++) {
    let start = row * total
    parts.forEach((part, index) => {
      const width = widths[index]!
      joined.set(part.subarray(row * width, (row + 1) * width), start)
      start += width
    })
  }
  return joined
}

describe('sizes that do not halve evenly', async () => {
  const { unet } = await openCheckpoint(fixturePath('tiny-sd1'))

  const sizes = swept(
    [
      [9, 13],
      [33, 25],
    ],
    [[17, 8]],
  )

  it.each(sizes)('%i x %i latents come back in their own size', async (height, width) => {
    const latents = float32([1, 4, height, width], new Float32Array(4 * height * width).fill(0.5))
    const feeds = { latents, timesteps: timesteps(1, 501), textEmbeddings: float32([1, 77, 32]) }
    const network = buildUNet(unet, { height, width, adaptable: true })
    const outputs = await run(network, new Map(Object.entries(feeds)))
    expect(outputs.get('noisePrediction')!.shape).toEqual([1, 4, height, width])
    expect(values(outputs, 'noisePrediction').every(Number.isFinite)).toBe(true)
  })
})

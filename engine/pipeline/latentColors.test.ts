import { afterAll, expect, it } from 'vitest'
import { createRuntime } from '../runtime/runtime.ts'
import { oneCore } from '../testing/oneCore.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { prepareStarter } from '../testing/starterRender.ts'
import { decodeLatents } from './decodeLatents.ts'
import { decoderMemoryBound } from './finishPicture.ts'
import { createLatentColors } from './latentColors.ts'
import { openModel } from './openModel.ts'
import { renderLatents } from './prepareRender.ts'

const model = await openModel(starterPath(), await createRuntime(oneCore))
const { signal } = new AbortController()
const size = { height: 16, width: 24 }
const cells = size.height * size.width

afterAll(() => model.release())

/** Of a picture the guess after half of its steps, and the finished latents. */
async function makeLatents(prompt: string, seed: number) {
  const canvas = { width: size.width * 8, height: size.height * 8 }
  const prepared = await prepareStarter(model, { canvas, prompt, steps: 8, guidance: 5 })
  const rendering = renderLatents(prepared, seed, signal)
  let guess: Float32Array | undefined
  for (;;) {
    const next = await rendering.next()
    if (next.done) return { guess: guess!, finished: next.value }
    if (next.value.stepsDone === 4) guess = next.value.denoised()
  }
}

function decode(latents: Float32Array): Promise<Float32Array> {
  const { vae } = model.checkpoint
  return decodeLatents(
    { vae: vae!, openGraph: model.openGraph, memoryBound: decoderMemoryBound },
    latents,
    size,
    signal,
  )
}

/** The mean of the pixels that each cell was decoded to, `[cells, 3]`, computed pixel by pixel. */
function meansOf(image: Float32Array): number[] {
  const means = new Array<number>(cells * 3).fill(0)
  const width = size.width * 8
  for (const [index, value] of image.entries()) {
    const color = Math.floor(index / (cells * 64))
    const [y, x] = [Math.floor((index % (cells * 64)) / width), index % width]
    means[(Math.floor(y / 8) * size.width + Math.floor(x / 8)) * 3 + color]! += value / 64
  }
  return means
}

/** Pearson's. */
function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let index = 0; index < a.length; index++) {
    const [da, db] = [a[index]! - meanA, b[index]! - meanB]
    ab += da * db
    aa += da * da
    bb += db * db
  }
  return ab / Math.sqrt(aa * bb)
}

function channelsOf(values: ArrayLike<number>): number[][] {
  return [0, 1, 2].map((color) => Array.from({ length: cells }, (_, cell) => values[cell * 3 + color]!))
}

/** For each colour; of what was guessed with what the decoder makes. */
async function likenesses(guessed: Uint8Array, latents: Float32Array): Promise<number[]> {
  const real = channelsOf(meansOf(await decode(latents)))
  return channelsOf(guessed).map((channel, color) => correlation(channel, real[color]!))
}

it('guesses colours from what decoding has taught', async () => {
  const colors = createLatentColors(model.checkpoint.vae!.config.latentChannels)
  const { guess, finished } = await makeLatents('a meadow', 1)
  expect([colors.isReady, Math.max(...colors.colors(finished, size))]).toEqual([false, 0])
  colors.learn(guess, await decode(guess), size, 1)
  expect(colors.isReady).toBe(true)

  // A later step of the same picture: as bright, and the same shapes.
  const guessed = colors.colors(finished, size)
  expect(guessed).toHaveLength(cells * 3)
  expect(Math.min(...(await likenesses(guessed, finished)))).toBeGreaterThan(0.7)
  const real = meansOf(await decode(finished)).map((value) => (Math.min(1, Math.max(-1, value)) + 1) * 127.5)
  const errors = real.map((value, index) => Math.abs(value - guessed[index]!))
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(20)

  // A picture that it has never seen: the same shapes.
  const other = await makeLatents('a castle at sunset', 2)
  expect(Math.min(...(await likenesses(colors.colors(other.finished, size), other.finished)))).toBeGreaterThan(0.6)
})

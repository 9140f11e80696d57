import { describe, expect, it } from 'vitest'
import { openCheckpoint } from '../checkpoint/checkpoint.ts'
import type { Graph } from '../graph/graph.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import { oneCore } from '../testing/oneCore.ts'
import { fixturePath } from '../testing/fixtureFiles.ts'
import { meanDifference } from '../testing/closeness.ts'
import { decodeLatents } from './decodeLatents.ts'
import { tilePositions, tileWeights } from './tiles.ts'

describe('tiles', () => {
  it.each([
    [64, 64, [0]],
    [40, 64, [0]],
    [65, 64, [0, 1]],
    [112, 64, [0, 48]],
    [128, 64, [0, 32, 64]],
  ])('of 64 over %i cells begin at %j', (length, tile, expected) => {
    expect(tilePositions(length, tile, 16)).toEqual(expected)
  })

  it('cover every cell and overlap by at least what was asked', () => {
    for (let length = 65; length < 400; length++) {
      const starts = tilePositions(length, 64, 16)
      expect(starts[0]).toBe(0)
      expect(starts.at(-1)).toBe(length - 64)
      const gaps = starts.slice(1).map((start, index) => start - starts[index]!)
      expect(Math.max(...gaps)).toBeLessThanOrEqual(48)
    }
  })

  it('weigh less towards a seam, and fully at the edge of the picture', () => {
    expect([...tileWeights(6, 2, true, false)].map((weight) => weight.toFixed(2))).toEqual([
      '1.00',
      '1.00',
      '1.00',
      '1.00',
      '0.67',
      '0.33',
    ])
  })
})

describe('decoding in tiles', async () => {
  const { vae } = await openCheckpoint(fixturePath('tiny-sd1'))
  const runtime = await createRuntime(oneCore)
  const size = { height: 24, width: 88 }
  const openGraph = (_: string, graph: Graph) => runtime.createSession(graph)
  const parts = { vae: vae!, openGraph }
  const signal = new AbortController().signal

  it('is close to decoding at once', async () => {
    const latents = createTorchGenerator(5)
      .normal(4 * size.height * size.width)
      .map((value) => value * 0.18215)
    const whole = await decodeLatents({ ...parts, memoryBound: Infinity }, latents, size, signal)
    const tiled = await decodeLatents({ ...parts, memoryBound: 0 }, latents, size, signal)
    const spread = meanDifference(whole, new Float32Array(whole.length))
    // group norms see one tile, so the two are not equal
    expect(meanDifference(tiled, whole)).toBeLessThan(0.1 * spread)
    expect(tiled).not.toEqual(whole)
  })

  it('stops between tiles when it is cancelled', async () => {
    const latents = new Float32Array(4 * size.height * size.width)
    const cancelled = AbortSignal.abort()
    await expect(decodeLatents({ ...parts, memoryBound: 0 }, latents, size, cancelled)).rejects.toThrow()
  })
})

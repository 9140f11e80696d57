import { describe, expect, it } from 'vitest'
import { openCheckpoint } from '../../checkpoint/checkpoint.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { float32, type Tensor } from '../../tensor/tensor.ts'
import { createTorchGenerator } from '../../tensor/torchRandom.ts'
import { oneCore } from '../../testing/oneCore.ts'
import { relativeL2 } from '../../testing/closeness.ts'
import { fixturePath, starterPath } from '../../testing/fixtureFiles.ts'
import { emptySlotFeeds } from '../../testing/slotFeeds.ts'
import { swept } from '../../testing/sweep.ts'
import type { Network } from '../networkBuilder.ts'
import { firstBlockCut, skipIndexOf } from './featureCut.ts'
import { buildUNet } from './unet.ts'

const runtime = await createRuntime(oneCore)
const size = { height: 16, width: 24 }
const noise = createTorchGenerator(3)

async function run({ graph, slots }: Network, feeds: readonly [string, Tensor][]): Promise<Map<string, Tensor>> {
  const session = await runtime.createSession(graph)
  const outputs = await session.run(new Map([...emptySlotFeeds(slots), ...feeds]))
  await session.release()
  return outputs
}

describe.each([
  ['starter model', starterPath(), 256],
  ['tiny-sd1', fixturePath('tiny-sd1'), 32],
])('cuts of the %s', async (_, path, textWidth) => {
  const { unet } = await openCheckpoint(path)
  const { config } = unet
  const inputs: [string, Tensor][] = [
    ['latents', float32([2, 4, size.height, size.width], noise.normal(2 * 4 * size.height * size.width))],
    ['timesteps', float32([2, 1], Float32Array.of(400, 400))],
    ['textEmbeddings', float32([2, 77, textWidth], noise.normal(2 * 77 * textWidth))],
  ]
  const top = { downBlock: 0, pair: -1 }
  const cuts = config.layersPerBlock.flatMap((layers, downBlock) =>
    Array.from({ length: layers }, (_unused, pair) => ({ downBlock, pair })),
  )

  it.each(swept([top, cuts.at(-1)!], cuts.slice(0, -1)))(
    'cache invariant 21: the feature just computed reproduces the prediction at %j',
    async (cut) => {
      const options = { ...size, adaptable: true, cut }
      const full = await run(buildUNet(unet, { ...options, outputs: ['noisePrediction', 'feature'] }), inputs)
      const shallow = buildUNet(unet, { ...options, reusesFeature: true })
      const again = await run(shallow, [...inputs, ['cachedFeature', full.get('feature')!]])
      const [expected, actual] = [full, again].map((outputs) => outputs.get('noisePrediction')!.data as Float32Array)
      expect(relativeL2(actual!, expected!)).toBeLessThan(1e-6)
    },
  )

  it('keep less of the network the higher they lie', () => {
    const nodes = [top, ...cuts].map(
      (cut) => buildUNet(unet, { ...size, adaptable: false, cut, reusesFeature: true }).graph.nodes.length,
    )
    expect(nodes).toEqual(nodes.toSorted((a, b) => a - b))
    expect(nodes.at(-1)).toBeLessThan(buildUNet(unet, { ...size, adaptable: false }).graph.nodes.length)
  })

  it('are counted along the skip connections, and refused where there are none', () => {
    expect(skipIndexOf(config, { downBlock: 0, pair: -1 })).toBe(0)
    expect(skipIndexOf(config, firstBlockCut(config))).toBe(config.layersPerBlock[0])
    expect(() => skipIndexOf(config, { downBlock: 1, pair: -1 })).toThrow('no cut')
    expect(() => skipIndexOf(config, { downBlock: 9, pair: 0 })).toThrow('no cut')
  })
})

import { describe, expect, it } from 'vitest'
import { openCheckpoint } from '../checkpoint/checkpoint.ts'
import { buildUNet } from '../networks/unet/unet.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { oneCore } from '../testing/oneCore.ts'
import { relativeL2 } from '../testing/closeness.ts'
import { fixturePath, openFixture, starterPath } from '../testing/fixtureFiles.ts'
import { float32 } from '../tensor/tensor.ts'
import { readAdapter } from './adapterFile.ts'
import type { AdapterGate } from './adapterGates.ts'
import { createGates, stackAdapters } from './adapterStack.ts'
import { matchAdapter } from './matchAdapter.ts'

const golden = await openFixture('starter_loras.safetensors')
const checkpoint = await openCheckpoint(starterPath())
const { graph, slots } = buildUNet(checkpoint.unet, { height: 32, width: 32, adaptable: true })
const session = await (await createRuntime(oneCore)).createSession(graph)

/** The UNet at timestep 501 of the reference run, with adapters and their gates. */
async function predict(
  reference: string,
  paths: readonly string[],
  gate: readonly AdapterGate[],
): Promise<Float32Array> {
  const adapters = await Promise.all(
    paths.map(async (path) => ({ match: matchAdapter(await readAdapter(path), { unet: slots, textEncoder: [] }) })),
  )
  const stack = await stackAdapters('unet', slots, adapters)
  const outputs = await session.run(
    new Map([
      ...stack.feeds,
      ...createGates(stack).gateFeeds([gate]),
      ['latents', await golden.read('initial_latents')],
      ['timesteps', float32([1, 1], Float32Array.of(501))],
      ['textEmbeddings', await golden.read(`${reference}.text_embeddings`)],
    ]),
  )
  return outputs.get('noisePrediction')!.data as Float32Array
}

const lora = (name: string) => starterPath(`loras/${name}.safetensors`)
const expected = async (name: string) => (await golden.read(`${name}.noise_prediction.501`)).data

describe('the UNet with adapters, against diffusers', () => {
  it.each<[string, [string, number][]]>([
    ['vesper_08', [[fixturePath('vesper.diffusers.safetensors'), 0.8]]],
    [
      'three',
      [
        [lora('pixelart'), 0.6],
        [lora('moss'), 1],
        [lora('luna'), 0.7],
        [lora('bolt'), 0],
      ],
    ],
  ])('%s from %j', async (reference, adapters) => {
    const gate = adapters.map(([, strength]) => ({ strength }))
    const paths = adapters.map(([path]) => path)
    expect(relativeL2(await predict(reference, paths, gate), await expected(reference))).toBeLessThan(1e-5)
  })

  it('takes a full mask as no mask, and an empty one as no adapter', async () => {
    const mask = (value: number) => ({ width: 32, height: 32, data: new Float32Array(1024).fill(value) })
    const tokens = (value: number) => new Float32Array(77).fill(value)
    const masked = (value: number) => ({ strength: 0.8, imageMask: mask(value), textTokens: tokens(value) })
    const full = await predict('vesper_08', [lora('vesper')], [masked(1)])
    expect(relativeL2(full, await expected('vesper_08'))).toBeLessThan(1e-5)
    const base = await predict('vesper_08', [], [])
    const none = await predict('vesper_08', [lora('vesper')], [masked(0)])
    expect(relativeL2(none, base)).toBeLessThan(1e-5)
    expect(relativeL2(none, await expected('vesper_08'))).toBeGreaterThan(1e-2)
  })
})

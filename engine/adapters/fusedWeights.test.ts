import { describe, expect, it } from 'vitest'
import { openCheckpoint, type Component } from '../checkpoint/checkpoint.ts'
import type { UNetConfig } from '../checkpoint/configs/unetConfig.ts'
import type { Weights } from '../checkpoint/weights.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildUNet, type UNetOptions } from '../networks/unet/unet.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { readTensorAt } from '../safetensors/readTensor.ts'
import { openSafetensors } from '../safetensors/safetensorsFile.ts'
import { toFloat32 } from '../safetensors/convert.ts'
import { writeSafetensors } from '../safetensors/writeSafetensors.ts'
import { float32, type Tensor } from '../tensor/tensor.ts'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import { oneCore } from '../testing/oneCore.ts'
import { relativeL2 } from '../testing/closeness.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { readAdapter } from './adapterFile.ts'
import { stackAdapters, type StackedAdapter } from './adapterStack.ts'
import { createGates } from './gateSource.ts'
import { matchAdapter } from './matchAdapter.ts'
import type { AdapterStack } from './slotStacks.ts'

const runtime = await createRuntime(oneCore)
const { unet } = await openCheckpoint(starterPath())
const size = { height: 16, width: 16 }
const strengths = [0.8, -0.5]

const noise = createTorchGenerator(9)
const inputs: [string, Tensor][] = [
  ['latents', float32([1, 4, 16, 16], noise.normal(4 * 16 * 16))],
  ['timesteps', float32([1, 1], Float32Array.of(601))],
  ['textEmbeddings', float32([1, 77, 256], noise.normal(77 * 256))],
]

async function starterStack(
  network: ReturnType<typeof buildUNet>,
  names: readonly string[],
  actsOn: (layer: string) => boolean = () => true,
): Promise<AdapterStack> {
  const adapters: StackedAdapter[] = []
  for (const name of names) {
    const adapter = await readAdapter(starterPath(`loras/${name}.safetensors`))
    adapters.push({ match: matchAdapter(adapter, { unet: network.slots }), actsOn })
  }
  return stackAdapters('unet', network.slots, adapters)
}

async function predict(
  component: Component<UNetConfig>,
  stack?: AdapterStack,
  segments: Pick<UNetOptions, 'segmentTokens'> = {},
): Promise<Float32Array> {
  const network = buildUNet(component, { ...size, ...segments, adaptable: stack !== undefined })
  const session = await runtime.createSession(network.graph)
  const feeds = new Map<string, Tensor>(inputs)
  if (segments.segmentTokens !== undefined) {
    const { data } = feeds.get('textEmbeddings')! as Tensor<'float32'>
    feeds.set('textEmbeddings', float32([1, 1, 77, 256], data))
  }
  for (const { input, height, width } of network.segmentShares) {
    feeds.set(input, float32([1, 1, height * width, 1], new Float32Array(height * width).fill(1)))
  }
  if (stack) {
    const gates = createGates(stack).gateFeeds([strengths.map((strength) => ({ strength }))])
    for (const [name, value] of [...stack.feeds, ...gates]) feeds.set(name, value)
  }
  const output = (await session.run(feeds)).get('noisePrediction')!
  await session.release()
  return output.data as Float32Array
}

/** The UNet with every delta added to its weights, in a file of its own: W + Σ strength · scale · up · down. */
async function fusedUNet(stack: AdapterStack, path: string): Promise<Component<UNetConfig>> {
  const tensors = new Map<string, Tensor>()
  for (const [name, location] of unet.weights) tensors.set(name, toFloat32(await readTensorAt(location)))
  for (const { slot, rank, spans } of stack.slots) {
    const weight = tensors.get(`${slot.layer}.weight`)!.data as Float32Array
    const down = stack.feeds.get(slot.inputs.down)!.data
    const up = stack.feeds.get(slot.inputs.up)!.data
    const columns = down.length / rank
    for (const { adapterIndex, start, rank: units } of spans) {
      for (let unit = start; unit < start + units; unit++) {
        for (let out = 0; out < slot.outFeatures; out++) {
          const factor = strengths[adapterIndex]! * up[out * rank + unit]!
          for (let column = 0; column < columns; column++) {
            weight[out * columns + column]! += factor * down[unit * columns + column]!
          }
        }
      }
    }
  }
  await writeSafetensors(path, tensors)
  const file = await openSafetensors(path)
  const weights: Weights = new Map([...file.tensors].map(([name, entry]) => [name, { ...entry, path }]))
  return { config: unet.config, weights }
}

describe('gated rank stacks', async () => {
  const network = buildUNet(unet, { ...size, adaptable: true })
  const names = ['kiki', 'pixelart']

  it('cache invariant 42: with constant gates equal fused weights', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'polyptych-'))
    try {
      const stack = await starterStack(network, names)
      const gated = await predict(unet, stack)
      const fused = await predict(await fusedUNet(stack, join(folder, 'fused.safetensors')))
      expect(relativeL2(gated, fused)).toBeLessThan(1e-5)
      expect(relativeL2(gated, await predict(unet))).toBeGreaterThan(1e-2)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('LoRA-Composer invariant 15: a concept in the weights equals its delta added in the segment of its region', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'polyptych-'))
    try {
      const segments = { segmentTokens: 77 }
      const segmented = buildUNet(unet, { ...size, ...segments, adaptable: true })
      const stack = await starterStack(segmented, names, (layer) => /attn2[.]to_(k|v|out[.]0)$/.test(layer))
      const injected = await predict(unet, stack, segments)
      const merged = await predict(await fusedUNet(stack, join(folder, 'merged.safetensors')))
      expect(relativeL2(injected, merged)).toBeLessThan(1e-5)
      expect(relativeL2(injected, await predict(unet))).toBeGreaterThan(1e-3)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('cache invariant 43: are the same when their ranks are permuted', async () => {
    const stack = await starterStack(network, names)
    const straight = await predict(unet, stack)
    const reversed = await predict(unet, { ...stack, ...reverseRanks(stack) })
    expect(relativeL2(reversed, straight)).toBeLessThan(1e-5)
  })
})

/** The same stack with the units of every slot in the opposite order. */
function reverseRanks({ slots, feeds }: AdapterStack): Pick<AdapterStack, 'slots' | 'feeds'> {
  const reversed = new Map(feeds)
  for (const { slot, rank } of slots) {
    const down = feeds.get(slot.inputs.down)!
    const up = feeds.get(slot.inputs.up)!
    const columns = down.data.length / rank
    const rows = Array.from({ length: rank }, (_, unit) => rank - 1 - unit)
    const downData = rows.flatMap((unit) => [...down.data.subarray(unit * columns, (unit + 1) * columns)])
    const upData = up.data.map((_, index) => up.data[index - (index % rank) + (rank - 1 - (index % rank))]!)
    reversed.set(slot.inputs.down, float32(down.shape, Float32Array.from(downData)))
    reversed.set(slot.inputs.up, float32(up.shape, upData))
  }
  const mirrored = slots.map((stack) => ({
    ...stack,
    spans: stack.spans.map((span) => ({ ...span, start: stack.rank - span.start - span.rank })),
  }))
  return { slots: mirrored, feeds: reversed }
}

import { describe, expect, it } from 'vitest'
import { createPlanExecutor } from '../composition/planExecutor.ts'
import type { Network } from '../composition/network.ts'
import { buildTextKeys } from '../networks/unet/textKeys.ts'
import type { MethodName } from '../protocol/project.ts'
import { createRuntime } from '../runtime/runtime.ts'
import type { Feeds } from '../runtime/session.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { oneCore } from '../testing/oneCore.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { prepareStarter, starterConcept } from '../testing/starterRender.ts'
import { swept } from '../testing/sweep.ts'
import { openModel } from './openModel.ts'
import { renderLatents, unetSettingOf, type PreparedRender } from './prepareRender.ts'
import { createTextKeys } from './textKeys.ts'
import { textToImage } from './textToImage.ts'
import { pictureParts } from './prepareRender.ts'

const runtime = await createRuntime(oneCore)
const model = await openModel(starterPath(), runtime)
const side = 64
const region = { type: 'box' as const, y: 0, width: side / 2, height: side }

function prepare(name: MethodName, settings: Record<string, unknown> = {}): Promise<PreparedRender> {
  return prepareStarter(model, {
    canvas: { width: side, height: side },
    prompt: 'a meadow',
    steps: 3,
    method: { name, ...settings },
    concepts: [
      { ...starterConcept('kiki', 'a kiki cat'), region: { ...region, x: 0 } },
      { ...starterConcept('bruno', 'a bruno dog'), region: { ...region, x: side / 2 } },
    ],
  })
}

const { signal } = new AbortController()

async function latentsOf(run: ReturnType<typeof renderLatents>): Promise<Float32Array> {
  let next = await run.next()
  while (!next.done) next = await run.next()
  return next.value
}

/** A render whose UNets compute the keys of their texts in every call. */
async function computingKeys(prepared: PreparedRender): Promise<Float32Array> {
  const setting = unetSettingOf(prepared)
  const network: Network = {
    ...prepared.network,
    async unet(variant) {
      const opened = await prepared.network.unet(variant)
      const graph = model.unetGraph(setting, variant)
      return { ...opened, session: await model.openGraph(`computing ${JSON.stringify([setting, variant])}`, graph) }
    },
  }
  return latentsOf(textToImage({ ...pictureParts(prepared, 3), executor: createPlanExecutor(network) }, signal))
}

describe('a run with remembered text keys', () => {
  const methods = swept<[name: MethodName, settings: Record<string, unknown>]>(
    [
      ['switch', { period: 1 }],
      ['regional', {}],
      ['composer', {}],
      ['cmlora', {}],
    ],
    [
      ['merge', {}],
      ['regional-rows', {}],
    ],
  )

  it.each(methods)(
    'LoRA-Composer invariant 11: gives the very latents of one without, by %s',
    async (name, settings) => {
      const prepared = await prepare(name, settings)
      expect(await latentsOf(renderLatents(prepared, 3, signal))).toEqual(await computingKeys(prepared))
    },
  )
})

describe('text keys', async () => {
  const { graph } = buildTextKeys(model.checkpoint.unet, { adaptable: true })
  const prepared = await prepare('regional')
  const feeds = await feedsOf(prepared)

  function counted(capacity?: number) {
    let computed = 0
    const open = async () => {
      const session = await model.openGraph('counted text keys', graph)
      return { run: (inputs: Feeds) => (computed++, session.run(inputs)) }
    }
    return { keys: createTextKeys(graph, open, capacity), computed: () => computed }
  }
  const changed = (name: string, change: (value: number) => number): Feeds => {
    const { shape, data } = feeds.get(name) as Tensor<'float32'>
    return new Map([...feeds, [name, { dtype: 'float32', shape, data: data.map(change) }]])
  }
  const gate = graph.inputs.find(({ name }) => name.endsWith(':gate'))!.name

  it('are computed once for the same contents', async () => {
    const { keys, computed } = counted()
    const first = await keys.keysFor(feeds)
    expect(await keys.keysFor(changed('textEmbeddings', (value) => value))).toBe(first)
    expect(await keys.keysFor(changed('latents', (value) => value + 1))).toBe(first)
    expect(computed()).toBe(1)
  })

  it.each(['textEmbeddings', gate])(
    'are computed anew when %s changes, and found again when it is as before',
    async (name) => {
      const { keys, computed } = counted()
      const first = await keys.keysFor(feeds)
      const other = await keys.keysFor(changed(name, (value) => value + 0.5))
      const layer = [...first.keys()].find((output) => gate.startsWith(output.slice(0, output.indexOf(':'))))!
      expect(other.get(layer)!.data).not.toEqual(first.get(layer)!.data)
      expect(await keys.keysFor(feeds)).toBe(first)
      expect(computed()).toBe(2)
    },
  )

  it('are forgotten, the least recently used first, when they take more memory than they may', async () => {
    const one = bytesOf(await counted().keys.keysFor(feeds)) + bytesOf(inputsOf(feeds))
    const { keys, computed } = counted(2.5 * one)
    const texts = [0, 1, 2].map((shift) => changed('textEmbeddings', (value) => value + shift))
    for (const text of [0, 1, 0, 2, 0]) await keys.keysFor(texts[text]!)
    expect(computed()).toBe(3)
    await keys.keysFor(texts[1]!)
    expect(computed()).toBe(4)
  })

  it('do not fit where a single text takes more memory than all may', async () => {
    const one = bytesOf(await counted().keys.keysFor(feeds)) + bytesOf(inputsOf(feeds))
    expect(counted(one).keys.fits(feeds)).toBe(true)
    expect(counted(one - 1).keys.fits(feeds)).toBe(false)
  })

  function inputsOf(all: Feeds): Feeds {
    return new Map(graph.inputs.map(({ name }) => [name, all.get(name)!]))
  }
})

function bytesOf(tensors: Feeds): number {
  return [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0)
}

/** What the first call of a render is fed. */
async function feedsOf(prepared: PreparedRender): Promise<Feeds> {
  let fed: Feeds | undefined
  const network: Network = {
    ...prepared.network,
    async unet(variant) {
      const opened = await prepared.network.unet(variant)
      const run = (feeds: Feeds, fetches?: readonly string[]) => {
        fed = feeds
        return opened.session.run(feeds, fetches)
      }
      return { ...opened, session: { run } }
    },
  }
  await renderLatents({ ...prepared, network }, 3, signal).next()
  return fed!
}

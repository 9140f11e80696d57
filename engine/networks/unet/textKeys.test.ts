import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openCheckpoint } from '../../checkpoint/checkpoint.ts'
import type { Graph } from '../../graph/graph.ts'
import type { Dim } from '../../graph/shape.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { elementCount, float32, type Tensor } from '../../tensor/tensor.ts'
import { oneCore } from '../../testing/oneCore.ts'
import { fixturePath, starterPath } from '../../testing/fixtureFiles.ts'
import { swept } from '../../testing/sweep.ts'
import { buildMapsUNet } from './mapsGraph.ts'
import { buildTextKeys } from './textKeys.ts'
import { buildUNet } from './unet.ts'

const runtime = await createRuntime(oneCore)
const sizes: Record<string, number> = { rows: 2, segments: 3, textTokens: 7 }

/** The same numbers for an input of the same name, whatever graph asks; rank 3 in every slot. */
function feedsOf({ inputs }: Graph): Map<string, Tensor> {
  const side = (dim: Dim): number => {
    if (typeof dim === 'number') return dim
    return sizes[dim] ?? (dim.endsWith(':rank') ? 3 : 1)
  }
  return new Map(
    inputs.map(({ name, shape }) => {
      const sides = shape.map(side)
      const seed = createHash('sha1').update(name).digest()[0]!
      const amplitude = name.includes(':') ? 0.1 : 1
      const values = Float32Array.from({ length: elementCount(sides) }, (_, index) => Math.sin(1.7 * index + seed))
      return [name, float32(sides, name === 'timesteps' ? values.fill(500) : values.map((value) => amplitude * value))]
    }),
  )
}

async function run(graph: Graph, more: ReadonlyMap<string, Tensor> = new Map()): Promise<Map<string, Tensor>> {
  const session = await runtime.createSession(graph)
  const outputs = await session.run(new Map([...feedsOf(graph), ...more]))
  await session.release()
  return outputs
}

const names = (values: readonly { readonly name: string }[]) => values.map(({ name }) => name).toSorted()

describe.each(
  swept(
    [['tiny-sd1', fixturePath('tiny-sd1')]],
    [
      ['tiny-sdxl', fixturePath('tiny-sdxl')],
      ['the starter model', starterPath()],
    ],
  ),
)('keys and values of the text in %s', async (_, path) => {
  const { unet } = await openCheckpoint(path)
  const size = { height: 8, width: 12, adaptable: true }

  it.each([{}, { segmentTokens: 5 }])(
    'LoRA-Composer invariant 11: computed beforehand they give the same prediction, bit for bit (%o)',
    async (text) => {
      const keys = await run(buildTextKeys(unet, { adaptable: true, ...text }).graph)
      const expected = await run(buildUNet(unet, { ...size, ...text }).graph)
      const actual = await run(buildUNet(unet, { ...size, ...text, keys: 'given' }).graph, keys)
      expect(actual.get('noisePrediction')!.data).toEqual(expected.get('noisePrediction')!.data)
    },
  )

  it('LoRA-Composer invariant 12: made layer by layer from equal embeddings they are those of one embedding', async () => {
    const { graph } = buildTextKeys(unet, { adaptable: true })
    const whole = await run(graph)
    const ofLayer = async (names: readonly string[]) => {
      const session = await runtime.createSession(graph)
      const outputs = await session.run(feedsOf(graph), names)
      await session.release()
      return outputs
    }
    const layers = [...new Set(graph.outputs.map(({ name }) => name.split(':')[0]!))]
    for (const layer of [layers[0]!, layers.at(-1)!]) {
      for (const [name, { data }] of await ofLayer([`${layer}:keys`, `${layer}:values`])) {
        expect(data).toEqual(whole.get(name)!.data)
      }
    }
  })

  it('are all that a network needs of the text', () => {
    const { graph } = buildTextKeys(unet, { adaptable: true })
    const given = buildUNet(unet, { ...size, keys: 'given' })
    expect(names(graph.inputs)).toContain('textEmbeddings')
    expect(names(given.graph.inputs)).not.toContain('textEmbeddings')
    expect(names(given.graph.inputs)).toEqual(expect.arrayContaining(names(graph.outputs)))
    const keys = given.graph.inputs.filter(({ name }) => /:(keys|values)$/.test(name))
    expect(names(keys)).toEqual(names(graph.outputs))
  })

  it('have the adapters that a network with given keys has not', () => {
    const layers = (network: { slots: readonly { layer: string }[] }) => network.slots.map(({ layer }) => layer)
    const beforehand = layers(buildTextKeys(unet, { adaptable: true }))
    const rest = layers(buildUNet(unet, { ...size, keys: 'given' }))
    expect([...beforehand, ...rest].toSorted()).toEqual(layers(buildUNet(unet, size)).toSorted())
  })
})

describe('given keys', async () => {
  const { unet } = await openCheckpoint(fixturePath('tiny-sd1'))
  const size = { height: 8, width: 12, adaptable: true }

  it.each([{}, { segmentTokens: 5 }])('give the same attention maps (%o)', async (text) => {
    const keys = await run(buildTextKeys(unet, { adaptable: true, ...text }).graph)
    const expected = await run(buildMapsUNet(unet, { ...size, ...text }).graph)
    const actual = await run(buildMapsUNet(unet, { ...size, ...text, keys: 'given' }).graph, keys)
    expect(actual.get('crossAttentionMap')!.data).toEqual(expected.get('crossAttentionMap')!.data)
  })

  it('also serve the first attention where a block has cross-attention alone', async () => {
    const onlyCrossAttention = unet.config.onlyCrossAttention.map((_, block) => block < 3)
    const crossed = { ...unet, config: { ...unet.config, onlyCrossAttention } } // its three widths are that of the text
    const { graph } = buildTextKeys(crossed, { adaptable: true })
    expect(names(graph.outputs)).toContain('up_blocks.3.attentions.2.transformer_blocks.0.attn1:keys')
    const expected = await run(buildUNet(crossed, size).graph)
    const actual = await run(buildUNet(crossed, { ...size, keys: 'given' }).graph, await run(graph))
    expect(actual.get('noisePrediction')!.data).toEqual(expected.get('noisePrediction')!.data)
  })
})

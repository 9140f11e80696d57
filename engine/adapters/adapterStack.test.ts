import { describe, expect, it } from 'vitest'
import { kohyaLayer, sampleTensor, writeAdapterFile } from '../testing/adapterFiles.ts'
import { largestDifference, relativeL2 } from '../testing/closeness.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { modelSlots } from '../testing/modelSlots.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { loadFactors, readAdapter } from './adapterFile.ts'
import { stackAdapters } from './adapterStack.ts'
import type { AdapterStack, StackedAdapter } from './adapterStack.ts'
import { parseBlockWeights } from './blockWeights.ts'
import { matchAdapter } from './matchAdapter.ts'

const slots = await modelSlots(starterPath())
const query = 'down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q'
const shortcut = 'down_blocks.1.resnets.0.conv_shortcut'
const convolution = 'mid_block.resnets.0.conv1'

async function matched(tensors: Record<string, Tensor>): Promise<StackedAdapter> {
  return { match: matchAdapter(await readAdapter(await writeAdapterFile(tensors)), slots) }
}

const sample = (rank: number, seed: number, alpha = rank) =>
  matched({
    ...kohyaLayer(`lora_unet_${query}`, { rank, inFeatures: 96, outFeatures: 96, alpha, seed }),
    ...kohyaLayer(`lora_unet_${shortcut}`, { rank, inFeatures: 96, outFeatures: 192, seed }),
    [`lora_unet_${convolution}.lora_down.weight`]: sampleTensor([rank, 192, 3, 3], seed),
    [`lora_unet_${convolution}.lora_up.weight`]: sampleTensor([192, rank, 1, 1], seed + 1),
  })

const starterLoras = async (...names: string[]): Promise<StackedAdapter[]> =>
  Promise.all(
    names.map(async (name) => ({
      match: matchAdapter(await readAdapter(starterPath(`loras/${name}.safetensors`)), slots),
    })),
  )

function slotOf(stack: AdapterStack, layer: string) {
  const found = stack.slots.find(({ slot }) => slot.layer === layer)!
  const { down, up } = found.slot.inputs
  return { ...found, down: stack.feeds.get(down)!, up: stack.feeds.get(up)! }
}

/** up · diag(gates) · down, in double precision. */
function delta(stack: AdapterStack, layer: string, gates: readonly number[]): Float64Array {
  const { down, up, rank, spans } = slotOf(stack, layer)
  const columns = down.data.length / rank
  const rows = up.data.length / rank
  const result = new Float64Array(rows * columns)
  for (const { adapterIndex, start, rank: spanRank } of spans)
    for (let unit = start; unit < start + spanRank; unit++)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++) {
          const product = up.data[row * rank + unit]! * down.data[unit * columns + column]!
          result[row * columns + column]! += gates[adapterIndex]! * product
        }
  return result
}

describe('stackAdapters', () => {
  it('feeds every slot, empty ones with one unit of zeros', async () => {
    const stack = await stackAdapters('unet', slots.unet, [await sample(2, 1)])
    expect(stack.slots.map(({ slot }) => slot)).toEqual(slots.unet)
    expect(stack.feeds.size).toBe(2 * slots.unet.length)
    const empty = slotOf(stack, 'conv_in')
    expect(empty).toMatchObject({ rank: 1, spans: [], down: { shape: [1, 4, 3, 3] }, up: { shape: [96, 1, 1, 1] } })
    expect([...empty.down.data, ...empty.up.data].every((value) => value === 0)).toBe(true)
  })

  it('stacks ranks in the order of the adapters, in the shape of the slot', async () => {
    const stack = await stackAdapters('unet', slots.unet, [await sample(2, 1), await sample(3, 5)])
    const spans = [
      { adapterIndex: 0, start: 0, rank: 2 },
      { adapterIndex: 1, start: 2, rank: 3 },
    ]
    expect(slotOf(stack, query)).toMatchObject({ spans, rank: 5, down: { shape: [5, 96] }, up: { shape: [96, 5] } })
    expect(slotOf(stack, shortcut)).toMatchObject({ down: { shape: [5, 96, 1, 1] }, up: { shape: [192, 5, 1, 1] } })
    expect(slotOf(stack, convolution)).toMatchObject({ down: { shape: [5, 192, 3, 3] }, up: { shape: [192, 5, 1, 1] } })
  })

  it('cache invariant 30: sums the deltas of the adapters, each times loraAlpha / rank', async () => {
    const adapters = [await sample(2, 1, 1), await sample(3, 5, 6)]
    const both = await stackAdapters('unet', slots.unet, adapters)
    const alone = await Promise.all(adapters.map((adapter) => stackAdapters('unet', slots.unet, [adapter])))
    const second = delta(alone[1]!, query, [-0.3])
    const expected = delta(alone[0]!, query, [0.7]).map((value, index) => value + second[index]!)
    expect(relativeL2(delta(both, query, [0.7, -0.3]), expected)).toBeLessThan(1e-12)

    const { adapter, applied } = adapters[1]!.match
    const { layer } = applied.find(({ slot }) => slot.layer === query)!
    const { down, up } = await loadFactors(adapter, layer)
    let first = 0
    for (let unit = 0; unit < 3; unit++) first += (6 / 3) * up[unit]! * down[unit * 96]!
    expect(delta(alone[1]!, query, [1])[0]).toBeCloseTo(first, 6)
  })

  it('only moves spans when the order of the adapters changes', async () => {
    const [a, b] = await starterLoras('vesper', 'bolt')
    const forward = await stackAdapters('unet', slots.unet, [a!, b!])
    const backward = await stackAdapters('unet', slots.unet, [b!, a!])
    for (const { slot, spans } of forward.slots.filter((stack) => stack.spans.length > 0)) {
      const other = slotOf(backward, slot.layer)
      expect(other.spans.map(({ rank }) => rank)).toEqual(spans.map(({ rank }) => rank).reverse())
    }
    expect(largestDifference(delta(forward, query, [1, 0.5]), delta(backward, query, [0.5, 1]))).toBeLessThan(1e-9)
  })

  it('stacks the layers of the component that is asked for', async () => {
    const [kiki] = await starterLoras('kiki')
    const text = await stackAdapters('textEncoder', slots.textEncoder, [kiki!])
    expect(text.slots).toHaveLength(slots.textEncoder.length)
    expect(text.slots.every(({ spans }) => spans.length === 1)).toBe(true)
    const second = await stackAdapters('textEncoder2', slots.textEncoder, [kiki!])
    expect(second.slots.every(({ spans }) => spans.length === 0)).toBe(true)
  })

  it('feeds the same arrays to another graph of the same network', async () => {
    const adapters = await starterLoras('vesper', 'bolt')
    const other = (await modelSlots(starterPath(), 16)).unet.slice(10)
    const full = await stackAdapters('unet', slots.unet, adapters)
    const part = await stackAdapters('unet', other, adapters)
    for (const [name, { data }] of part.feeds) expect(data).toBe(full.feeds.get(name)!.data)
  })
})

describe('rank limit', () => {
  it('keeps the first ranks and the scale of the file', async () => {
    const whole = await sample(4, 1, 2)
    const full = slotOf(await stackAdapters('unet', slots.unet, [whole]), query)
    const limited = slotOf(await stackAdapters('unet', slots.unet, [{ ...whole, rankLimit: 3 }]), query)
    expect(limited).toMatchObject({ rank: 3, down: { shape: [3, 96] }, up: { shape: [96, 3] } })
    expect(limited.down.data).toEqual(full.down.data.slice(0, 3 * 96))
    for (let row = 0; row < 96; row++) {
      expect(limited.up.data.slice(row * 3, row * 3 + 3)).toEqual(full.up.data.slice(row * 4, row * 4 + 3))
    }
  })

  it('has no effect above the rank', async () => {
    const adapter = await sample(2, 1)
    const limited = await stackAdapters('unet', slots.unet, [{ ...adapter, rankLimit: 64 }])
    expect(slotOf(limited, query).rank).toBe(2)
  })
})

describe('block weights', () => {
  const vector = (change: Record<number, number>) => Array.from({ length: 14 }, (_, index) => change[index] ?? 1)

  it('multiply the layers of their block alone', async () => {
    const adapters = await starterLoras('vesper')
    const [vesper] = adapters
    const plain = await stackAdapters('unet', slots.unet, adapters)
    const blockWeights = parseBlockWeights(vector({ 2: 0.25 }), slots.unet) // IN01
    const weighted = await stackAdapters('unet', slots.unet, [{ ...vesper!, blockWeights }])
    expect(slotOf(weighted, query).up.data).toEqual(slotOf(plain, query).up.data.map((value) => value * 0.25))
    const elsewhere = 'mid_block.attentions.0.transformer_blocks.0.attn1.to_q'
    expect(slotOf(weighted, elsewhere).up.data).toEqual(slotOf(plain, elsewhere).up.data)
  })

  it('rebuild only the second factor', async () => {
    const [vesper, bolt] = await starterLoras('vesper', 'bolt')
    const plain = await stackAdapters('unet', slots.unet, [vesper!, bolt!])
    const blockWeights = parseBlockWeights('OUTALL', slots.unet)
    const weighted = await stackAdapters('unet', slots.unet, [vesper!, { ...bolt!, blockWeights }])
    for (const { slot, spans } of weighted.slots) {
      expect(weighted.feeds.get(slot.inputs.down)!.data).toBe(plain.feeds.get(slot.inputs.down)!.data)
      const changed = spans.length > 0 && !slot.layer.startsWith('up_blocks')
      expect(weighted.feeds.get(slot.inputs.up)!.data === plain.feeds.get(slot.inputs.up)!.data).toBe(!changed)
    }
  })

  it('apply their first number to the text encoder', async () => {
    const [kiki] = await starterLoras('kiki')
    const plain = await stackAdapters('textEncoder', slots.textEncoder, [kiki!])
    const blockWeights = parseBlockWeights(vector({ 0: 0.5 }), slots.unet)
    const weighted = await stackAdapters('textEncoder', slots.textEncoder, [{ ...kiki!, blockWeights }])
    const layer = 'text_model.encoder.layers.0.mlp.fc1'
    expect(slotOf(weighted, layer).up.data).toEqual(slotOf(plain, layer).up.data.map((value) => value * 0.5))
  })
})

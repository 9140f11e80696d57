import { describe, expect, it } from 'vitest'
import { openCheckpoint } from '../../checkpoint/checkpoint.ts'
import type { Value } from '../../graph/graph.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { float32, type Tensor } from '../../tensor/tensor.ts'
import { createTorchGenerator } from '../../tensor/torchRandom.ts'
import { oneCore } from '../../testing/oneCore.ts'
import { largestDifference, relativeL2 } from '../../testing/closeness.ts'
import { fixturePath } from '../../testing/fixtureFiles.ts'
import { NetworkBuilder } from '../networkBuilder.ts'
import { attention, diffusersAttention, type AttentionFlavour } from './attention.ts'
import { segmentedAttention } from './segmentedAttention.ts'

const runtime = await createRuntime(oneCore)
const { unet } = await openCheckpoint(fixturePath('tiny-sd1'))
const layer = 'down_blocks.0.attentions.0.transformer_blocks.0.attn2'
const heads = unet.config.attentionHeads[0]!
const [rows, height, width, words, features] = [2, 3, 4, 5, 32]
const cells = height * width
const noise = createTorchGenerator(8)
const normal = (...shape: number[]) => float32(shape, noise.normal(shape.reduce((a, b) => a * b)))
const picture = normal(rows, cells, features)

/** A text, the cells that read it, and how strongly each of two adapters of rank 2 acts on it. */
interface Part {
  readonly text: Tensor<'float32'>
  readonly share: readonly number[]
  readonly strengths: readonly [number, number]
}

const text = () => normal(rows, words, features)
const rank = 4
const factors = new Map<string, Tensor>()
for (const projection of ['to_q', 'to_k', 'to_v', 'to_out.0']) {
  const amplitude = projection === 'to_q' ? 0 : 0.5
  const scaled = ({ shape, data }: Tensor<'float32'>) =>
    float32(
      shape,
      data.map((value) => amplitude * value),
    )
  factors.set(`${layer}.${projection}:down`, scaled(normal(rank, features)))
  factors.set(`${layer}.${projection}:up`, scaled(normal(features, rank)))
}

type Build = (network: NetworkBuilder, x: Value) => Value

async function run(adaptable: boolean, build: Build, feeds: readonly (readonly [string, Tensor])[]) {
  const network = new NetworkBuilder('layer', unet.weights, adaptable)
  const x = network.graph.input('picture', 'float32', ['rows', cells, features])
  network.graph.output('y', build(network, x))
  const session = await runtime.createSession(network.finish().graph)
  const outputs = await session.run(new Map<string, Tensor>([...factors, ['picture', picture], ...feeds]))
  await session.release()
  return outputs.get('y')!.data as Float32Array
}

const base = { heads, names: diffusersAttention, grid: { type: 'image', height, width } } as const
const unitsOf = ([first, second]: readonly [number, number]) => [first, first, second, second]

/** The gates of every projection: of the queries open, of the others as given. */
function gates(shape: readonly number[], values: readonly number[]): (readonly [string, Tensor])[] {
  const queries = [`${layer}.to_q:gate`, float32([1, 1, rank])] as const
  const others = ['to_k', 'to_v', 'to_out.0'].map(
    (name) => [`${layer}.${name}:gate`, float32(shape, Float32Array.from(values))] as const,
  )
  return [queries, ...others]
}

/** The segmented attention to several texts. */
function readSegments(parts: readonly Part[], flavour: AttentionFlavour): Promise<Float32Array> {
  const shares = float32([1, parts.length, cells, 1], Float32Array.from(parts.flatMap(({ share }) => share)))
  const build: Build = (network, x) => {
    const tokens = network.graph.input('text', 'float32', ['rows', 'segments', words, features])
    const share = network.graph.input('shares', 'float32', ['shares:gateRows', 'segments', cells, 1])
    const context = { type: 'tokens', tokens, grid: { type: 'segments' } } as const
    return segmentedAttention(network, layer, x, { ...base, context, flavour, shares: share })
  }
  const open = gates(
    [1, parts.length, 1, rank],
    parts.flatMap(({ strengths }) => unitsOf(strengths)),
  )
  return run(true, build, [...open, ['text', joined(parts, [rows, parts.length, words, features])], ['shares', shares]])
}

/** The texts of all parts, one behind the other in each row. */
function joined(parts: readonly Part[], shape: readonly number[]): Tensor {
  const length = words * features
  const data = new Float32Array(rows * parts.length * length)
  for (let row = 0; row < rows; row++) {
    for (const [index, part] of parts.entries()) {
      data.set(part.text.data.subarray(row * length, (row + 1) * length), (row * parts.length + index) * length)
    }
  }
  return float32(shape, data)
}

/** The usual attention to one text alone; without strengths the layer has no adapters at all. */
function readAlone(part: Pick<Part, 'text'> & Partial<Part>, flavour: AttentionFlavour): Promise<Float32Array> {
  const { strengths } = part
  const build: Build = (network, x) => {
    const tokens = network.graph.input('text', 'float32', ['rows', 'textTokens', features])
    const context = { type: 'tokens', tokens, grid: { type: 'text' } } as const
    return attention(network, layer, x, { ...base, context, flavour })
  }
  const open = strengths ? gates([1, 1, rank], unitsOf(strengths)) : []
  return run(strengths !== undefined, build, [...open, ['text', part.text]])
}

/** What the cells of each part, all `features` of them, hold. */
function at(y: Float32Array, isInside: (cell: number) => boolean): Float32Array {
  return y.filter((_, index) => isInside(Math.floor(index / features) % cells))
}

const left = Array.from({ length: cells }, (_, cell) => Number(cell % width < 2))
const right = Array.from({ length: cells }, (_, cell) => Number(cell % width === 3))
const rest = left.map((value, cell) => 1 - value - right[cell]!)
const isIn = (share: readonly number[]) => (cell: number) => share[cell] === 1

describe.each(['fused', 'decomposed'] as const)('the %s segmented attention', (flavour) => {
  const background: Part = { text: text(), share: rest, strengths: [0, 0] }
  const first: Part = { text: text(), share: left, strengths: [1, 0] }
  const second: Part = { text: text(), share: right, strengths: [0, 0.7] }
  const parts = [background, first, second] as const

  it('is the sum of each text alone with its own adapters, by soft shares', async () => {
    const soft = parts.map((part, index) => ({
      ...part,
      share: rest.map((_, cell) => (1 + Math.sin(2 * cell + 3 * index)) ** 2),
      strengths: [0.4 * index, 1 - 0.6 * index] as const,
    }))
    const totals = rest.map((_, cell) => soft.reduce((sum, { share }) => sum + share[cell]!, 0))
    const shared = soft.map((part) => ({ ...part, share: part.share.map((value, cell) => value / totals[cell]!) }))
    const alone = await Promise.all(shared.map((part) => readAlone(part, flavour)))
    const expected = alone[0]!.map((_, index) => {
      const cell = Math.floor(index / features) % cells
      return shared.reduce((sum, { share }, part) => sum + share[cell]! * alone[part]![index]!, 0)
    })
    expect(relativeL2(await readSegments(shared, flavour), expected)).toBeLessThan(1e-6)
  })

  it('LoRA-Composer invariant 3: outside all regions is what the base gives, bit for bit', async () => {
    const y = await readSegments(parts, flavour)
    const plain = await readAlone({ text: background.text }, flavour)
    expect(at(y, isIn(rest))).toEqual(at(plain, isIn(rest)))
    expect(at(y, isIn(left))).not.toEqual(at(plain, isIn(left)))
  })

  it('LoRA-Composer invariant 3: inside a region depends on its own words and adapter alone', async () => {
    const inside = async (...changed: Part[]) => at(await readSegments(changed, flavour), isIn(left))
    const y = await inside(...parts)
    const others = [{ ...background, text: text() }, first, { ...second, text: text(), strengths: [2, -1] as const }]
    expect(await inside(...others)).toEqual(y)
    expect(relativeL2(await inside(background, { ...first, text: text() }, second), y)).toBeGreaterThan(1e-2)
    expect(relativeL2(await inside(background, { ...first, strengths: [0, 1] }, second), y)).toBeGreaterThan(1e-2)
    expect(relativeL2(y, at(await readAlone(first, flavour), isIn(left)))).toBeLessThan(1e-6)
  })

  it('LoRA-Composer invariant 5: two regions that share a cell count half each', async () => {
    const half = left.map((value) => value / 2)
    const y = await readSegments([background, { ...first, share: half }, { ...second, share: half }], flavour)
    const [one, other] = await Promise.all([first, second].map((part) => readAlone(part, flavour)))
    const mean = one!.map((value, index) => (value + other![index]!) / 2)
    expect(relativeL2(at(y, isIn(left)), at(mean, isIn(left)))).toBeLessThan(1e-6)
  })

  it('LoRA-Composer invariant 5: the same region twice is that region', async () => {
    const half = { ...first, share: left.map((value) => value / 2) }
    const twice = await readSegments([{ ...background, share: left.map((value) => 1 - value) }, half, half], flavour)
    const once = await readSegments([{ ...background, share: left.map((value) => 1 - value) }, first], flavour)
    expect(largestDifference(twice, once)).toBeLessThan(1e-6)
  })

  it('cache invariant 45: texts side by side with a mask equal one branch for each region', async () => {
    const mask = new Float32Array(cells * 3 * words).fill(-Infinity)
    const open = gates(
      [1, 3 * words, rank],
      parts.flatMap(({ strengths }) => Array.from({ length: words }, () => unitsOf(strengths)).flat()),
    ).filter(([name]) => !name.includes('to_out'))
    const out = [`${layer}.to_out.0:gate`, new Float32Array(cells * rank)] as const
    for (const [index, { share, strengths }] of parts.entries()) {
      for (let cell = 0; cell < cells; cell++) {
        if (share[cell] !== 1) continue
        mask.fill(0, (3 * cell + index) * words, (3 * cell + index + 1) * words)
        out[1].set(unitsOf(strengths), cell * rank)
      }
    }
    const build: Build = (network, x) => {
      const tokens = network.graph.input('text', 'float32', ['rows', 'textTokens', features])
      const bias = network.graph.input('mask', 'float32', ['mask:gateRows', 1, cells, 'textTokens'])
      const context = { type: 'tokens', tokens, grid: { type: 'text' } } as const
      return attention(network, layer, x, { ...base, context, flavour, bias })
    }
    const sideBySide = await run(true, build, [
      ...open,
      [out[0], float32([1, cells, rank], out[1])],
      ['text', joined(parts, [rows, 3 * words, features])],
      ['mask', float32([1, 1, cells, 3 * words], mask)],
    ])
    const branches = await Promise.all(parts.map((part) => readAlone(part, flavour)))
    for (const [index, { share }] of parts.entries()) {
      expect(relativeL2(at(sideBySide, isIn(share)), at(branches[index]!, isIn(share)))).toBeLessThan(1e-6)
    }
    expect(relativeL2(await readSegments(parts, flavour), sideBySide)).toBeLessThan(1e-6)
  })
})

import type { Adapter, AdapterLayer } from './adapter.ts'
import { loadFactors } from './factors.ts'
import type { LayerFactors } from './factors.ts'

/** The first `rank` ranks of a layer, times `factor`. */
export interface StackPart {
  readonly adapter: Adapter
  readonly layer: AdapterLayer
  readonly rank: number
  readonly factor: number
}

/** Stacked factors: `down` row-major `[R, in · kernel]`, `up` row-major `[out, R]`, with the parts' factors in `up`. */
export interface StackedFactors {
  readonly down: Float32Array
  readonly up: Float32Array
}

interface KnownStack extends StackedFactors {
  readonly parts: readonly StackPart[]
}

/**
 * The last stack that begins with a layer, for as long as the layer's adapter is in use. All graphs of a network
 * (sizes, shortened ones) stack the same layers, so they find one another's arrays here.
 */
const knownStacks = new WeakMap<AdapterLayer, KnownStack>()

/** Stacks one part or more in their order. Arrays are shared and must not be changed. */
export async function stackFactors(parts: readonly StackPart[]): Promise<StackedFactors> {
  const first = parts[0]!.layer
  const known = knownStacks.get(first)
  const sameRows = known !== undefined && isSame(known.parts, parts, sameRanks)
  if (sameRows && isSame(known.parts, parts, sameFactor)) return known
  const factors = await Promise.all(parts.map(({ adapter, layer }) => loadFactors(adapter, layer)))
  const stack = {
    parts,
    down: sameRows ? known.down : stackDown(parts, factors),
    up: stackUp(parts, factors, first.outFeatures),
  }
  knownStacks.set(first, stack)
  return stack
}

function isSame(
  a: readonly StackPart[],
  b: readonly StackPart[],
  same: (x: StackPart, y: StackPart) => boolean,
): boolean {
  return a.length === b.length && a.every((part, index) => same(part, b[index]!))
}

function sameRanks(a: StackPart, b: StackPart): boolean {
  return a.layer === b.layer && a.rank === b.rank
}

function sameFactor(a: StackPart, b: StackPart): boolean {
  return a.factor === b.factor
}

/** Rows below rows: the rank axis comes first, so every part is one block. */
function stackDown(parts: readonly StackPart[], factors: readonly LayerFactors[]): Float32Array {
  const blocks = parts.map(({ layer, rank }, index) => {
    const { down } = factors[index]!
    return rank === layer.rank ? down : down.subarray(0, rank * (down.length / layer.rank))
  })
  if (blocks.length === 1) return blocks[0]!
  const stacked = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0))
  let start = 0
  for (const block of blocks) {
    stacked.set(block, start)
    start += block.length
  }
  return stacked
}

/** Columns beside columns, each times its part's factor. */
function stackUp(parts: readonly StackPart[], factors: readonly LayerFactors[], outFeatures: number): Float32Array {
  const total = parts.reduce((sum, { rank }) => sum + rank, 0)
  const only = parts.length === 1 ? parts[0]! : undefined
  if (only?.factor === 1 && only.rank === only.layer.rank) return factors[0]!.up
  const stacked = new Float32Array(outFeatures * total)
  let start = 0
  for (const [index, { layer, rank, factor }] of parts.entries()) {
    const { up } = factors[index]!
    for (let out = 0; out < outFeatures; out++) {
      const source = out * layer.rank
      const target = out * total + start
      for (let unit = 0; unit < rank; unit++) stacked[target + unit] = up[source + unit]! * factor
    }
    start += rank
  }
  return stacked
}

const zeros = new Map<number, Float32Array>()

/** What an empty slot is fed: one unit of zeros, because the runtime does not compute with a rank of 0 everywhere. */
export function emptyFactors(downLength: number, upLength: number): StackedFactors {
  const ofLength = (length: number) => {
    const known = zeros.get(length) ?? new Float32Array(length)
    zeros.set(length, known)
    return known
  }
  return { down: ofLength(downLength), up: ofLength(upLength) }
}

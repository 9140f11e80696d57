import { createHash } from 'node:crypto'
import { assert } from '../errors/engineError.ts'
import type { AdapterSlot, SlotGrid } from '../graph/slot.ts'
import { elementCount, float32 } from '../tensor/tensor.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { AdapterGate, ImageMask, RowGate } from './adapterGates.ts'
import { areaAverage } from './areaAverage.ts'
import type { AdapterStack, RankSpan } from './slotStacks.ts'

/** Turns the gates of a batch's rows into what the gate inputs of a network take. */
export interface GateSource {
  /**
   * What to feed to the input `gate` of every slot. The row axis is 1 where all rows agree, the token axes are 1 where
   * nothing differs between tokens. Slots that lie alike and hold the same ranks share one array.
   */
  gateFeeds(rows: readonly RowGate[]): ReadonlyMap<string, Tensor<'float32'>>
  /** How many gate arrays were computed so far. */
  readonly computedGates: number
}

/** Slots whose gates are the same array, whatever the rows are. */
interface GateGroup {
  readonly inputs: string[]
  readonly grid: SlotGrid
  readonly kind: AdapterSlot['kind']
  readonly rank: number
  readonly spans: readonly RankSpan[]
}

/** Old gates beyond this are forgotten: enough for the turns of LoRA Switch and for a mask that is being drawn. */
const rememberedBytes = 64_000_000

/** A source for one stack. Gates are remembered by content, so that unchanged ones cost nothing. */
export function createGates(stack: AdapterStack): GateSource {
  const groups = groupSlots(stack)
  const gates = new Map<string, Tensor<'float32'>>() // least recently used first
  let bytes = 0
  let computedGates = 0
  let last: { key: string; feeds: ReadonlyMap<string, Tensor<'float32'>> } | undefined

  const gateOf = (group: GateGroup, index: number, rows: readonly RowGate[]): Tensor<'float32'> => {
    const rowKeys = rows.map((row) => keyOfRow(row, group))
    const agree = rowKeys.every((key) => key === rowKeys[0])
    const key = JSON.stringify([index, agree ? rowKeys.slice(0, 1) : rowKeys])
    let gate = gates.get(key)
    if (gate === undefined) {
      gate = computeGate(group, agree ? rows.slice(0, 1) : rows)
      computedGates++
      bytes += gate.data.byteLength
    }
    gates.delete(key)
    gates.set(key, gate)
    return gate
  }

  return {
    gateFeeds(rows) {
      assert(rows.length > 0, 'a batch has rows')
      for (const row of rows) assert(row.length === stack.adapterCount, 'a row has a gate for each adapter')
      const key = JSON.stringify(rows.map((row) => row.map(keyOfGate)))
      if (last?.key === key) return last.feeds
      const feeds = new Map<string, Tensor<'float32'>>()
      for (const [index, group] of groups.entries()) {
        const gate = gateOf(group, index, rows)
        for (const input of group.inputs) feeds.set(input, gate)
      }
      last = { key, feeds }
      for (const [oldKey, gate] of gates) {
        if (bytes <= rememberedBytes) break
        gates.delete(oldKey)
        bytes -= gate.data.byteLength
      }
      return feeds
    },
    get computedGates() {
      return computedGates
    },
  }
}

function groupSlots(stack: AdapterStack): readonly GateGroup[] {
  const groups = new Map<string, GateGroup>()
  for (const { slot, rank, spans } of stack.slots) {
    const { kind, grid } = slot
    const key = JSON.stringify([kind, grid, spans])
    const group = groups.get(key) ?? { inputs: [], grid, kind, rank, spans }
    group.inputs.push(slot.inputs.gate)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function keyOfGate({ strength, imageMask, textTokens, segments }: AdapterGate): unknown[] {
  return [strength, keyOfMask(imageMask), textTokens && contentKey(textTokens), segments && contentKey(segments)]
}

/** What of a row the gate of a group depends on. */
function keyOfRow(row: RowGate, { spans, grid }: GateGroup): string {
  return JSON.stringify(
    spans.map(({ adapterIndex }) => {
      const { strength, imageMask, textTokens, segments } = row[adapterIndex]!
      if (grid.type === 'text') return [strength, textTokens && contentKey(textTokens)]
      if (grid.type === 'segments') return [strength, segments && contentKey(segments)]
      return [strength, keyOfMask(imageMask)]
    }),
  )
}

function keyOfMask(mask: ImageMask | undefined): unknown {
  return mask && [mask.width, mask.height, contentKey(mask.data)]
}

const contentKeys = new WeakMap<Float32Array, string>()

/** The same for arrays with the same numbers. Each array is read once. */
function contentKey(values: Float32Array): string {
  let key = contentKeys.get(values)
  if (key === undefined) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    key = createHash('sha1').update(bytes).digest('base64')
    contentKeys.set(values, key)
  }
  return key
}

/** Along the tokens, or along the segments where these are gated as a whole: one number for all, or one for each. */
type TokenFactors = number | Float32Array

function computeGate({ grid, kind, rank, spans }: GateGroup, rows: readonly RowGate[]): Tensor<'float32'> {
  const factors = rows.map((row) => spans.map(({ adapterIndex }) => tokenFactors(row[adapterIndex]!, grid)))
  const lengths = new Set(factors.flat().flatMap((factor) => (typeof factor === 'number' ? [] : [factor.length])))
  assert(lengths.size <= 1, 'all rows of a batch have the same number of text tokens and of segments')
  const [tokens = 1] = lengths
  // Tokens lie before the ranks in a linear layer and behind them in a convolution.
  const [tokenStride, rankStride] = kind === 'linear' ? [rank, 1] : [1, tokens]
  const data = new Float32Array(rows.length * tokens * rank)
  for (const [row, rowFactors] of factors.entries()) {
    for (const [index, { start, rank: spanRank }] of spans.entries()) {
      const factor = rowFactors[index]!
      for (let token = 0; token < tokens; token++) {
        const value = typeof factor === 'number' ? factor : factor[token]!
        const first = row * tokens * rank + token * tokenStride
        for (let unit = start; unit < start + spanRank; unit++) data[first + unit * rankStride] = value
      }
    }
  }
  const shape = gateShape(grid, kind, rows.length, tokens, rank)
  assert(elementCount(shape) === data.length, 'a gate fills its shape')
  return float32(shape, data)
}

function gateShape(
  grid: SlotGrid,
  kind: AdapterSlot['kind'],
  rows: number,
  tokens: number,
  rank: number,
): readonly number[] {
  if (kind === 'linear') {
    if (grid.type === 'row') return [rows, rank]
    return grid.type === 'segments' ? [rows, tokens, 1, rank] : [rows, tokens, rank]
  }
  assert(grid.type === 'image', 'convolutions lie on the picture')
  return tokens === 1 ? [rows, rank, 1, 1] : [rows, rank, grid.height, grid.width]
}

function tokenFactors({ strength, imageMask, textTokens, segments }: AdapterGate, grid: SlotGrid): TokenFactors {
  assert(Number.isFinite(strength), 'a strength is a number')
  switch (grid.type) {
    case 'image':
      return imageMask ? maskAt(imageMask, grid.width, grid.height).map((value) => strength * value) : strength
    case 'text':
      return textTokens ? textTokens.map((value) => strength * value) : strength
    case 'segments':
      return segments ? segments.map((value) => strength * value) : strength
    case 'row':
      return imageMask ? strength * maskAt(imageMask, 1, 1)[0]! : strength
  }
}

const averagedMasks = new WeakMap<Float32Array, Map<string, Float32Array>>()

/** The mask at a grid's size, computed once for each. */
function maskAt(mask: ImageMask, width: number, height: number): Float32Array {
  const sizes = averagedMasks.get(mask.data) ?? new Map<string, Float32Array>()
  averagedMasks.set(mask.data, sizes)
  const key = [mask.width, mask.height, width, height].join(' ')
  const known = sizes.get(key)
  if (known !== undefined) return known
  const isOneCell = width === 1 && height === 1
  const averaged = mask.atGrid && !isOneCell ? mask.atGrid({ height, width }) : areaAverage(mask, width, height)
  sizes.set(key, averaged)
  return averaged
}

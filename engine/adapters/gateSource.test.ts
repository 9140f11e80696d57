import { describe, expect, it } from 'vitest'
import type { AdapterSlot, SlotGrid } from '../graph/slot.ts'
import type { AdapterGate } from './adapterGates.ts'
import { largestDifference } from '../testing/closeness.ts'
import { createGates } from './gateSource.ts'
import type { AdapterStack, RankSpan } from './slotStacks.ts'

function slot(layer: string, kind: AdapterSlot['kind'], grid: SlotGrid): AdapterSlot {
  const inputs = { down: `${layer}:down`, up: `${layer}:up`, gate: `${layer}:gate` }
  return { layer, kind, inFeatures: 4, outFeatures: 4, kernel: kind === 'linear' ? [1, 1] : [3, 3], grid, inputs }
}

/** Adapter 0 with two ranks, adapter 1 with one. */
const both: readonly RankSpan[] = [
  { adapterIndex: 0, start: 0, rank: 2 },
  { adapterIndex: 1, start: 2, rank: 1 },
]
const second: readonly RankSpan[] = [{ adapterIndex: 1, start: 0, rank: 1 }]
const image: SlotGrid = { type: 'image', height: 1, width: 2 }

function stackOf(...slots: (readonly [AdapterSlot, readonly RankSpan[]])[]): AdapterStack {
  return {
    adapterCount: 2,
    slots: slots.map(([slotAtHand, spans]) => ({
      slot: slotAtHand,
      spans,
      rank: Math.max(
        1,
        spans.reduce((sum, { rank }) => sum + rank, 0),
      ),
    })),
    feeds: new Map(),
  }
}

const stack = stackOf(
  [slot('linear', 'linear', image), both],
  [slot('linear2', 'linear', image), both],
  [slot('convolution', 'convolution', image), both],
  [slot('text', 'linear', { type: 'text' }), both],
  [slot('row', 'linear', { type: 'row' }), both],
  [slot('segments', 'linear', { type: 'segments' }), both],
  [slot('second', 'linear', image), second],
  [slot('empty', 'linear', image), []],
  [slot('emptyConvolution', 'convolution', image), []],
  [slot('emptyRow', 'linear', { type: 'row' }), []],
)

const left = { width: 2, height: 1, data: Float32Array.of(1, 0.5) }
const plain: AdapterGate = { strength: 0.5 }
const masked: AdapterGate = { strength: 2, imageMask: left, textTokens: Float32Array.of(0, 1, 1) }

const read = (feeds: ReturnType<ReturnType<typeof createGates>['gateFeeds']>, layer: string) => {
  const { shape, data } = feeds.get(`${layer}:gate`)!
  return { shape, data: [...data] }
}

describe('gateFeeds', () => {
  it('is one number for each rank where nothing depends on the place', () => {
    const feeds = createGates(stack).gateFeeds([[plain, { strength: -1 }]])
    expect(read(feeds, 'linear')).toEqual({ shape: [1, 1, 3], data: [0.5, 0.5, -1] })
    expect(read(feeds, 'convolution')).toEqual({ shape: [1, 3, 1, 1], data: [0.5, 0.5, -1] })
    expect(read(feeds, 'text')).toEqual({ shape: [1, 1, 3], data: [0.5, 0.5, -1] })
    expect(read(feeds, 'row')).toEqual({ shape: [1, 3], data: [0.5, 0.5, -1] })
    expect(read(feeds, 'segments')).toEqual({ shape: [1, 1, 1, 3], data: [0.5, 0.5, -1] })
    expect(read(feeds, 'second')).toEqual({ shape: [1, 1, 1], data: [-1] })
  })

  it('closes empty slots', () => {
    const feeds = createGates(stack).gateFeeds([[plain, masked]])
    expect(read(feeds, 'empty')).toEqual({ shape: [1, 1, 1], data: [0] })
    expect(read(feeds, 'emptyConvolution')).toEqual({ shape: [1, 1, 1, 1], data: [0] })
    expect(read(feeds, 'emptyRow')).toEqual({ shape: [1, 1], data: [0] })
  })

  it('follows a mask on the picture, its mean in a row, and the tokens in the text', () => {
    const feeds = createGates(stack).gateFeeds([[plain, masked]])
    expect(read(feeds, 'linear')).toEqual({ shape: [1, 2, 3], data: [0.5, 0.5, 2, 0.5, 0.5, 1] })
    expect(read(feeds, 'convolution')).toEqual({ shape: [1, 3, 1, 2], data: [0.5, 0.5, 0.5, 0.5, 2, 1] })
    expect(read(feeds, 'text')).toEqual({ shape: [1, 3, 3], data: [0.5, 0.5, 0, 0.5, 0.5, 2, 0.5, 0.5, 2] })
    expect(read(feeds, 'row')).toEqual({ shape: [1, 3], data: [0.5, 0.5, 1.5] })
  })

  it('has one factor for each segment, and minds neither masks nor tokens there', () => {
    const feeds = createGates(stack).gateFeeds([[masked, { ...masked, segments: Float32Array.of(0, 1, 0.25) }]])
    expect(read(feeds, 'segments')).toEqual({ shape: [1, 3, 1, 3], data: [2, 2, 0, 2, 2, 2, 2, 2, 0.5] })
    expect(read(feeds, 'text').shape).toEqual([1, 3, 3])
  })

  it('averages the mask onto the grid of each layer', () => {
    const coarse = stackOf([slot('coarse', 'linear', { type: 'image', height: 1, width: 1 }), second])
    const feeds = createGates(coarse).gateFeeds([[plain, masked]])
    expect(read(feeds, 'coarse')).toEqual({ shape: [1, 1, 1], data: [1.5] })
  })

  it('has a row axis only where rows differ, in the adapters that the slot holds', () => {
    const feeds = createGates(stack).gateFeeds([
      [plain, masked],
      [{ strength: 0 }, masked],
    ])
    expect(read(feeds, 'second').shape).toEqual([1, 2, 1])
    expect(read(feeds, 'row')).toEqual({ shape: [2, 3], data: [0.5, 0.5, 1.5, 0, 0, 1.5] })
    const { shape, data } = read(feeds, 'linear')
    expect(shape).toEqual([2, 2, 3])
    expect(data).toEqual([0.5, 0.5, 2, 0.5, 0.5, 1, 0, 0, 2, 0, 0, 1])
  })

  it('spreads a row without a mask over the tokens of one with a mask', () => {
    const feeds = createGates(stack).gateFeeds([
      [plain, plain],
      [plain, masked],
    ])
    expect(read(feeds, 'second')).toEqual({ shape: [2, 2, 1], data: [0.5, 0.5, 2, 1] })
  })

  it('shares one array between slots that lie alike and hold the same ranks', () => {
    const gates = createGates(stack)
    const feeds = gates.gateFeeds([[plain, masked]])
    expect(feeds.get('linear:gate')).toBe(feeds.get('linear2:gate'))
    expect(gates.computedGates).toBe(9)
  })
})

describe('computed gates', () => {
  it('are remembered by content', () => {
    const gates = createGates(stack)
    const first = gates.gateFeeds([[plain, masked]])
    const computed = gates.computedGates
    const copy = { ...masked, imageMask: { ...left, data: left.data.slice() }, textTokens: masked.textTokens!.slice() }
    expect(gates.gateFeeds([[{ strength: 0.5 }, copy]])).toBe(first)
    expect(gates.gateFeeds([[plain, { strength: 1 }]])).not.toBe(first)
    expect(gates.computedGates).toBeGreaterThan(computed)
    const afterChange = gates.computedGates
    expect(gates.gateFeeds([[plain, masked]]).get('linear:gate')).toBe(first.get('linear:gate'))
    expect(gates.computedGates).toBe(afterChange)
  })

  it('are computed only where the adapter that changed has a part', () => {
    const gates = createGates(stack)
    gates.gateFeeds([[plain, masked]])
    const before = gates.computedGates
    gates.gateFeeds([[{ strength: 0.75 }, masked]])
    // Linear, convolution, text, row and segments, but neither second nor empty ones.
    expect(gates.computedGates - before).toBe(5)
  })

  it('of segments are remembered by content, whatever masks there are', () => {
    const gates = createGates(stack)
    const segments = Float32Array.of(0, 1)
    const gate = (other: Partial<AdapterGate>) =>
      gates.gateFeeds([[plain, { strength: 1, ...other }]]).get('segments:gate')
    const first = gate({ segments })
    expect(gate({ segments: segments.slice(), imageMask: left })).toBe(first)
    expect(gate({ segments: Float32Array.of(1, 0) })!.data).not.toEqual(first!.data)
  })

  it('see a mask of the same values at another size as another mask', () => {
    const gates = createGates(stack)
    const tall = { width: 1, height: 2, data: left.data }
    const wide = gates.gateFeeds([[plain, { strength: 1, imageMask: left }]])
    expect(read(wide, 'second').data).toEqual([1, 0.5])
    expect(read(gates.gateFeeds([[plain, { strength: 1, imageMask: tall }]]), 'second').data).toEqual([0.75, 0.75])
  })

  it('are forgotten when they become many', () => {
    const large = stackOf([slot('large', 'linear', { type: 'image', height: 512, width: 512 }), both])
    const gates = createGates(large)
    const mask = { width: 1, height: 1, data: Float32Array.of(0.5) }
    const at = (strength: number) => gates.gateFeeds([[{ strength, imageMask: mask }, plain]]).get('large:gate')!
    const first = at(1) // 512 x 512 x 3 numbers are 3 MB
    for (let strength = 2; strength < 24; strength++) at(strength)
    const last = at(23)
    expect(at(23) === last).toBe(true)
    const again = at(1)
    expect(again === first).toBe(false)
    expect(largestDifference(again.data, first.data)).toBe(0)
  })
})
